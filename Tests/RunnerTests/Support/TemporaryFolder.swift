import Bedrock
import Runner

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that is removed with everything in it when the test is done.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/swiftlab-tests-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
    precondition(made != nil, "a temporary folder")
    path = FileSystem.realPath(
      template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })!
  }

  deinit { Self.remove(path) }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try AtomicFile.write(bytes, to: "\(path)/\(name)", shownAs: name)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try FileSystem.read("\(path)/\(name)"), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileSystem.kind(of: "\(path)/\(name)") != nil }

  func link(_ name: String, to target: String) throws {
    try FileSystem.makeFolder(
      "\(path)/\(name.split(separator: "/").dropLast().joined(separator: "/"))")
    symlink(target, "\(path)/\(name)")
  }

  func remove(_ name: String) throws { try FileSystem.removeFile("\(path)/\(name)") }

  func names(in folder: String = ".") throws -> [String] {
    try FileSystem.entries(of: "\(path)/\(folder)")
  }

  static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      chmod(path, 0o700)
      for name in (try? FileSystem.entries(of: path)) ?? [] { remove("\(path)/\(name)") }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
