import Runner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Lab discovery")
struct LabDiscoveryTests {
  private let folder = TemporaryFolder()

  private func find(_ names: [String] = []) -> LabDiscovery.Finding {
    LabDiscovery(workspace: Workspace(root: folder.path)).find(named: names)
  }

  @Test("labs come in order of their paths' bytes, without parts, hidden files and others")
  func order() throws {
    for name in [
      "b.md", "a-b/c.md", "a.md", "Z.md", "_part.md", "_parts/x.md", ".hidden.md", ".git/x.md",
      "image.png", "é.md", ".md",
    ] {
      try folder.write("x", to: "Labs/" + name)
    }
    #expect(
      find().labs.map(\.path)
        == ["Labs/Z.md", "Labs/a-b/c.md", "Labs/a.md", "Labs/b.md", "Labs/é.md"])
    #expect(find().labs.map(\.pathInOutput)[1] == "a-b/c.md")
  }

  @Test("a lab where the index belongs is refused, a README in a folder is not")
  func index() throws {
    try folder.write("x", to: "Labs/README.md")
    try folder.write("x", to: "Labs/real/README.md")
    #expect(find().labs.map(\.path) == ["Labs/real/README.md"])
    #expect(
      find().errors.map(\.description) == [
        "'Labs/README.md' cannot be run: its report would take the place of the index; give it "
          + "another name"
      ])
    #expect(find(["Labs/README.md"]).errors.count == 1)
  }

  @Test("however a lab is named, it is one lab")
  func spellings() throws {
    try folder.write("x", to: "Labs/a.md")
    let finding = find([
      "Labs/a.md", "./Labs//a.md", "Labs/../Labs/a.md", "\(folder.path)/Labs/a.md",
    ])
    #expect(finding.labs.map(\.path) == ["Labs/a.md"])
    #expect(finding.labs.map(\.pathInLabs) == ["a.md"])
  }

  @Test("a lab elsewhere reports under its own name, and no report names an absolute path")
  func elsewhere() throws {
    try folder.write("x", to: "docs/deep/a.md")
    let other = TemporaryFolder()
    try other.write("x", to: "b.md")
    let finding = find(["docs/deep/a.md", "\(other.path)/b.md"])
    #expect(finding.labs.map(\.pathInOutput) == ["a.md", "b.md"])
    #expect(finding.labs.map(\.sourceName) == ["docs/deep/a.md", "b.md"])
  }

  @Test("an empty folder, a missing file and a part are no labs")
  func refused() throws {
    try folder.write("x", to: "Labs/_part.md")
    try folder.write("x", to: "empty/note.txt")
    #expect(
      find(["empty", "none.md", "Labs/_part.md"]).errors.map(\.description) == [
        "'empty' cannot be run: the folder holds no lab",
        "'none.md' cannot be run: there is no such file",
        "'Labs/_part.md' cannot be run: a name that begins with '_' marks a part to be included, "
          + "not a lab",
      ])
  }

  @Test("a folder stands for the labs in it and below it")
  func folders() throws {
    for path in ["week2/b.md", "week2/a.md", "week2/deep/c.md", "week2/_part.md", "week1/a.md"] {
      try folder.write("x", to: "Labs/\(path)")
    }
    let week = ["Labs/week2/a.md", "Labs/week2/b.md", "Labs/week2/deep/c.md"]
    #expect(find(["Labs/week2"]).labs.map(\.path) == week)
    #expect(
      find(["Labs/week2/b.md", "Labs/week2/"]).labs.map(\.path) == [week[1], week[0], week[2]])
    #expect(find(["."]).labs.map(\.path) == ["Labs/week1/a.md"] + week)
  }

  @Test("a link that leads round in a circle ends the search there")
  func circle() throws {
    try folder.write("x", to: "Labs/a/b.md")
    symlink("\(folder.path)/Labs", "\(folder.path)/Labs/a/again")
    symlink("nowhere", "\(folder.path)/Labs/lost.md")
    #expect(find().labs.map(\.path) == ["Labs/a/b.md"])
    #expect(find().errors.map(\.reason) == ["its symbolic link leads nowhere"])
  }
}
