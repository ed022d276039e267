import Directives
import Notebook
import Testing

/// Numbers, lists and texts that once ended the whole run, and their likes.
@Suite("Hostile numbers")
struct HostileNumbersTests {
  @Test(
    "an empty list in a formula is an error",
    arguments: ["(y * 2)", "(2 - y)", "(sum(y))", "(softmax(y))", "(max(y))", "(dot(y, y))"])
  func emptyFormula(formula: String) {
    #expect(!LabRun("let y = []\nbackprop \(formula)").errors.isEmpty)
    #expect(!LabRun("let y = []\noptimize \(formula)").errors.isEmpty)
  }

  @Test("labels of the keys do not have to fit the queries")
  func labels() {
    let run = LabRun("multihead scores=[[1,2,3],[3,4,5]] labels=[\"a\",\"b\",\"c\"]")
    #expect(run.errors.isEmpty)
    let tall = LabRun("multihead scores=[[1,2],[3,4],[5,6]] labels=[\"a\",\"b\"] query=2")
    #expect(tall.errors.isEmpty)
  }

  @Test(
    "sizes whose products fit no number are refused",
    arguments: [
      "params d_model=16777216 layers=65536 heads=1 ffn=1 vocabulary=1",
      "block d_model=16777216 layers=65536 heads=1 ffn=1 vocabulary=1",
      "params d_model=1 layers=16777216 heads=16777216 head_width=16777216 ffn=1",
      "params gpt2 d_model=16777216 heads=1 layers=16777216",
    ])
  func sizes(call: String) {
    let errors = LabRun(call).errors
    #expect(errors.count == 1)
    #expect(errors.first?.contains("more than can be counted") == true, "\(errors)")
  }

  @Test("a cache of any shape is counted")
  func cache() {
    let size = 1_048_576
    let call = "kvcache prompt=1 generated=1 layers=\(size) heads=\(size) head_width=\(size)"
    let run = LabRun("\(call) bytes_per_value=8\nkvcache bytes_per_token=1e9 contexts=[1000000]")
    #expect(run.errors.isEmpty)
    #expect(run["kvcache", "bytes_per_token"] == .double(1e9))
  }

  @Test(
    "work beyond the limit is refused before it begins, with the way to raise it",
    arguments: [
      "grok modulus=199 width=1024",
      "train \"a b c d e f g h i j k l m n o p\" layers=24 width=1024 context=8 steps=100000 batch=1024 validation=0",
    ])
  func work(call: String) {
    let errors = LabRun(call).errors
    #expect(
      errors.first?.contains("more than the limit of") == true
        && errors.first?.contains("--limit") == true, "\(errors)")
  }

  @Test("many positions with queries and keys are refused, and a few are not")
  func positions() {
    let many = (0..<30_000).map(String.init).joined(separator: ",")
    let errors = LabRun("rope q=[1, 0] k=[1, 0] positions=[\(many)] show=none").errors
    #expect(errors.first?.hasPrefix("'rope' would take about") == true, "\(errors)")
    #expect(LabRun("rope q=[1, 0] k=[1, 0] positions=[0, 9000] show=none").errors.isEmpty)
  }

  @Test("a long text for seeded vectors is refused")
  func longText() {
    let text = String(repeating: "a ", count: 20_000)
    let errors = LabRun("attend \"\(text)\" show=none").errors
    #expect(errors.first?.hasPrefix("'attend' would take about") == true, "\(errors)")
  }
}
