/// The words of `backprop`'s reference page.
enum BackpropDocumentation {
  static let discussion = """
    The loss is spelled out into single numbers, a node for each operation. The forward pass gives \
    each node its value and each edge its local derivative. The backward pass starts with the \
    gradient 1 at the loss and goes over every edge once: gradient(input) += local derivative × \
    gradient(node). A node that is used several times adds up what comes back, so it must wait \
    for all of its uses (Linnainmaa 1970; Rumelhart, Hinton, Williams 1986).

    - A *formula* stands in parentheses. Its leaves are the lab's `let` values, numbers or lists; \
    numbers written in it are constants. It may use + - * / ^, exp, log, tanh, sigmoid, relu, gelu \
    (tanh form), gelu_erf, sqrt, abs, min, max, sum, mean, norm, dot, matmul, softmax, logsumexp. \
    Equal parts are one node. `parameters=` says which leaves learn; the others are data.
    - A *network* takes `x=`, weights `w1=` to `w3=` (a row an input) with biases `b1=` to `b3=`, \
    an activation between layers, and `tokens=` of which `target=` comes next. Its loss is the \
    cross-entropy -ln p(target). Without `w1=` the weights are seeded, with `hidden=` units in \
    between.
    - A *model* takes a `text=`; the loss is the mean -ln p of its tokens, and all of the model's \
    parameters take the step, in Float. `gradients` are then lengths, one a part of the model, and the \
    check is one slope: the loss along the gradient's own direction.

    Each gradient is measured as well: the leaf is moved by ±h, h = 2^-17 · max(1, |x|), and the \
    slope is (f(x + h) - f(x - h)) / 2h. At a kink both conventions differ: ReLU and abs have slope \
    0 at 0, equal inputs of min and max get one half each, as in PyTorch.

    A step sets every leaf that learns to value - learning_rate · gradient. `gradients` and \
    `finite_differences` are those of the first step. `order=depth_first`, `accumulate=false` and \
    `zero=false` are mistakes to be looked at.
    """

  static let results: KeyValuePairs<String, String> = [
    "loss_before": "the loss at the start",
    "loss_after": "the loss after the last step",
    "gradients": "d loss / d leaf at the start, by the leaf's name, each in its leaf's shape",
    "finite_differences": "the same, measured; NaN where it cannot be",
    "max_difference": "the farthest that a gradient is from its measured slope",
    "updated": "each leaf's value after the last step",
    "losses": "at the start and after each step",
    "gradient_history": "[steps, leaves], the gradients that each step used",
    "logits": "of a network: at the start",
    "logit_gradients": "of a network: probability less target",
    "probabilities_before": "of a network: its prediction at the start",
    "probabilities_after": "of a network: its prediction after the last step",
    "target": "of a network: the target's position",
    "gradient_norm": "of a model: the length of the gradient, all parameters as one vector",
    "measured_slope": "of a model: the slope along it, measured",
    "surprises_before": "of a model: -ln p of each token of the text but the first",
    "surprises_after": "of a model: the same after the last step",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "A product that is used twice: its gradients add up.": """
    let a = 2
    let b = -3
    backprop (a*b + (a*b)^2)
    expect backprop.gradients.a == 33
    expect backprop.max_difference < 0.000001
    """,
    "Fitting one weight, with x and y as data.": """
    let w = 1
    let x = 2
    let y = 5
    backprop ((w*x - y)^2) parameters=["w"] learning_rate=0.05
    expect backprop.loss_after < backprop.loss_before
    """,
    "A network that learns what comes after a countdown.": """
    backprop x=[0.9, -0.4, 0.2] tokens=["liftoff", "zero", "four"] target=liftoff
      learning_rate=1
    let before = backprop.probabilities_before["liftoff"]
    expect backprop.probabilities_after["liftoff"] > before
    """,
    "A whole model: where the gradient of a sentence falls.": """
    lesson = backprop text="Three, two, one, zero!" model=tinyworld
      learning_rate=0.01 show=[gradients, check]
    expect lesson.loss_after < lesson.loss_before
    """,
  ]

  static let errors: KeyValuePairs<String, String> = [
    "'backprop' needs a loss": """
    backprop learning_rate=0.1
    """,
    "none of the tokens": """
    backprop x=[1, 2] tokens=["a", "b"] target=c
    """,
  ]
}
