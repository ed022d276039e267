/// The words of `optimize`'s reference page.
enum OptimizeDocumentation {
  static let discussion = """
    All optimizers start at one point of one loss and see its exact gradients. What they make of \
    them differs. With g the gradient and η the learning rate, for each weight x on its own:

    - `sgd`: x ← x - η g (Robbins and Monro 1951).
    - `momentum`: m ← μ m + g, x ← x - η m (Polyak 1964, as in PyTorch). In a lasting direction m \
    grows to g / (1 - μ).
    - `nesterov`: m ← μ m + g, x ← x - η (g + μ m) (Nesterov 1983; Sutskever et al. 2013).
    - `rmsprop`: v ← ρ v + (1 - ρ) g², x ← x - η g / (√v + ε), ρ being `decay=` (Tieleman and \
    Hinton 2012).
    - `adam`: m ← β1 m + (1 - β1) g, v ← β2 v + (1 - β2) g², x ← x - η m' / (√v' + ε), with \
    m' = m / (1 - β1^t) and v' = v / (1 - β2^t) in step t, because both averages began at 0 (Kingma \
    and Ba 2015). `bias_correction=false` leaves m and v as they are.
    - `adamw`: as Adam, after x ← x (1 - η λ), λ being `weight_decay=` (Loshchilov and Hutter 2019).
    - `lion`: c = β1 m + (1 - β1) g, x ← x (1 - η λ) - η sign(c), m ← β2 m + (1 - β2) g (Chen et al. \
    2023).

    The loss is a surface of two weights, or a formula in parentheses as `backprop` takes it: its \
    leaves are `let` values, any number of them. The surfaces are `bowl` (w1² + w2²)/2, `ravine` \
    (w1² + 20 w2²)/2, `rosenbrock` (1 - w1)² + 100 (w2 - w1²)², `saddle` w1²/2 + (w2² - 1)²/4 and \
    `plateau` 1 - exp(-(w1² + w2²)/2).

    A run ends early when the loss or a weight is no finite number any more, when the loss has grown \
    a million times beyond its start, or when a formula has no value where a step led. `diverged` is \
    true then, and where a run ends higher than it began. `noise=` adds normally distributed numbers \
    to every gradient, as a batch of examples would: the same ones for every optimizer.
    """

  private static let one = "a record of start, end, delta, path, losses, diverged, steps, changes"

  static let results: KeyValuePairs<String, String> = [
    "formula": "the loss as text",
    "ends": "the loss at the end, by optimizer",
    "sgd": "\(one); here and below, path is [steps + 1, weights]",
    "momentum": one,
    "nesterov": one,
    "rmsprop": one,
    "adam": one,
    "adamw": one,
    "lion": one,
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Three optimizers in a ravine.": """
    optimize ravine optimizers=[sgd, momentum, adam]
      learning_rate=[0.09, 0.02, 0.3] steps=40
    expect optimize.sgd.end < optimize.sgd.start
    """,
    "A formula over `let` values; its weights start at these.": """
    let a = 3
    let b = -1
    optimize (a^2 + 10*b^2) optimizers=[nesterov, rmsprop, adamw, lion]
      learning_rate=0.05 steps=30
    expect optimize.lion.path[0, 0] == 3
    """,
    "A rate that is too large for the steep direction.": """
    optimize ravine optimizers=[sgd] learning_rate=0.11 show=result
    expect optimize.sgd.diverged
    """,
  ]
}
