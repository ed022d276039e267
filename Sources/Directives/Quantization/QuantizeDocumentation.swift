/// The words of `quantize`'s reference page.
enum QuantizeDocumentation {
  static let discussion = """
    A number is stored as one of a few: as a float with fewer digits, or as an integer *code* on an even \
    grid. `quantize` does this to a matrix, to the weights of a model (`model=`), or to its KV cache \
    (`target=kv_cache`), and says what is left of the numbers, what they take, and how a model's \
    predictions move. With `parameters=` or `configuration=` only sizes are computed.

    **Floats.** `fp16` is IEEE half precision (11 significant bits, at most 65,504), `bf16` the upper \
    half of a float (8 significant bits, a float's range). Rounded to nearest, ties to even.

    **Integers** (`int8`, `int6`, `int4`, `int3`, `int2`):

        symmetric     s = max |x| / m,  m = 2^(bits-1) - 1   q = round(x / s) in -m … m    x ~ s q
        asymmetric    s = (max - min) / (2^bits - 1)         q = round(x / s) + z          x ~ s (q - z)

    Symmetric codes are -127 … 127 and -7 … 7. The asymmetric range is first widened to hold 0, whose \
    code z is the zero point (Jacob et al. 2018). Ties go to even. Who shares a scale is `granularity=`: \
    all (`tensor`), a `row` (for weights [to, from], an output), a `column`, or `group_size=` neighbours \
    of a row. With `clip=mse` the grid may end before the largest number, at the hundredth (of 100, 98, \
    … 20) of the range with the least squared error.

    **Blocks** (`q8_0`, `q4_1`, `q4_0`) are those of GGUF files, bit for bit: 32 neighbours of a row \
    share a scale (Q4_1 also a minimum) in FP16, so that a weight takes 8.5, 5 and 4.5 bits. Rows must \
    come out even.

    **A model** is always quantized from the weights given: matrices as `parts=` and `layers=` say, the \
    rest is stored as `rest=`; norms and biases stay, as in real files. Its predictions are measured on \
    held-out documents of tinyworld's world, or on `text=`: loss (mean -ln p of the next token), \
    KL = sum p ln(p / q) from the original's distribution p to the quantized q, and how often both have \
    the same most likely token. A model that was quantized before lies on a grid already and would look \
    lossless: `quantize` warns, unless `requantize=true` says that this is known. A model of more than \
    16 million parameters is measured only where `text=` or `documents=` says on what.

    **A cache** is quantized as it is stored: keys after their rotation. A row is a token's key or value \
    of one head, a column one number of a head over all tokens of a text. Bytes are those of a full \
    context.

    A matrix is read as FP32, and errors are those from the FP32 numbers.
    """

  static let results: KeyValuePairs<String, String> = [
    "distinct": "of a matrix: how many different numbers are left",
    "max_error": "the largest difference, whatever its sign",
    "mean_squared_error": "the mean of (x - y)^2, over all weights of a model, kept ones too",
    "bytes": "what the numbers take, scales included; of a cache at full context",
    "bits_per_weight": "8 bytes / numbers",
    "number_bytes": "of these, the numbers' own",
    "shared_bytes": "of these, scales, zero points and minimums",
    "minimum": "of a matrix: the smallest number that is left",
    "maximum": "the largest",
    "values": "of a matrix: what is left, in its shape",
    "errors": "of a matrix: what is left minus what was there",
    "codes": "of a matrix: the integers",
    "scales": "of a matrix: one a group, in the order of their first numbers",
    "scale": "of a matrix: its only scale",
    "zero_points": "of a matrix: a code of 0 for each group, where the scheme has them",
    "zero_point": "of a matrix: its only zero point",
    "minimums": "of a matrix in q4_1: the numbers that codes count from",
    "packed": "of a matrix in blocks: the bytes in hexadecimal digits",
    "saved": "of a size: bytes less than in FP32",
    "reduction": "of a size: saved / bytes in FP32",
    "file_bytes": "of a model: its bytes and those of the file's header",
    "relative_error": "sqrt(sum (x - y)^2 / sum x^2) over what was quantized",
    "loss": "of a model: mean -ln p of the tokens that came, in nats",
    "perplexity": "exp(loss)",
    "kl": "of a model: the mean divergence from the original's predictions, in nats",
    "agreement": "of a model: the share of tokens with the same most likely one",
    "model": "the quantized model, in floats, to be run by other directives",
    "original_loss": "the original's loss on the same text",
    "original_perplexity": "exp of it",
    "positions": "how many tokens were predicted",
    "already_quantized": "whether a model's weights lay on a grid before",
    "bytes_per_token": "of a cache: what a token takes",
    "original_bytes_per_token": "of a cache: what it takes in FP32",
    "formats": "with several formats, their names; the numbers above are then vectors over them",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "One small matrix in several formats.": """
    quantize [[0.62, -0.2], [0.05, -1.4]] formats=[fp16, int8, int4]
    expect quantize.max_error["int4"] > quantize.max_error["int8"]
    """,
    "Codes, and what they stand for.": """
    quantize [[0.62, -0.2], [0.05, -1.4]] format=int4
    expect quantize.codes == [[3, -1], [0, -7]]
    expect quantize.scale ~ 0.2
    """,
    "A grid that is not symmetric: its zero point is the code of 0.": """
    quantize [[0, 1], [2, 15]] format=int4 scheme=asymmetric
    expect quantize.codes == [[0, 1], [2, 15]]
    expect quantize.zero_point == 0
    """,
    "One large weight and a scale for all, then a scale for every two neighbours.": """
    quantize [[0.7, 0.3, 70, 20]] format=int4
    expect quantize.values[0, 0:2] == [0, 0]
    quantize [[0.7, 0.3, 70, 20]] format=int4
      granularity=group group_size=2 scales=fp16
    expect quantize.scales ~ [0.1, 10] within 0.001
    """,
    "A block of 32 as a GGUF file holds it.": """
    quantize [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
      15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]] format=q4_1
    expect quantize.bytes == 20
    expect quantize.max_error == 0
    """,
    "The size of eight billion weights.": """
    quantize parameters=8e9 formats=[fp32, fp16, int8, q4_0]
    expect quantize.bytes / 1e9 ~ [32.0, 16.0, 8.0, 4.5]
    """,
    "A model at two widths; `model=small.int8` runs it.": """
    small = quantize model=tinyworld formats=[int8, int3] documents=20
    expect small.kl["int8"] < small.kl["int3"]
    expect small.int8.agreement > 0.9
    """,
    "Its cache in fewer bits.": """
    quantize model=tinyworld target=kv_cache formats=[int8, int4] documents=20
    expect quantize.kl["int8"] < quantize.kl["int4"]
    """,
  ]

  static let errors: KeyValuePairs<String, String> = [
    "q4_0 cuts rows into blocks of 32, and a row has 2": """
    quantize [[1, 2]] format=q4_0
    """,
    "'quantize' takes one source, and here are two: 'values=' and 'parameters='": """
    quantize [[1, 2]] parameters=8e9
    """,
  ]
}
