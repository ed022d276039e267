/// The words of `rope`'s reference page.
enum RopeDocumentation {
  static let discussion = """
    Rotary position embedding takes a query or key as pairs of numbers, each pair an arrow in a plane, \
    and turns pair i of a token at position p by the angle p · base^(-2i / width) (Su et al. 2021, \
    "RoFormer"). Turning both arrows by the same angle does not change their dot product, so only \
    the *difference* of two positions matters. The first pair turns fastest, by 1 radian a position.

    - Tokens alone show the angles, seen from the token `reference=`.
    - With `q=` and `k=` (a row a token, or one for all) the query of the reference and the key of \
    `key=` are worked out pair by pair, and all scores are shown three ways: without positions, \
    turned, and with the sinusoidal vectors of Vaswani et al. (2017) added to q and k instead of \
    turning. Scores are plain dot products.
    - With `v=` the values are mixed by softmax(scores / √width). They are not turned, unless \
    `rotate_values=true` does so on purpose.
    - `distances=` draws the score as the key moves away, in units of both vectors' lengths: for \
    q = k, for drawn vectors that have nothing to do with each other, and for a given q and k.

    `layout=interleaved` pairs the numbers 2i and 2i + 1, as in the paper; `layout=half` pairs i and \
    i + width/2, as in Hugging Face's code. Weights made for one layout give wrong scores in the \
    other, unless the rows are permuted accordingly.

    `scaling=` makes the angles smaller for longer contexts: `linear` divides all of them by `factor=` \
    (Chen et al. 2023); `ntk` multiplies the base by factor^(width / (width - 2)), so that the \
    fastest pair stays and the slowest is divided by the factor.
    """

  static let results: KeyValuePairs<String, String> = [
    "frequencies": "radians that each pair turns by from one position to the next",
    "wavelengths": "positions that each pair needs for a whole turn",
    "positions": "one a token",
    "angles": "[tokens, pairs], in radians against the reference",
    "queries": "[tokens, width], turned; this and what follows is absent without q and k",
    "keys": "[tokens, width], turned",
    "before": "q·k of the reference's query and the key of `key=`, not turned",
    "after": "the same, turned",
    "plain_scores": "[queries, keys], not turned",
    "scores": "[queries, keys], turned",
    "additive_scores": "[queries, keys], with sinusoidal positions added instead of turning",
    "weights": "[queries, keys], softmax(scores / √width); absent without v",
    "output": "[queries, value width]; absent without v",
    "distances": "0, 1, 2, …; this and what follows is absent without `distances=`",
    "same": "the mean score of a drawn vector and itself at each distance",
    "random": "the score of one drawn query and one drawn key at each distance",
    "random_size": "the root of the mean square of such scores",
    "given": "the score of the given q and k; absent without one of each",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "The angles of a sentence, seen from one of its words.": """
    rope "The small dog chased the ball." reference=dog width=4
    expect rope.angles["chased", 0] == 1
    """,
    "One query and one key: only the offset counts.": """
    near = rope q=[1, 0, 0.5, 0] k=[0.8, 0.6, 0.5, 0] positions=[3, 5] show=pair
    far = rope q=[1, 0, 0.5, 0] k=[0.8, 0.6, 0.5, 0] positions=[103, 105] show=none
    expect near.after ~ far.after within 1e-12
    """,
    "Values are mixed and not turned.": """
    rope ["dog", "bites", "man"]
      q=[[1, 0], [0, 1], [1, 1]] k=[[1, 0], [0, 1], [1, 1]]
      v=[[1, 0], [0, 1], [1, 1]] reference=dog key=man
    expect rope.before == 1
    """,
    "Scores over distances.": """
    rope q=[1, 0] k=[1, 0] distances=100 samples=8 show=distances
    expect rope.given[0] == 1
    """,
  ]
}
