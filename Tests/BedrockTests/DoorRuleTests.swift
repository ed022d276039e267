import Bedrock
import Testing

/// The rules that keep one door to the file system and one way to the terminal.
@Suite("One door")
struct DoorRuleTests {
  /// The functions of the C library that open, look at, change or remove files.
  private static let fileFunctions: Set<String> = [
    "access", "chdir", "chmod", "chown", "closedir", "creat", "dirfd", "faccessat", "fchmod",
    "fchmodat", "fclose", "fdopen", "fdopendir", "fgets", "flock", "fopen", "fprintf", "fputs",
    "fread",
    "freopen", "fseek", "fstat", "fstatat", "ftruncate", "fwrite", "futimens", "getcwd", "getdelim",
    "getline", "link", "linkat", "lseek", "lstat", "mkdir", "mkdirat", "mkdtemp", "mkfifo",
    "mkstemp",
    "mmap", "open", "openat", "opendir", "pread", "pwrite", "readdir", "readlink", "readlinkat",
    "realpath", "remove", "rename", "renameat", "rmdir", "symlink", "symlinkat", "tmpfile",
    "truncate",
    "unlink", "unlinkat", "utimes", "utimensat",
  ]
  private static let cLibraries: Set<String> = [
    "Glibc", "Musl", "Darwin", "CLibrary", "Foundation", "FoundationEssentials",
  ]
  /// Where the C library may be imported, outside of `Bedrock`: its own target, and the check that
  /// runs before anything of `Bedrock` may.
  private static let importers: Set<String> = [
    "CLibrary/CLibrary.swift", "swiftlab/InstructionSet.swift",
  ]

  private static let sources: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/Sources"
  }()

  private static func files(_ folder: String = "") throws -> [String] {
    try FileSystem.entries(of: sources + "/" + folder).flatMap { name -> [String] in
      let path = folder.isEmpty ? name : folder + "/" + name
      if FileSystem.kind(of: sources + "/" + path) == .folder { return try files(path) }
      return name.hasSuffix(".swift") ? [path] : []
    }
  }

  /// The lines of a file without their comments.
  private static func lines(_ path: String) throws -> [Substring] {
    String(decoding: try FileSystem.read(sources + "/" + path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        guard let comment = line.range(of: "//") else { return line }
        return line[..<comment.lowerBound]
      }
  }

  @Test("only Bedrock imports the C library, and nothing imports Foundation")
  func imports() throws {
    for file in try Self.files() where !Self.importers.contains(file) {
      let bytes = try FileSystem.read(Self.sources + "/" + file)
      for raw in bytes.split(separator: 0x0A) where Self.mayImport(raw) {
        let line = String(decoding: raw, as: UTF8.self)
        let words = line.split(whereSeparator: { " @_".contains($0) })
        guard words.contains("import"), let module = words.last.map(String.init),
          Self.cLibraries.contains(module)
        else { continue }
        #expect(
          module == "CLibrary" && file.hasPrefix("Bedrock/") && line.hasPrefix("internal"),
          "\(file): \(line)")
      }
    }
  }

  /// Whether a line may be an import: most files are looked through once for this and no more.
  private static func mayImport(_ line: ArraySlice<UInt8>) -> Bool {
    let line = line.drop { $0 == 0x20 }
    return ["import ", "internal import", "public import", "package import", "private import", "@"]
      .contains { line.starts(with: $0.utf8) }
  }

  @Test("the C library's file functions are called in the door alone")
  func calls() throws {
    var found = 0
    for file in try Self.files() where file.hasPrefix("Bedrock/") {
      for line in try Self.lines(file) {
        for name in Self.called(in: line) where Self.fileFunctions.contains(name) {
          // Opening what takes the place of a stream that is missing reads no file.
          if file == "Bedrock/Platform/StandardStream.swift", line.contains("\"/dev/null\"") {
            continue
          }
          found += 1
          #expect(file.hasPrefix("Bedrock/FileSystem/"), "\(file): \(line)")
        }
      }
    }
    #expect(found > 20, "the test must see the calls that there are")
  }

  /// The names in a line that an opening parenthesis follows, without those of members and
  /// declarations.
  private static func called(in line: Substring) -> [String] {
    let isName: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
    var names: [String] = []
    for index in line.indices where line[index] == "(" {
      let name = line[..<index].reversed().prefix(while: isName).reversed()
      let before = line[..<index].dropLast(name.count)
      if before.hasSuffix("CLibrary.") || !before.hasSuffix(".") && !before.hasSuffix("func ") {
        names.append(String(name))
      }
    }
    return names
  }
}

extension Substring {
  fileprivate func range(of part: String) -> Range<Index>? {
    ranges(of: part).first
  }
}
