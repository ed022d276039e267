internal import CLibrary

/// Standard output or standard error of the process.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person watches it.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether a person answers on standard input.
  package static var inputIsTerminal: Bool { isatty(0) == 1 }

  /// Writes all bytes.
  ///
  /// - Returns: what went wrong; `nil` where all of them were taken.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> FileError? {
    let code = AtomicFile.writeAll(bytes, to: rawValue)
    guard code != 0 else { return nil }
    return FileError(
      self == .output ? "standard output" : "standard error", "cannot be written", code: code)
  }

  /// Everything that standard input holds.
  ///
  /// - Throws: `FileError`.
  package static func readInput() throws -> [UInt8] {
    try FileSystem.read(0, shownAs: "standard input")
  }
}
