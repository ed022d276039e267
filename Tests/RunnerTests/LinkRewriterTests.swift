import Runner
import Testing

@Suite("Links")
struct LinkRewriterTests {
  private let folder = TemporaryFolder()
  private let workspace: Workspace

  init() throws {
    workspace = Workspace(root: folder.path)
    for name in [
      "README.md", "Labs/05-x.md", "Labs/02-y.md", "Labs/real/01-z.md", "Labs/img/a b.png",
      "Labs/_part.md", "docs/guide.md", "docs/a(b).md", "Labs/ünï.md",
    ] {
      try folder.write("x", to: name)
    }
  }

  private func outcome(
    _ text: String, lab: String = "Labs/02-y.md", output: String = "output", in place: String? = nil
  ) -> LinkRewriter.Outcome {
    let file = LabFile(path: lab, in: workspace)
    let rewriter = LinkRewriter(workspace: workspace, output: output, lab: file)
    let own = lab.split(separator: "/").dropLast().joined(separator: "/")
    return rewriter.outcome(of: text, in: place ?? own)
  }

  @Test(
    "a link to another lab, and what is no relative path, stays byte for byte",
    arguments: [
      "05-x.md", "./05-x.md", "05-x.md#part", "05-x.md?raw=1", "real/01-z.md", "real/", "#here",
      "https://example.org/a b", "mailto:a@b.c", "//host/x", "/root/x", "", "?q",
      "%C3%BCn%C3%AF.md", "../output/05-x.md/../05-x.md", "data:text/plain,x",
    ])
  func kept(_ text: String) { #expect(outcome(text) == .kept) }

  @Test(
    "what has no copy among the reports is reached from there",
    arguments: [
      ("../README.md", "../README.md"), ("img/a%20b.png", "../Labs/img/a%20b.png"),
      ("img/", "../Labs/img/"), ("../docs/guide.md#two", "../docs/guide.md#two"),
      ("_part.md", "../Labs/_part.md"), ("../docs/a(b).md", "../docs/a%28b%29.md"),
    ])
  func rewritten(_ text: String, _ expected: String) {
    // A link that works from the report's place as it stands is not touched.
    #expect(outcome(text) == (text.hasPrefix("..") ? .kept : .replaced(expected)))
    // From a deeper place another way leads there.
    #expect(outcome(text, output: "out/deep") == .replaced("../" + expected))
  }

  @Test("a lab in a folder links upwards to another lab and out of the tree")
  func nested() {
    #expect(outcome("../05-x.md", lab: "Labs/real/01-z.md") == .kept)
    #expect(outcome("../../docs/guide.md", lab: "Labs/real/01-z.md") == .kept)
    #expect(
      outcome("../img/a%20b.png", lab: "Labs/real/01-z.md")
        == .replaced("../../Labs/img/a%20b.png"))
  }

  @Test("a lab elsewhere has no neighbours among the reports")
  func elsewhere() {
    #expect(outcome("guide.md", lab: "docs/a(b).md") == .replaced("../docs/guide.md"))
    #expect(outcome("../Labs/05-x.md", lab: "docs/a(b).md") == .replaced("05-x.md"))
  }

  @Test("a link in an included part is seen from the part and works from the lab's report")
  func part() {
    #expect(outcome("../05-x.md", lab: "Labs/02-y.md", in: "Labs/real") == .replaced("05-x.md"))
    #expect(outcome("05-x.md", lab: "Labs/real/01-z.md", in: "Labs") == .replaced("../05-x.md"))
  }

  @Test("a link to a report that is not made yet leads somewhere, if there is a lab for it")
  func reports() {
    #expect(outcome("../output/05-x.md") == .kept)
    #expect(
      outcome("../output/README.md", output: "o/p")
        == .missing(path: "output/README.md", suggestion: nil))
    #expect(outcome("../o/p/README.md", output: "o/p") == .replaced("README.md"))
    #expect(outcome("../o/p/05-x.md", output: "o/p") == .replaced("05-x.md"))
    #expect(outcome("../output/99.md") == .missing(path: "output/99.md", suggestion: nil))
  }

  @Test("the index of the reports has the place beside the labs, from any lab")
  func index() {
    #expect(outcome("README.md") == .kept)
    #expect(outcome("README.md#labs") == .kept)
    #expect(outcome("../README.md", lab: "Labs/real/01-z.md") == .kept)
    #expect(outcome("README.md/") == .missing(path: "Labs/README.md", suggestion: nil))
    #expect(outcome("real/README.md") == .missing(path: "Labs/real/README.md", suggestion: nil))
    #expect(outcome("../Labs/README.md", lab: "docs/a(b).md") == .replaced("README.md"))
  }

  @Test("a link that leads nowhere is reported with what was likely meant")
  func missing() {
    #expect(outcome("05-z.md") == .missing(path: "Labs/05-z.md", suggestion: "05-x.md"))
    #expect(outcome("05-x.md/") == .missing(path: "Labs/05-x.md", suggestion: nil))
    #expect(outcome("%FF.md") == .missing(path: "%FF.md", suggestion: nil))
  }
}
