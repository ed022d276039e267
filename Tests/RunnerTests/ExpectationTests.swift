import Bedrock
import Runner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Expectation folders")
struct ExpectationTests {
  private static let folder =
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Fixtures/expected"
  private static var regenerates: Bool { getenv("SWIFTLAB_RECORD") != nil }

  @Test(
    "a run of each folder's labs writes what stands beside them",
    arguments: (try? FileSystem.entries(of: folder)) ?? [])
  func expected(_ name: String) throws {
    let place = "\(Self.folder)/\(name)"
    let bench = try Bench()
    for file in try Self.files(in: place) where !Self.isMade(file) {
      try bench.folder.write(try FileSystem.read("\(place)/\(file)"), to: file)
    }
    let result = bench.swiftlab("run")
    var made = try Self.files(in: bench.folder.path).filter(Self.isMade)
    try bench.folder.write(result.errors, to: "errors.txt")
    made.append("errors.txt")
    if Self.regenerates {
      for file in made {
        try AtomicFile.write(
          try FileSystem.read("\(bench.folder.path)/\(file)"), to: "\(place)/\(file)", shownAs: file
        )
      }
    }
    #expect(Set(try Self.files(in: place).filter(Self.isMade)) == Set(made))
    for file in made {
      #expect(
        try bench.folder.read(file)
          == String(decoding: FileSystem.read("\(place)/\(file)"), as: UTF8.self), "\(name)/\(file)"
      )
    }
  }

  @Test("there are folders to compare with")
  func cases() throws {
    #expect(try FileSystem.entries(of: Self.folder) == ["failures", "tour"])
  }

  private static func isMade(_ path: String) -> Bool {
    path.hasPrefix("output/") || path == "errors.txt"
  }

  /// The files below a folder, but for those that swiftlab keeps for itself.
  private static func files(in folder: String, below: String = "") throws -> [String] {
    try FileSystem.entries(of: "\(folder)/\(below)").filter { $0 != ".swiftlab" }.flatMap { name in
      let path = below.isEmpty ? name : "\(below)/\(name)"
      return FileSystem.kind(of: "\(folder)/\(path)") == .folder
        ? try files(in: folder, below: path) : [path]
    }
  }
}
