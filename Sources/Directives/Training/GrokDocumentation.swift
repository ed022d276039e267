/// The words of `grok`'s reference page.
enum GrokDocumentation {
  static let discussion = """
    The task is a table: a + b (or a - b, or a * b) modulo p for all a and b below p. A part of its \
    entries, drawn at random, is trained on, all of them in every step; the rest is never shown. A \
    network can know its part by heart long before it has found the rule that gives the rest: \
    *grokking* (Power et al. 2022, arXiv:2201.02177).

    - `network=transformer` is one layer of attention and feed-forward that reads a and b as two \
    tokens and predicts the result after the second.
    - `network=quadratic` is W (U_a + V_b)^2, the two layers of Gromov 2023 (arXiv:2301.02679).

    Both learn by AdamW (beta2 0.98) from the mean cross-entropy. Weight decay pulls at every weight; \
    `control=true` trains the same network from the same start a second time without it.

    Steps are marked from the data: *memorized* is the first measured step with 99% of the training \
    part right, *understood* the first with 95% of the rest. Measurements are a tenth of the steps so \
    far apart. An answer counts as right where its logit is larger than every other.

    The last figure looks into the weights (Nanda et al. 2023, arXiv:2301.05217). Each column of the \
    table of number vectors is a sequence of p values around the circle of residues; its power at each \
    frequency, as a share, is averaged over columns. Memorized numbers have power at all frequencies; \
    a network that adds by turning angles has it at a few.
    """

  static let results: KeyValuePairs<String, String> = [
    "steps": "the measured steps",
    "training_accuracy": "the share of the training part that is right, one a measured step",
    "validation_accuracy": "the same of the rest",
    "training_loss": "the mean cross-entropy in nats, one a measured step",
    "validation_loss": "the same of the rest",
    "norm": "the length of all weights as one vector",
    "memorized": "whether 99% of the training part were right at some step",
    "memorized_step": "the first such step; absent if there is none",
    "generalized": "whether 95% of the rest were right at some step",
    "grokked_step": "the first such step; absent if there is none",
    "delay": "grokked_step / memorized_step",
    "spectrum": "the share of each frequency in the numbers' vectors at the end",
    "control": "of control=true: the same results without weight decay",
    "training_pairs": "how many entries are trained on",
    "validation_pairs": "how many are kept back",
    "parameters": "the network's",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Two quadratic layers learn a small table, and then its rule.": """
    grok network=quadratic modulus=23 width=48
      training_share=0.6 steps=600 learning_rate=0.01
    expect grok.memorized
    """
  ]
}
