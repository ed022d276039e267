import Bedrock
import Testing

@Suite struct ArchitectureTests {
  @Test(
    "the count meets the published weights",
    arguments: [
      ("gpt2", 124_439_808), ("gpt2-medium", 354_823_168), ("gpt2-large", 774_030_080),
      ("gpt2-xl", 1_557_611_200), ("smollm2-135m", 134_515_008), ("qwen2.5-0.5b", 494_032_768),
      ("llama-3.2-1b", 1_235_814_400), ("llama-2-7b", 6_738_415_616),
      ("mistral-7b", 7_241_732_096), ("llama-3-8b", 8_030_261_248),
      ("llama-2-70b", 68_976_648_192), ("llama-3-70b", 70_553_706_496),
      ("llama-3.1-405b", 405_853_388_800),
    ])
  func published(_ name: String, _ total: Int) {
    let run = LabRun(
      "p = params \"\(name)\"\nexpect p.total == \(total)\nexpect p.published == \(total)")
    #expect(run.errors == [])
    #expect(run.shown["p"]?.contains("The total is that of the published weights.") == true)
  }

  @Test("Llama-3-8B: 70.2% feed-forward, 16.7% attention, 13.1% embeddings and output map")
  func shares() {
    let run = LabRun(
      """
      p = params llama-3-8b
      expect p.ffn_share * 100 ~ 70.2
      expect p.attention_share * 100 ~ 16.7
      expect p.embedding_share * 100 ~ 13.1
      expect p.kv_bytes_per_token == 131072
      expect p.bytes == 2 * p.total
      expect p.attention + p.ffn + p.norms + p.embedding + p.output == p.total
      wide = params llama-3-8b kv_heads=32 bytes=4
      expect wide.kv_bytes_per_token == 8 * p.kv_bytes_per_token
      """)
    #expect(run.errors == [])
    #expect(run["wide", "published"] == nil)
  }

  @Test("a model that can be run is counted as the engine counts it")
  func model() {
    // 902,272 is ModelConfiguration.parameterCount of tinyworld's shape; operations of one token
    // that sees 10 are OperationCount's with 9 before it.
    let run = LabRun(
      """
      p = params model=tinyworld sequence=10
      expect p.total == 902272
      expect p.operations == 2 * (4 * (128 * 128 * 2 + 128 * 64 * 2 + 3 * 128 * 352) + 1280 * 128)
        + 4 * 4 * 128 * 10
      expect p.attention_operations == 4 * 4 * 128 * 10
      """)
    #expect(run.errors == [])
  }

  @Test("several models stand side by side, with their names")
  func several() {
    let run = LabRun(
      """
      all = params [gpt2, llama-3-8b]
      expect all.total["GPT-2 small"] == 124439808
      expect min(all.ffn_share - all.attention_share) > 0.2
      """)
    #expect(run.errors == [])
    #expect(run["all", "total"] == .array([.double(124_439_808), .double(8_030_261_248)]))
  }

  @Test("the block of Llama-3-8B has the shapes of the page")
  func block() {
    let run = LabRun(
      """
      b = block llama-3-8b sequence=8
      expect b.block_shape == [8, 4096]
      expect b.query_shape == [32, 128]
      expect b.kv_shape == [8, 128]
      expect b.concatenated == 4096 and b.ffn == 14336 and b.layers == 32
      expect b.parameters_per_block * 32 + 2 * 128256 * 4096 + 4096 == b.parameters
      """)
    #expect(run.errors == [])
    let shown = run.shown["b"] ?? ""
    #expect(shown.contains("[8x4096]"))
    #expect(shown.contains("4096 -> 14336 -> 4096"))
    #expect(shown.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
  }

  @Test("sizes of one's own, without a vocabulary: only blocks are counted")
  func explicit() {
    let run = LabRun(
      """
      b = block d_model=8 heads=2 ffn=16 layers=3 sequence=4 show=model
      expect b.parameters == 3 * (4 * 8 * 8 + 3 * 8 * 16 + 2 * 8)
      p = params d_model=8 heads=2 kv_heads=1 ffn=16 layers=3
      expect p.attention == 3 * (2 * 8 * 8 + 2 * 8 * 4)
      expect p.embedding == 0
      """)
    #expect(run.errors == [])
    #expect(run.shown["b"]?.contains("3x|") == true)
  }

  @Test(
    "what makes no model is said",
    arguments: [
      ("block", "needs sizes"),
      ("block d_model=8", "'d_model=' needs 'layers=', 'heads=' and 'ffn=' beside it"),
      ("block d_model=8 heads=3 ffn=8 layers=1", "cannot be cut into 3 heads"),
      ("block llama-3-8b kv_heads=5", "32 query heads cannot share 5 KV heads evenly"),
      ("params llama-3-8", "did you mean 'llama-3-8b'?"),
      ("params gpt2 model=tinyworld", "here are two"),
      ("block [gpt2, gpt2-xl]", "one model at a time"), ("params [gpt2, 3]", "must be a name"),
    ])
  func errors(_ source: String, _ message: String) {
    let run = LabRun(source)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(message) == true, "\(run.errors)")
  }
}
