import Runner
import Testing

@Suite("Sweeps")
struct SweepTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func lab(_ lines: String) -> String { "```swiftlab\n\(lines)\n```\n" }

  @Test("a sweep runs once for each value, shows the runs side by side, and compares their numbers")
  func report() throws {
    #expect(
      try bench.report("```swiftlab echo=false\nscale [1, 2] by=[1, 0.5] sweep=by\n```\n") == """
        **by = 1**

        total 3

        **by = 0.5**

        total 1.5

        | by | total |
        | --- | --: |
        | 1 | 3.0 |
        | 0.5 | 1.5 |

        """)
  }

  @Test("a sweep binds its values and the records of its runs")
  func bindings() throws {
    let report = try bench.report(
      lab("s = scale [1, 2] by=[1, 0.5] sweep=by")
        + "\n`{swiftlab} s.sweep` `{swiftlab} s.runs[1].total` `{swiftlab} s.runs[-1].values[0]`\n")
    #expect(report.hasSuffix("[1, 0.5] 1.5 0.5\n"))
  }

  @Test("all runs draw the same numbers")
  func draws() throws {
    let report = try bench.report(
      lab("s = draw count=[2, 3] sweep=count\ndraw count=3")
        + "\n`{swiftlab} s.runs[0].values[0] == s.runs[1].values[0]` "
        + "`{swiftlab} draw.values[0] == s.runs[0].values[0]`\n")
    #expect(report.hasSuffix("true false\n"))
  }

  @Test("words stay words, a bound list is taken apart, and a list parameter takes a deeper list")
  func values() throws {
    let words = try bench.report(
      lab("s = word kind=[relu, sigmoid] sweep=kind") + "\n`{swiftlab} s.sweep`\n")
    #expect(words.contains("**kind = relu**") && words.hasSuffix("[\"relu\", \"sigmoid\"]\n"))
    let bound = try bench.report(
      lab("let list = [3, 4]\ns = scale [1] by=list sweep=by") + "\n`{swiftlab} s.runs[1].total`\n")
    #expect(bound.hasSuffix("4\n"))
    let deeper = try bench.report(
      lab("s = scale [[1, 2], [3, 4]] sweep=x") + "\n`{swiftlab} s.runs[1].total`\n")
    #expect(deeper.contains("**x = [3, 4]**") && deeper.hasSuffix("14\n"))
    let matrix = try bench.report(
      lab("let m = [[1, 2], [3, 4]]\ns = scale m sweep=x") + "\n`{swiftlab} s.runs[1].total`\n")
    #expect(matrix.hasSuffix("14\n"))
  }

  @Test(
    "a sweep that makes no sense is an error",
    arguments: [
      ("scale [1] by=[1] sweep=bye", "'scale' has no parameter 'bye' to sweep over"),
      ("scale [1] sweep=by", "'sweep=by' needs 'by=' with a list of its values"),
      ("scale [1] by=3 sweep=by", "'by' needs a list to sweep over, not a number"),
      ("scale [1] by=[] sweep=by", "'by' has no value to sweep over"),
      ("scale [1] by=[1] sweep=by sweep=x", "'sweep=' is given twice"),
      ("scale [1] by=[1] sweep=1", "'sweep=' takes the name of a parameter"),
    ])
  func errors(_ line: String, _ message: String) throws {
    #expect(try bench.errors(lab(line)).contains("error: \(message)\n"))
  }

  @Test("every run's errors are reported, a common one once")
  func runErrors() throws {
    let errors = try bench.errors(lab("scale [1] by=[13, 1000, 1] bi=2 sweep=by"))
    #expect(errors.components(of: "error:") == 2)
    let failed = try bench.errors(lab("s = scale [1] by=[13, 1] sweep=by\nshow s.runs"))
    #expect(failed.components(of: "error:") == 1)
  }
}
