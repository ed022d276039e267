/// The words of `sample`'s reference page.
enum SampleDocumentation {
  static let discussion = """
    A model's last layer gives one *logit* a token: a score, not a probability. The softmax makes \
    probabilities of them, p_i = exp(x_i) / sum_j exp(x_j), and a decoder decides which token is \
    taken. Filters act between the two. They act on logits, in the order that `order=` gives, and \
    a token that is dropped gets the probability 0 at once; the next filter sees a distribution \
    over what is left.

    - `repetition_penalty` changes the logits of the tokens in `history=`. `penalty_form=signed` \
    divides a positive logit and multiplies a negative one, so that both fall (what libraries do). \
    `penalty_form=divide` always divides, as the paper writes it (Keskar et al. 2019, CTRL): a \
    negative logit then rises. A token that occurs twice in the history is penalized once.
    - `temperature` divides all logits. It never changes the ranking. The limit 0 means greedy, as \
    in most libraries: the largest logit alone is kept, the first of equals.
    - `top_k` keeps exactly the k most likely tokens (Fan et al. 2018).
    - `top_p` keeps the smallest set of most likely tokens whose probability together reaches p \
    (nucleus sampling, Holtzman et al. 2019).
    - `min_p` keeps the tokens that are at least `min_p` times as likely as the most likely one \
    (Nguyen et al. 2024).

    The logits are given (`logits=`), or they are a model's after a prompt (a text, and `model=` or \
    the front matter's): then there is one for every token of its vocabulary, named by its text, and \
    positions are ids.

    Equal tokens are ranked by position, the lower first. Every filter keeps at least one token. \
    Without a setting a filter is not there at all. A logit may be -infinity, which is a token that \
    was masked. Entropy is in nats, -sum p ln p; perplexity is exp(entropy), the number of equally \
    likely tokens that would be as undecided.

    Each draw takes one uniform number from the result's random stream and walks up the running \
    sum of the probabilities in the order of the tokens.
    """

  static let results: KeyValuePairs<String, String> = [
    "probabilities": "after all filters, one a token in the order of the logits, 0 if dropped",
    "kept": "the positions that are left, ascending",
    "draws": "the positions drawn, in order",
    "drawn_tokens": "their texts, if the tokens have any",
    "counts": "how often each token was drawn",
    "greedy": "the position of the most likely token",
    "raw_probabilities": "before all filters",
    "stages": "the probabilities before the filters and after each, a row a stage",
    "entropy": "of the last distribution, in nats",
    "perplexity": "exp(entropy)",
    "raw_entropy": "of the distribution before all filters",
    "raw_perplexity": "exp(raw_entropy)",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Seven logits become seven probabilities.": """
    sample logits=[0.81, 0.34, 0.49, -0.45, -0.84, -0.06, -0.03]
      tokens=["calm", "inside", "outside", "cold", "angry", ".", ","]
    expect sample.probabilities["calm"] * 100 ~ 27.2
    """,
    "The order of two filters decides how many tokens are left.": """
    let words = ["calm", "inside", "outside", "cold", "angry", ".", ","]
    let scores = [0.81, 0.34, 0.49, -0.45, -0.84, -0.06, -0.03]
    sharp = sample logits=scores tokens=words temperature=0.5 top_p=0.8
    wide = sample logits=scores tokens=words temperature=0.5 top_p=0.8
      order=[top_p, temperature]
    expect len(sharp.kept) == 3
    expect len(wide.kept) == 5
    """,
    "Ten thousand draws come near to the exact probabilities.": """
    sample logits=[2, 1, 0] tokens=["red", "green", "blue"] draws=10000
    """,
  ]
}
