/// The words of `attend`'s reference page.
enum AttendDocumentation {
  static let discussion = """
    For each position, a *query* says what it looks for, a *key* what it can be found by, and a \
    *value* what it hands over. Scores are dot products, scores = Q K^T / sqrt(d) with the width d \
    of queries and keys; the softmax of a row makes them weights that add up to 1; the output is \
    weights V (Vaswani et al. 2017, "Attention Is All You Need", equation 1).

    The numbers come from one source:

    - `q=` `k=` (and `v=`): matrices with a row a position;
    - `x=` `wq=` `wk=` (and `wv=`): q = x wq, k = x wk, v = x wv;
    - `scores=` (and `v=`): the scores themselves. They are taken as they are, unless `head_width=` \
    says what they were made with;
    - a text and a model (`model=` or the front matter's, `layer=`, `head=`): what that head computed, \
    queries and keys after rotation, under the causal mask that the model has. Beside the weights \
    stand the lengths of the values that they are put on: a large weight on a short value moves \
    little (Kobayashi et al. 2020, "Attention is Not Only a Weight"). With several key and value \
    heads a query head reads the one of its group;
    - a text or a list of tokens without a model: vectors and projections are drawn from the \
    result's random stream (the same token has the same vector). Nobody trained them, so the picture \
    shows how attention is computed and not what it means.

    `mask=causal` leaves out every key after the query's own position: its weight is exactly 0, \
    and the rest shares the whole. Fewer queries than keys are the last positions. `scores` are \
    bound scaled and not yet masked.
    """

  static let results: KeyValuePairs<String, String> = [
    "queries": "[queries, d]; absent if scores were given",
    "keys": "[keys, d]; absent if scores were given",
    "values": "[keys, value width]; absent if there are none",
    "scores": "[queries, keys], scaled and not yet masked",
    "weights": "[queries, keys], each row adding up to 1",
    "output": "[queries, value width], weights times values; absent without values",
    "value_norms": "of a model: the length of each position's value",
    "weighted_norms": "of a model: [queries, keys], weight times length of the value",
    "tokens": "of a model: the tokens' texts, the start token first",
    "ids": "of a model: their ids",
    "layer": "of a model: the layer, from 0",
    "head": "of a model: the head, from 0",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Three positions, given as matrices; one query step by step.": """
    attend q=[[1, 0], [0, 1], [1, 1]] k=[[1, 0], [0, 1], [1, 1]]
      v=[[1, 0], [0, 1], [2, 2]] labels=["a", "b", "c"] query=c
    """,
    "Scores as they are printed on a page, and one row of weights checked.": """
    attend scores=[[0.307, 0.384, 2.270, 0.703, 0.284, 0.261]] queries=["it"]
      labels=["The", "blue", "car", "hit", "the", "wall"]
    expect attend.weights["it", :] * 100 ~ [7.9, 8.6, 56.4, 11.8, 7.7, 7.6]
    """,
    "A head of a trained model: behind a comma of a countdown it looks at the numbers.": """
    attend "Three, two, one," model=tinyworld layer=2 head=0 query=-1
    expect attend.weights[-1, "one"] > 0.5
    """,
    "With a causal mask no position sees what follows it.": """
    attend "The blue car hit a wall" mask=causal
    expect attend.weights["blue", "car"] == 0
    """,
  ]

  static let errors: KeyValuePairs<String, String> = [
    "takes one source": """
    attend q=[[1, 0]] k=[[1, 0]] scores=[[1]]
    """,
    "there is no layer 9": """
    attend "The cat" model=tinyworld layer=9 head=0
    """,
  ]
}
