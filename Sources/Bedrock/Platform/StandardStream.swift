internal import CLibrary

/// Standard output or standard error of the process.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person watches it.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether a person answers on standard input.
  package static var inputIsTerminal: Bool { isatty(0) == 1 }

  /// Opens the three streams that the process was started without, so that no file takes the number
  /// of one and is sent its text.
  package static func openMissing() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", O_RDWR)
    }
  }

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

  /// Everything that standard input holds, as much as a lab may have.
  ///
  /// - Throws: `FileError`.
  package static func readInput() throws -> [UInt8] {
    let shown = "standard input"
    let bytes = try FileSystem.readAll(0, expected: 0, shownAs: shown, limit: FileLimits.lab)
    guard bytes.count <= FileLimits.lab else {
      throw FileError(shown, "cannot be read", "it has more than \(FileLimits.lab) bytes")
    }
    return bytes
  }
}
