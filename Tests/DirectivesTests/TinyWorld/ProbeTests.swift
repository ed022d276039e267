import Bedrock
import Directives
import Testing

@Suite struct ProbeTests {
  @Test("the shipped model knows more than chance, of every phenomenon, and comes near the floor")
  func shipped() {
    let run = LabRun("probe model=tinyworld items=8 documents=4")
    #expect(run.errors == [])
    guard case .array(let names)? = run["probe", "names"],
      case .array(let shares)? = run["probe", "accuracies"],
      case .array(let chances)? = run["probe", "chances"],
      let perplexity = run["probe", "perplexity"]?.doubleValue,
      let floor = run["probe", "floor"]?.doubleValue
    else {
      Issue.record("a result is missing")
      return
    }
    #expect(names.count == shares.count && names.count == chances.count && !names.isEmpty)
    for (share, chance) in zip(shares, chances) {
      #expect((share.doubleValue ?? 0) > (chance.doubleValue ?? 1))
    }
    let lowest = shares.compactMap(\.doubleValue).min()
    #expect(run["probe", "lowest"]?.doubleValue == lowest)
    #expect(perplexity > floor * 0.8 && perplexity < floor * 1.5)
  }

  @Test(
    "what cannot be asked says why",
    arguments: [
      ("probe", "'probe' needs a model"), ("probe model=tinyworld items=0", "'items' must be"),
      ("probe model=tinyworld documents=0", "'documents' must be"),
    ])
  func refused(call: String, message: String) {
    #expect(LabRun(call).errors.first?.contains(message) == true)
  }
}
