import Bedrock
import Testing

@Suite struct QuantizeTests {
  static let weights = """
    let weights = [[0.18371234, -1.20491236, 0.00712091, 2.91823411, -0.55291337],
      [0.44204588, -0.99123817, 1.33100214, -0.22345518, 0.07620133],
      [3.12019843, -2.01444274, 0.55193302, -0.04721129, 1.77231055],
      [-0.80911403, 2.20133044, -1.48320182, 0.19441726, -0.00990127],
      [0.61544281, -0.33611945, 1.00993218, -2.44211706, 0.43120572]]

    """

  @Test("the seed's figures: 25 values, their range, and how many each format leaves")
  func seed() {
    let run = LabRun(
      Self.weights + """
        quantize weights
        expect quantize.distinct == [25, 25, 25, 23, 11]
        expect quantize.fp32.minimum ~ -2.44211706
        expect quantize.fp32.maximum ~ 3.12019843
        expect quantize.max_error["fp32"] == 0
        expect quantize.max_error["int8"] <= quantize.int8.scale / 2
        expect quantize.max_error["int4"] <= quantize.int4.scale / 2
        expect quantize.bytes == [100, 50, 50, 29, 17]
        sizes = quantize parameters=8e9 format=fp32
        expect sizes.bytes / 1e9 ~ 32.0
        """)
    #expect(run.errors == [])
  }

  @Test("by hand: scale, codes, and what they stand for")
  func byHand() {
    let run = LabRun(
      """
      quantize [[0.62, -0.2], [0.05, -1.4]] format=int4
      expect quantize.scale ~ 0.2
      expect quantize.codes == [[3, -1], [0, -7]]
      expect quantize.values ~ [[0.6, -0.2], [0, -1.4]] within 1e-6
      expect quantize.max_error ~ 0.05 within 1e-6
      expect quantize.bytes == 2 + 4
      shifted = quantize [[0, 1, 2, 15]] format=int4 scheme=asymmetric
      expect shifted.codes == [[0, 1, 2, 15]]
      expect shifted.zero_point == 0
      rows = quantize [[7, 1], [70, 10]] format=int4 granularity=row
      expect rows.scales == [1, 10]
      groups = quantize [[7, 1, 70, 10]] format=int4 group_size=2
      expect groups.scales == [1, 10]
      """)
    #expect(run.errors == [])
  }

  @Test("blocks of 32 as GGUF files have them")
  func blocks() {
    let run = LabRun(
      """
      let row = [[-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7,
        -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7]]
      quantize row format=q4_0
      expect quantize.max_error == 0
      expect quantize.bytes == 18
      expect quantize.bits_per_weight == 4.5
      """)
    #expect(run.errors == [])
    #expect(
      run["quantize", "packed"] == .string("003c00112233445566778899aabbccddeeff"))
  }

  @Test("a size without numbers: scales and kept norms are part of it")
  func sizes() {
    let run = LabRun(
      """
      quantize parameters=8e9
      expect quantize.bytes / 1e9 ~ [32.0, 16.0, 16.0, 8.0, 4.0, 8.5, 5.0, 4.5]
      expect quantize.reduction["q4_0"] * 100 ~ 85.9
      llama = quantize configuration=llama-3-8b formats=[fp32, q4_0]
      expect llama.bytes["fp32"] == 4 * 8030261248
      expect llama.bits_per_weight["q4_0"] > 4.5 and llama.bits_per_weight["q4_0"] < 4.51
      """)
    #expect(run.errors == [])
  }

  @Test("a model: fewer bits, more loss; the floats that it is stored in lose nothing")
  func model() {
    let run = LabRun(
      """
      quantize model=tinyworld formats=[fp16, int8, int4, int2] documents=12
      expect quantize.kl["fp16"] == 0
      expect quantize.agreement["fp16"] == 1
      expect quantize.kl["int8"] < quantize.kl["int4"]
      expect quantize.kl["int4"] < quantize.kl["int2"]
      expect quantize.loss["fp16"] == quantize.original_loss
      expect quantize.file_bytes["int4"] > quantize.bytes["int4"]
      expect not quantize.already_quantized
      logits "Three, two," model=quantize.int8 top=1
      expect contains(logits.top_tokens[0], "one")
      one = quantize model=tinyworld format=q8_0 text="Three, two, one, liftoff!"
      expect one.loss ~ one.original_loss within 0.1
      """)
    #expect(run.errors == [])
    #expect(run.shown["quantize"]?.contains("FP16 changed no weight") == true)
  }

  @Test("weights that lie on a grid already are noticed, whatever grid it was")
  func twice() {
    let run = LabRun(
      """
      four = quantize model=tinyworld format=q4_1 documents=0
      again = quantize model=four formats=[q8_0] documents=0
      expect again.already_quantized
      eight = quantize model=tinyworld format=q8_0 documents=0
      same = quantize model=eight formats=[q8_0, int4] documents=0
      expect same.already_quantized
      expect not eight.already_quantized
      """)
    #expect(run.errors == [])
  }

  @Test("parts and layers alone, the rest in half floats")
  func parts() {
    let run = LabRun(
      """
      one = quantize model=tinyworld format=int4 parts=[feed_forward] layers=[-1] rest=fp16
        documents=4
      all = quantize model=tinyworld format=int4 documents=4
      expect one.bytes > all.bytes
      expect one.mean_squared_error < all.mean_squared_error
      """)
    #expect(run.errors == [])
  }

  @Test("a cache in fewer bits: a scale a token, or a scale a channel")
  func cache() {
    let run = LabRun(
      """
      rows = quantize model=tinyworld target=kv_cache formats=[fp16, int8, int4] documents=6
      expect rows.kl["int8"] < rows.kl["int4"]
      expect rows.bytes_per_token["int8"] == 512 + 4 * 2 * 2 * 4
      columns = quantize model=tinyworld target=keys format=int4 granularity=column documents=6
      values = quantize model=tinyworld target=values format=int4 documents=6
      expect columns.kl < rows.kl["int4"] + 1
      expect rows.original_bytes_per_token == 2048
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "quantize",
        "'quantize' needs numbers: a matrix, or 'parameters=', or 'configuration=', or a model"
      ),
      (
        "quantize [[1]] parameters=3",
        "'quantize' takes one source, and here are two: 'values=' and 'parameters='"
      ),
      (
        "quantize [[1, 2]] format=q4_0",
        "q4_0 cuts rows into blocks of 32, and a row has 2"
      ),
      (
        "quantize [[1]] format=int8 formats=[int4]",
        "'formats=' does not go with 'format=': 'format=' is for one, 'formats=' for several"
      ),
      ("quantize [[1]] formats=[int4, int4]", "'formats' names int4 twice"),
      (
        "quantize [[1]] format=int4 granularity=row group_size=2",
        "'group_size=' goes only with 'granularity=group'"
      ),
      ("quantize parameters=1.5", "'parameters' must be a whole number"),
      (
        "quantize parameters=100 granularity=row",
        "a bare number of weights has no rows and columns; 'configuration=' has them"
      ),
      (
        "quantize model=tinyworld layers=[4] documents=0",
        "there is no layer 4: the model has 4 layers"
      ),
      (
        "quantize [[1]] format=int5",
        "'format' must be one of fp32, fp16, bf16, int8, int6, int4, int3, int2, q8_0, q4_1, q4_0,"
          + " not 'int5'; did you mean 'int2'?"
      ),
      (
        "quantize model=tinyworld target=keys documents=0",
        "a cache has no numbers until a model reads something: give 'text=' or 'documents='"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }
}
