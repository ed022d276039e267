import Bedrock
import Runner
import Testing

@Suite("Atomic files")
struct AtomicFileTests {
  @Test("folders above are made, and what was written is read back")
  func writes() throws {
    let folder = TemporaryFolder()
    try folder.write("text", to: "a/b/c.md")
    #expect(try folder.read("a/b/c.md") == "text")
    #expect(try folder.names(in: "a/b") == ["c.md"])
  }

  @Test("an unchanged file is not written")
  func unchanged() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/a.md"
    #expect(try AtomicFile.write([1], to: path, shownAs: "a.md"))
    #expect(try !AtomicFile.write([1], to: path, shownAs: "a.md"))
    #expect(try AtomicFile.write([2], to: path, shownAs: "a.md"))
  }

  @Test("a parent that is a file is named")
  func parentIsFile() throws {
    let folder = TemporaryFolder()
    try folder.write("x", to: "output")
    let error = #expect(throws: FileError.self) { try folder.write("y", to: "output/a.md") }
    #expect(
      error?.description
        == "'output/a.md' cannot be written: 'output' cannot be made: a part of its path is a file, "
        + "not a folder")
    #expect(try folder.read("output") == "x")
  }

  @Test("a folder in a report's place is an error")
  func folderInPlace() throws {
    let folder = TemporaryFolder()
    try folder.write("x", to: "a.md/inner")
    let error = #expect(throws: FileError.self) { try folder.write("y", to: "a.md") }
    #expect(error?.reason == "it is a folder")
  }

  @Test("a file is read whole, a folder and a missing file are errors")
  func reads() throws {
    let folder = TemporaryFolder()
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    try folder.write(bytes, to: "big")
    #expect(try FileSystem.read("\(folder.path)/big") == bytes)
    #expect(throws: FileError("d", "cannot be read", "it is a folder")) {
      try FileSystem.read(folder.path, shownAs: "d")
    }
    #expect(throws: FileError("m", "cannot be read", "there is no such file")) {
      try FileSystem.read(folder.path + "/none", shownAs: "m")
    }
  }
}
