import Bedrock
import Directives
import Testing

@Suite struct HistoryTests {
  @Test("the shipped model's file tells its training: from no knowledge down")
  func shipped() {
    let run = LabRun("history model=tinyworld")
    #expect(run.errors == [])
    guard case .array(let losses)? = run["history", "losses"],
      let first = run["history", "first_loss"]?.doubleValue,
      let last = run["history", "last_loss"]?.doubleValue,
      let ignorance = run["history", "log_vocabulary"]?.doubleValue,
      let stretch = run["history", "stretch"]?.intValue,
      let steps = run["history", "steps"]?.intValue
    else {
      Issue.record("a result is missing")
      return
    }
    #expect((first - ignorance).magnitude < 0.3)
    #expect(last < first / 2)
    #expect(losses.last?.doubleValue == last)
    // The last stretch may be a short one.
    #expect(losses.count == (steps + stretch - 1) / stretch)
    #expect(run.shown["history"]?.contains("the training of tinyworld") == true)
  }

  @Test("a model that was not trained by a recipe has no history")
  func unknown() {
    let run = LabRun(
      "train \"a b a b a b a b\" steps=1 context=4 width=8 heads=2 layers=1 validation=0\n"
        + "history model=train")
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains("does not say how it was trained") == true)
  }

  @Test("without a model it says what it needs")
  func needsModel() {
    #expect(
      LabRun("history").errors
        == ["'history' needs a model: 'model=' here, or 'model:' in the front matter"])
  }
}
