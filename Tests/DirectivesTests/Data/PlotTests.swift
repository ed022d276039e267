import Testing

@Suite("plot")
struct PlotTests {
  @Test(
    "bars, lines, points and shades are drawn from the values as they are given")
  func kinds() {
    let bars = LabRun(#"plot [1, -2, 0.5] kind=bars labels=["a", "b", "c"]"#)
    #expect(bars.errors == [])
    #expect(bars["plot", "smallest"]?.doubleValue == -2)
    for label in ["a", "b", "c"] {
      #expect(bars.shown["plot"]?.split(separator: "\n").contains { $0.contains(label) } == true)
    }
    #expect(bars.sentences["plot"] == ["Of 3 bars, a has the largest value, 1.00."])
    for arguments in [
      "[1, 2, 4]", "[1, 2, 4] x=[1, 10, 100] log=[x, y]", "[[1, 2], [2, 1]] names=[\"p\", \"q\"]",
      "[1, 2] kind=scatter", "[[0, 0], [1, 1]] kind=scatter", "[[1, 2], [3, 4]] kind=heatmap",
      "[7]", "[7] kind=bars",
    ] {
      let run = LabRun("plot \(arguments)")
      #expect(run.errors == [], "\(arguments)")
      #expect(run.shown["plot"]?.isEmpty == false, "\(arguments)")
    }
  }

  @Test("labels that the values carry serve where none are given")
  func ownLabels() {
    let run = LabRun(
      """
      s = sample logits=[2, 1] tokens=["cat", "dog"] draws=0 show=none
      plot s.probabilities kind=bars
      """)
    #expect(run.errors == [])
    #expect(run.shown["plot"]?.contains("cat") == true)
  }

  @Test(
    "what does not fit is an error, and so is what would do nothing",
    arguments: [
      ("[1, 2] kind=bars labels=[\"a\"]", "'labels=' has 1 label for 2 bars"),
      (
        "[1, 2] labels=[\"a\", \"b\"]",
        "'labels=' does nothing for lines; it is for bars, scatter and heatmap"
      ),
      ("[1, 2] kind=bars x=[1, 2]", "'x=' does nothing for bars; it is for lines and scatter"),
      ("[1, 2] x=[1]", "'x=' has 1 place for 2 values"),
      ("[[1], [2], [3], [4], [5]]", "5 lines cannot be told apart; at most 4 are drawn"),
      ("[[1, 2, 3]] kind=scatter", "points are rows of two numbers, x and y, not of 3"),
      ("[1] kind=heatmap", "a heatmap takes a matrix, not a vector"),
      ("[[1]] kind=bars", "bars take a vector, not a matrix"),
      ("[]", "there is no number to plot"),
      ("[[[1]]]", "'values' must be a vector or a matrix, not an array of shape 1×1×1"),
    ])
  func errors(_ arguments: String, _ message: String) {
    #expect(LabRun("plot \(arguments)").errors == [message])
  }
}
