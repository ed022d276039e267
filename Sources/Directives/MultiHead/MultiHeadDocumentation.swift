/// The words of `multihead`'s reference page.
enum MultiHeadDocumentation {
  static let discussion = """
    Several heads attend to the same sequence at once, each with projections of its own \
    (Vaswani et al. 2017, section 3.2.2):

        Q = X Wq      K = X Wk      V = X Wv       cut into heads along the columns
        head i  = softmax(Qi Ki^T / sqrt(head width)) Vi
        output  = concat(head 0, head 1, ...) Wo

    The numbers come from one source:

    - `x=` `wq=` `wk=` `wv=` (and `wo=`): the projections of all heads in one matrix each;
    - `scores=`: a matrix of scores for each head (and `v=`, values for each KV head). They are taken \
    as they are; with `head_width=`, or `scale=sqrt`, they are divided by its root;
    - a text and a model (`model=` or the front matter's, and `layer=`): what that layer computed;
    - a text or a list of tokens without a model: vectors of `width=` numbers and projections, drawn \
    from the result's random stream.

    `kv_heads=` below `heads=` is **grouped-query attention** (Ainslie et al. 2023): neighbouring query \
    heads share the keys and values of one KV head; with one for all it is multi-query attention \
    (Shazeer 2019). The table then counts what that saves: the KV cache shrinks by the group's size, \
    the K and V projections too, and the operations hardly, since every query head still computes its \
    own scores and sums. Operations are multiplications and additions of the matrix products.
    """

  static let results: KeyValuePairs<String, String> = [
    "queries": "[heads, positions, head width]; of a model after rotation",
    "keys": "[KV heads, positions, head width]; of a model after rotation",
    "values": "[KV heads, positions, value width]",
    "scores": "[heads, queries, keys], scaled and not yet masked",
    "weights": "[heads, queries, keys], each row adding up to 1",
    "head_outputs": "[heads, positions, value width], weights times values",
    "concatenated": "[positions, heads * value width], the heads side by side",
    "output": "[positions, width], after the output projection",
    "heads": "the number of query heads",
    "kv_heads": "the number of key and value heads",
    "kv_head_of": "for each query head the KV head that it reads",
    "parameters": "the numbers in Wq, Wk, Wv and Wo",
    "parameters_mha": "the same with a KV head for each query head",
    "cache_bytes": "keys and values of one token in this layer, as 4-byte floats",
    "cache_bytes_mha": "the same with a KV head for each query head",
    "operations": "multiplications and additions for all positions",
    "operations_mha": "the same with a KV head for each query head",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Two heads with projections that one can follow: head 0 compares first numbers, head 1 second.":
      """
    multihead x=[[1, 0], [0, 1]]
      wq=[[4, 0], [0, 4]] wk=[[1, 0], [0, 1]] wv=[[1, 0], [0, 1]]
      wo=[[1, 1], [1, -1]] heads=2 labels=["a", "b"] query=a
    expect multihead.concatenated[:, 0] == multihead.head_outputs[0, :, 0]
    """,
    "Four query heads share two KV heads.": """
    multihead "The blue car hit the wall" width=16 heads=4 kv_heads=2 mask=causal
    expect multihead.kv_head_of == [0, 0, 1, 1]
    expect multihead.cache_bytes * 2 == multihead.cache_bytes_mha
    """,
    "All heads of a layer of a trained model.": """
    multihead "The blue car hit the wall" model=tinyworld layer=0
    """,
  ]
}
