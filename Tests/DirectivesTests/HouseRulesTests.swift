import Foundation
import Testing

/// What the map of the house says about who may use what, held against the sources.
@Suite("House rules")
struct HouseRulesTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources")

  /// The Swift files of a module, by their path in it.
  private static func files(of module: String) throws -> [(path: String, text: String)] {
    let root = sources.appendingPathComponent(module)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
    }
  }

  @Test(
    "what an author's text reaches uses no unsafe pointer",
    arguments: ["Notebook", "Figures", "Directives"])
  func pointers(module: String) throws {
    let files = try Self.files(of: module)
    #expect(!files.isEmpty)
    for (path, text) in files {
      #expect(
        !text.contains("UnsafePointer") && !text.contains("UnsafeMutable")
          && !text.contains("UnsafeRaw") && !text.contains("UnsafeBuffer")
          && !text.contains("withUnsafe"), "\(module)/\(path)")
    }
  }

  @Test("directives take tensors from Numerics, and neither its kernels nor its threads")
  func tensors() throws {
    for (path, text) in try Self.files(of: "Directives") where text.contains("import Numerics") {
      for name in ["WorkerPool", "MatrixProduct", "Kernel", "forEachRange"] {
        #expect(!text.contains(name), "\(path) uses \(name)")
      }
    }
  }
}
