/// The words of `feedforward`'s reference page.
enum FeedForwardDocumentation {
  static let discussion = """
    A layer of neurons is a matrix: row i belongs to input i, column j to neuron j, and X · W is all \
    weighted sums at once. The network has two layers with an activation between, \
    A1 = activation(X W1 + b1), Z2 = A1 W2 + b2 (Vaswani et al. 2017, "Attention Is All You Need", \
    equation 2). In a transformer the first layer widens a token's vector and the second brings it \
    back to its width.

    Each row of `x` is one position, and is computed on its own: no number of one row enters \
    another row's result.

    - `activation=` is one of those of `neuron`; `identity` leaves two linear layers, which are one \
    linear layer with the weights W1 W2.
    - With `gate=` the hidden layer is A1 = activation(X V + c) × (X W1 + b1), number by number; \
    `activation=swiglu` (or `silu` with a gate) is what Llama-like models use (Shazeer 2020, "GLU \
    Variants Improve Transformer").
    - With a text and a model (`layer=`) it is that layer's own network: which of its hidden units add \
    most to the vector of the token `position=`, what they fire with at every token, and which tokens \
    each speaks for, read off its row of W2 past all later layers (Geva et al. 2021, "Transformer \
    Feed-Forward Layers Are Key-Value Memories"). With `unit=` it is one hidden unit, a neuron of the \
    model: which tokens of the text make it fire, and which logits it raises and lowers then.

    A hidden unit *fires* where the number that its activation is applied to lies above 0, and is \
    *suppressed* elsewhere. For `tanh` and `identity`, which hold nothing back, no marks are drawn. \
    Small networks are written out as matrices and drawn as a graph; of wide ones the hidden layer \
    is drawn as a heatmap.
    """

  static let results: KeyValuePairs<String, String> = [
    "x": "[positions, inputs], as given",
    "z1": "[positions, hidden units]: X W1 + b1",
    "gate": "[positions, hidden units]: the gate's sums; absent without a gate",
    "a1": "[positions, hidden units], what the hidden units pass on",
    "output": "[positions, outputs], Z2 = A1 W2 + b2",
    "firing": "[positions, hidden units], 1 where a unit fires and 0 where it is suppressed",
    "units": "of a model: the units that add most at the position, the largest first",
    "activations": "of a model: what they fire with there",
    "sizes": "of a model: the length of what each adds",
    "agreement": "of a model: the cosine of what they add with what all units add",
    "unit": "of a model with unit=: that unit",
    "unit_activations": "of a model with unit=: what it fires with, one a token of the text",
    "raised": "of a model with unit=: the tokens whose logits it raises most where it fires most",
    "lowered": "of a model with unit=: those whose logits it lowers most there",
    "tokens": "of a model: the tokens' texts",
    "layer": "of a model: the layer",
    "parameters": "how many weights and biases there are",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Two inputs, three hidden units, two outputs.": """
    feedforward x=[0.80, -0.30] w1=[[0.70, 0.20, -0.40], [0.10, 0.90, 0.30]]
      activation=relu w2=[[0.50, -0.20], [0.30, 0.80], [-0.60, 0.40]]
    expect feedforward.z1[0, 0] ~ 0.53
    """,
    "A batch of positions, each on its own.": """
    feedforward x=[[1, 0], [0, 1], [1, 1]] labels=["the", "cat", "sat"]
      w1=[[1, -1], [-1, 1]] activation=relu w2=[[1], [2]] position=cat
    expect feedforward.output["cat", 0] == 2
    """,
    "SwiGLU: a gate for each hidden unit.": """
    feedforward x=[1, 2] w1=[[1, 0], [0, 1]] w2=[[1], [1]]
      gate=[[1, -1], [0.5, 1]] activation=swiglu
    expect feedforward.gate[0, 0] == 2
    """,
    "The units of a trained model that add most at a word, and one of them alone.": """
    busy = feedforward "The small puppy" model=tinyworld layer=2
      position=puppy top=4
    one = feedforward "The small puppy" model=tinyworld layer=2
      unit=(busy.units[0])
    expect one.unit_activations["puppy"] == busy.activations[0]
    """,
  ]

  static let errors: KeyValuePairs<String, String> = [
    "takes one source": """
    feedforward "The cat" model=tinyworld layer=0 x=[1, 2]
    """
  ]
}
