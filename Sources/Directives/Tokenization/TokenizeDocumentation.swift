/// The words of `tokenize`'s reference page.
enum TokenizeDocumentation {
  static let discussion = """
    A model reads no letters but ids: positions in a fixed vocabulary of pieces. `tokenize` cuts a \
    text as tiktoken does, to the id. First the text is split into words, numbers and marks by the \
    encoding's own rules, then inside each piece the pair of neighbours with the lowest merge rank \
    is joined, again and again, starting from single bytes (byte-pair encoding; Sennrich, Haddow, \
    Birch 2016, on bytes as in GPT-2).

    - `o200k_base` is that of GPT-4o and later models, `cl100k_base` that of GPT-4, `r50k_base` \
    that of GPT-2 and GPT-3; `gpt2` is another name for it. A list of encodings compares them; \
    the results are then those of the first.
    - The spelling of a special token is text like any other, unless `special=true`.
    - A token may be a part of a character. `pieces` then has such bytes as `\\xNN`, and \
    `piece_bytes` has all bytes in hexadecimal.
    - `merges="word"` replays how a word, taken as one piece, is put together.

    Characters are Unicode scalars; words are what stands between blanks.
    """

  static let results: KeyValuePairs<String, String> = [
    "ids": "one a token",
    "pieces": "the tokens as text",
    "piece_bytes": "the tokens' bytes in hexadecimal",
    "count": "how many tokens",
    "characters": "how many Unicode scalars the text has",
    "bytes": "how many bytes it has in UTF-8",
    "words": "how many words, separated by blanks",
    "characters_per_token": "characters / count",
    "counts": "of several encodings: how many tokens each makes",
    "merge_ranks": "of merges=: the rank of each merge, in the order in which they are done",
    "merge_pieces": "of merges=: the piece that each merge makes",
    "merge_ids": "of merges=: its id",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "A sentence, its tokens and their ids.": """
    tokenize "If the human brain were so simple"
    expect tokenize.ids[0] == 3335
    """,
    "One text under three encodings.": """
    tokenize "Unbelievable naïveté 😀" encoding=[o200k_base, cl100k_base, gpt2]
    """,
    "How a word is put together.": """
    tokenize merges="unbelievable"
    """,
  ]
}
