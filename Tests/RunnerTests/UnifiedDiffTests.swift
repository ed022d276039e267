import Bedrock
import Runner
import Testing

@Suite("Unified diff")
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff.text(
      from: Array(old.utf8), to: Array(new.utf8), oldName: "a", newName: "b")
  }

  @Test("equal texts have no difference")
  func equal() { #expect(diff("x\n", "x\n") == "") }

  @Test("a changed line stands between three lines of context")
  func context() {
    #expect(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") == """
        --- a
        +++ b
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test("changes with at most six lines between them share a hunk")
  func hunks() {
    let lines = (1...30).map(String.init)
    func text(_ changed: Set<Int>) -> String {
      lines.enumerated().map { changed.contains($0.offset) ? "x" : $0.element }
        .joined(separator: "\n") + "\n"
    }
    func hunkCount(_ changed: Set<Int>) -> Int {
      diff(text([]), text(changed)).split(separator: "\n").filter { $0.hasPrefix("@@") }.count
    }
    #expect(hunkCount([3, 10]) == 1)
    #expect(hunkCount([3, 11]) == 2)
  }

  @Test("a missing line end is named, as patch needs it")
  func lineEnd() {
    #expect(
      diff("a\nb", "a\nb\n") == """
        --- a
        +++ b
        @@ -1,2 +1,2 @@
         a
        -b
        \\ No newline at end of file
        +b

        """)
  }

  @Test("an empty side names the line before it")
  func emptySides() {
    #expect(diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\nb\n", "") == "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-a\n-b\n")
  }

  @Test("law: applying the difference to the old text gives the new one", arguments: 0..<200)
  func law(_ round: Int) {
    var random = RandomStream(seed: 1, name: "diff", occurrence: round)
    func text() -> [UInt8] {
      let count = Int.random(in: 0..<40, using: &random)
      let lines = (0..<count).map { _ in "l\(Int.random(in: 0..<6, using: &random))" }
      let end = Bool.random(using: &random) && count > 0 ? "" : "\n"
      return Array((count == 0 ? "" : lines.joined(separator: "\n") + end).utf8)
    }
    let (old, new) = (text(), text())
    let difference = UnifiedDiff.text(from: old, to: new, oldName: "a", newName: "b")
    #expect(Patch.apply(difference, to: old) == new)
  }

  @Test("texts with nothing in common, and large ones, are done at once")
  func large() {
    let old = (0..<60_000).map { "old \($0)\n" }.joined()
    let new = (0..<60_000).map { $0 % 100 == 0 ? "old \($0)\n" : "new \($0)\n" }.joined()
    let difference = UnifiedDiff.text(
      from: Array(old.utf8), to: Array(new.utf8), oldName: "a", newName: "b")
    #expect(Patch.apply(difference, to: Array(old.utf8)) == Array(new.utf8))
  }
}

/// Applies a unified difference, by the standard's own words and nothing of ours.
private enum Patch {
  static func apply(_ difference: String, to old: [UInt8]) -> [UInt8] {
    if difference.isEmpty { return old }
    let oldLines = String(decoding: old, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    var out: [String] = []
    var next = 0
    var lastIsOpen = false
    var lines = difference.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
      .map(String.init)
    lines.removeLast()
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("@@") {
        let range = line.split(separator: " ")[1].dropFirst().split(separator: ",")
        let start = Int(range[0])!
        let count = range.count > 1 ? Int(range[1])! : 1
        let first = count == 0 ? start : start - 1
        while next < first {
          out.append(oldLines[next])
          next += 1
        }
      } else if line.hasPrefix(" ") {
        out.append(String(line.dropFirst()))
        next += 1
      } else if line.hasPrefix("-") {
        next += 1
      } else if line.hasPrefix("+") {
        out.append(String(line.dropFirst()))
      }
      if line.hasPrefix("\\"), lines[index - 1].hasPrefix("+") || lines[index - 1].hasPrefix(" ") {
        lastIsOpen = true
      }
    }
    let rest = Array(oldLines[min(next, oldLines.count)...])
    if rest.isEmpty || rest == [""] {
      return Array((out.joined(separator: "\n") + (out.isEmpty || lastIsOpen ? "" : "\n")).utf8)
    }
    return Array((out + rest).joined(separator: "\n").utf8)
  }
}
