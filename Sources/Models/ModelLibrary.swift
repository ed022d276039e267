import Bedrock
import Engine
import Synchronization

/// The models that can be named without making them first.
public enum ModelLibrary {
  /// A model's file, with the name that it goes by.
  public struct Source: Sendable {
    public let name: String
    public let file: FileBytes

    public init(name: String, file: FileBytes) {
      self.name = name
      self.file = file
    }

    /// The SHA-256 of the file, in hexadecimal digits.
    public var sha256: String {
      var hash = SHA256()
      file.withUnsafeBytes { hash.update($0) }
      return hash.finalize().hex
    }

    /// The model, ready to run. Throws if the file is none.
    public func load() throws -> LanguageModel { try LanguageModel(file) }
  }

  /// The names of the built-in models.
  public static let names = ["tinyworld"]

  /// A built-in model's file.
  public static func named(_ name: String) -> Source? {
    names.contains(name) ? Source(name: name, file: FileBytes(TinyWorld.modelFile)) : nil
  }
}
