/// The words of `neuron`'s reference page.
enum NeuronDocumentation {
  static let discussion = """
    A neuron multiplies each input by its weight, adds the products up, and runs the sum through an \
    *activation*: z = w1 x1 + w2 x2 + … + bias, output = activation(z). All of it is computed in \
    Double.

    - `relu`: max(x, 0).
    - `gelu`: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), the tanh form that GPT-2 uses; `gelu_erf`: \
    x Φ(x) = x/2 (1 + erf(x/√2)), the exact form (Hendrycks and Gimpel 2016, "Gaussian Error Linear \
    Units"). They differ in the fourth digit.
    - `silu`: x / (1 + e^-x), also called swish; `sigmoid`: 1 / (1 + e^-x); `tanh`; and `identity`, \
    which is no activation at all.
    - `swiglu` needs a second vector of weights, `gate=`: output = silu(gate · inputs) × (weights · \
    inputs) (Shazeer 2020, "GLU Variants Improve Transformer"). `gate=` goes with every other \
    activation, too: with `sigmoid` it is the first gated unit, GLU, with `gelu` GeGLU, with `relu` \
    ReGLU.

    `derivative` is the activation's slope where it is applied: the factor with which a gradient \
    passes. ReLU's slope at 0 is 0. `compare=` draws and lists further activations of the same \
    number; `sweep=activation` runs the whole neuron with each.
    """

  static let results: KeyValuePairs<String, String> = [
    "z": "the weighted sum, bias included",
    "output": "what the neuron hands on",
    "derivative": "the activation's slope at z, or with a gate at the gate's sum",
    "products": "weight times input, one an input",
    "weight_gradients": "d output / d weight, one a weight",
    "gate_z": "the gate's weighted sum; absent without a gate",
    "gate_output": "the activation of it; absent without a gate",
    "gate_gradients": "d output / d gate weight; absent without a gate",
    "outputs": "the activation of each function compared, by name; absent without `compare=`",
    "derivatives": "the slope of each function compared, by name; absent without `compare=`",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Three inputs, three weights, one number out.": """
    neuron inputs=[0.70, -0.25, 0.45] weights=[1.10, -0.85, 0.55] activation=gelu
    expect neuron.z ~ 1.23
    expect neuron.output ~ 1.0953
    """,
    "Several activations of the same sum, as curves and as a table.": """
    neuron inputs=[0.70, -0.25, 0.45] weights=[1.10, -0.85, 0.55]
      compare=[gelu_erf, relu, silu] show=curve
    expect neuron.outputs["gelu_erf"] ~ 1.0955
    """,
    "SwiGLU: one sum opens the gate for the other.": """
    neuron inputs=[0.70, -0.25] weights=[1, 2] gate=[3, 1] activation=swiglu
    expect neuron.output ~ neuron.gate_output * neuron.z within 1e-12
    """,
  ]
}
