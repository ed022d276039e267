/// The words of `kvcache`'s reference page.
enum KVCacheDocumentation {
  static let discussion = """
    A model that writes token by token reads everything so far at each step. A token's keys and values \
    depend on it and on what stands before it, never on what follows, so they are the same at every \
    later step: a KV cache keeps them. *Prefill* reads the prompt in one pass and fills the cache; each \
    *decode* reads one token, adds its keys and values, and attends to all that are there.

    **Counts.** P tokens of prompt and n tokens written are counted in one of two ways:

        convention    without a cache               with a cache
        simple        sum of (P + i), i = 1 … n     P + n
        real          sum of (P + i), i = 0 … n-1   P + n - 1

    `simple` counts at each step the sequence with the token that the step adds. `real` counts tokens \
    that are fed: the first step reads the prompt alone, and the last token written is never read. A run \
    counts the real way.

    **Bytes.** A token takes 2 x layers x KV heads x head width x bytes a value: a key and a value, in \
    every layer. With as many KV heads as query heads that is multi-head attention (MHA); groups of \
    query heads that share one are grouped-query attention (GQA; Ainslie et al. 2023); one for all is \
    multi-query attention (MQA; Shazeer 2019). A kB is 1,000 bytes.

    **A run.** With a text, a model writes on greedily, each step once with its cache and once from \
    scratch. Compared are the bits of all logits of each new token, and at the end the cache itself with \
    the keys and values of one pass over everything. Operations are those of the engine's own count: \
    multiplications and additions of maps, scores and weighted sums, with the logits of the last token \
    of a pass.
    """

  static let results: KeyValuePairs<String, String> = [
    "without": "tokens that are computed without a cache",
    "with": "tokens that are computed with one",
    "ratio": "without / with",
    "bytes": "what the cache takes in the end: with * bytes_per_token",
    "bytes_per_token": "what a token's keys and values take",
    "operations_without": "multiplications and additions, where the model's sizes are known",
    "operations_with": "the same with a cache",
    "operations_ratio": "the first over the second",
    "sharing":
      "bytes a token with MHA, GQA (the model's own) and MQA, where the query heads are known",
    "context_bytes": "what the cache takes at each of `contexts`",
    "identical": "of a run: whether all logits have the same bits with the cache and without",
    "max_difference": "of a run: the largest difference of two logits",
    "compared": "of a run: the number of logits that were compared",
    "cache_identical": "of a run: whether the cache holds what is computed anew, bit for bit",
    "cached_tokens": "of a run: the tokens whose keys and values are there in the end",
    "cached_numbers": "of a run: the numbers of all keys and values",
    "step_operations_without": "of a run: the operations of each step",
    "step_operations_with": "of a run: the operations of each step",
    "ids": "of a run: the new tokens, one that ended the text among them",
    "prompt_ids": "of a run: what the model read first",
    "text": "of a run: what was written",
    "ending": "of a run: length, stop or context",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "A long prompt and a short answer.": """
    kvcache prompt=10581 generated=63 bytes_per_token=3200
    expect kvcache.without == 668619
    expect kvcache.with == 10644
    expect kvcache.ratio ~ 62.8
    """,
    "The same, counted by tokens that are fed.": """
    kvcache prompt=10581 generated=63 convention=real show=counts
    expect kvcache.without == 668556
    expect kvcache.with == 10643
    """,
    "A published model's cache, and what sharing heads saves.": """
    kvcache configuration=llama-3-8b contexts=[8192, 131072]
    expect kvcache.bytes_per_token == 131072
    expect kvcache.sharing["MHA"] == 4 * kvcache.bytes_per_token
    """,
    "A model that runs both ways.": """
    kvcache "A blue car crashed into a" model=tinyworld tokens=8
    expect kvcache.identical
    expect kvcache.max_difference == 0
    """,
  ]

  static let errors: KeyValuePairs<String, String> = [
    "'prompt=' needs 'generated='": """
    kvcache prompt=10581
    """,
    "takes one source, and here are two: 'text=' and 'prompt='": """
    kvcache "Three, two," model=tinyworld prompt=3
    """,
  ]
}
