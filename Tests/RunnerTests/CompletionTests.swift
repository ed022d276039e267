import Runner
import Testing

@Suite("Completion and the manual page")
struct CompletionTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  @Test(
    "every command and option that help lists is completed", arguments: ["bash", "zsh", "fish"])
  func everything(_ shell: String) {
    let script = bench.swiftlab("completion", shell).output
    for command in ["run", "check", "accept", "watch", "new", "help", "model", "completion"] {
      #expect(script.contains(command))
      for line in bench.swiftlab(command, "--help").output.split(separator: "\n")
      where line.hasPrefix("  --") {
        let name = line.drop { $0 == " " || $0 == "-" }.prefix { $0 != " " }
        #expect(script.contains(shell == "fish" ? "-l \(name)" : "--\(name)"))
      }
    }
    // What follows `help` are the directives of the register.
    #expect(script.contains("scale"))
  }

  @Test("a text of help cannot end the quotes of a script")
  func quotes() {
    let zsh = bench.swiftlab("completion", "zsh").output
    #expect(zsh.contains("lab'\\''s"))
  }

  @Test("the manual page has every command, option and directive, and escapes what roff would read")
  func manual() {
    let page = bench.swiftlab("help", "--format", "man").output
    #expect(page.hasPrefix(".TH SWIFTLAB 1 \"\" \"swiftlab 0.1.0\"\n.SH NAME\n"))
    #expect(page.contains(".SS \"run [LAB... | \\-]\"\n"))
    #expect(page.contains(".TP\n.B \\-\\-set NAME=VALUE\n"))
    #expect(page.contains(".TP\n.B scale\nMultiplies a vector by a number.\n"))
    for line in page.split(separator: "\n") where line.hasPrefix(".") {
      #expect([".TH", ".SH", ".SS", ".TP", ".B "].contains { line.hasPrefix($0) })
    }
    #expect(!page.split(separator: "\n").contains { $0.hasPrefix("'") })
  }
}
