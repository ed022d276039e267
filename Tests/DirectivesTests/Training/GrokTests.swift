import Testing

@Suite struct GrokTests {
  static let task = "network=quadratic modulus=23 width=48 training_share=0.6 learning_rate=0.01"

  @Test("with weight decay the rest of the table is understood after the part was known")
  func groks() {
    let run = LabRun(
      """
      grok \(Self.task) weight_decay=1 steps=900 control=true
      expect grok.memorized and grok.generalized
      expect grok.grokked_step > 2 * grok.memorized_step
      expect grok.delay ~ grok.grokked_step / grok.memorized_step within 1e-9
      expect grok.control.memorized
      expect not grok.control.generalized
      expect grok.control.norm[-1] > grok.norm[-1]
      expect grok.training_pairs + grok.validation_pairs == 23 * 23
      expect sum(grok.spectrum) ~ 1 within 1e-9
      """)
    #expect(run.errors == [])
    let shown = run.shown["grok"] ?? ""
    #expect(shown.contains("memorized (step "))
    #expect(shown.contains("understood (step "))
    #expect(shown.contains("not in "))
  }

  @Test("a run that is too short has neither events nor their steps")
  func short() {
    let run = LabRun(
      "grok \(Self.task) steps=3\nexpect not grok.memorized and not grok.generalized")
    #expect(run.errors == [])
    #expect(run["grok", "grokked_step"] == nil)
  }

  @Test("the transformer runs, too, and every table")
  func transformer() {
    let run = LabRun(
      """
      a = grok modulus=7 width=16 heads=2 steps=2
      b = grok modulus=7 width=16 heads=2 steps=2 operation=subtraction
      c = grok modulus=7 width=16 heads=2 steps=2 operation=multiplication
      """)
    #expect(run.errors == [])
  }

  @Test(
    "a share that leaves a side empty, a width that heads cannot share and too long steps are refused",
    arguments: [
      ("training_share=1", "the share of the table for training is 1.0"),
      ("training_share=0", "the share of the table for training is 0.0"),
      ("width=15 heads=4", "rotary positions need an even head width, got 3"),
    ])
  func refused(_ settings: String, _ message: String) {
    let run = LabRun("grok modulus=7 steps=2 \(settings)")
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(message) == true, "\(run.errors)")
  }
}
