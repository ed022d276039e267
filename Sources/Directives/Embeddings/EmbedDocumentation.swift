/// The words of `embed`'s reference page.
enum EmbedDocumentation {
  static let discussion = """
    An embedding is a lookup: a token's id is the number of a row in a table, and that row is the \
    vector the model starts with. The same id always has the same row, whatever stands around it.

    The rows come from one source:

    - `table=` with `labels=`: tokens are looked up by text (an exact match first, then one without \
    its leading space) or by `ids=`; without either, all rows are taken;
    - `vectors=`: one vector a token, as it is;
    - a model (`model=` or the front matter's): its own learned table, in all of which neighbours are \
    sought. A list names tokens (with or without their leading space), a text is cut by the model's \
    tokenizer. `layer=` takes the residual stream after that layer instead, where a token's vector \
    depends on what stands before it;
    - none of these: a seeded table of the width `width=`, its entries of the standard normal \
    distribution. A row depends on the lab's seed, the result's name and the token alone; texts \
    without ids are numbered in the order of their first occurrence. Nobody trained the table, so \
    its neighbours mean nothing.

    Vectors are compared by cosine, a·b / (|a| |b|), which is 1 for one direction, 0 for a right \
    angle, -1 for opposite directions. `nearest=` and `analogy=` search the whole table, or, \
    without one, the tokens given; equal cosines are ranked by position. `analogy=["a", "b", "c"]` \
    asks what is nearest to a - b + c, once with the three inputs among the candidates and once \
    without: the answer is often an input, which is why the rule that leaves them out matters.

    `map=pca` draws the vectors along the two directions in which they vary most, found from their \
    covariance by Jacobi rotations. Of each direction, the entry that is largest in size is \
    positive. The map shows a share of the variance and says which; distance on it is not distance.
    """

  static let results: KeyValuePairs<String, String> = [
    "ids": "the row of each token, if known",
    "tokens": "the tokens' texts",
    "vectors": "[tokens, width]",
    "norms": "the length of each vector",
    "cosine": "[tokens, tokens]; of 2 to 64 tokens",
    "nearest": "the neighbours' texts, the nearest first",
    "nearest_cosines": "their cosines",
    "analogy": "the token nearest to a - b + c, the inputs left out",
    "analogy_with_inputs": "the same with the inputs among the candidates",
    "analogy_cosines": "the cosines of the first candidates, the inputs left out",
    "analogy_vector": "a - b + c",
    "map": "[tokens, 2], the places on the map",
    "variance_share": "the share of the variance that the map shows",
    "variance_shares": "of each of its two directions",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "The same token has the same row.": """
    embed ["river", "bank", "investment", "bank"] width=8
    expect embed.cosine[1, 3] ~ 1
    """,
    "A table of four words, a map and an analogy.": """
    embed table=[[4, 1, 0], [4, 1, 1], [1, 4, 0], [0.9, 4.2, 1.2]]
      labels=["dog", "puppy", "cat", "kitten"]
      analogy=["puppy", "dog", "cat"] map=pca
    expect embed.analogy == "kitten"
    """,
    "The learned table of a model: what lies nearest to a word.": """
    embed ["puppy", "kitten", "car"] model=tinyworld
      nearest=puppy top=4 values=false
    expect embed.cosine["puppy", "kitten"] > embed.cosine["puppy", "car"]
    """,
  ]
}
