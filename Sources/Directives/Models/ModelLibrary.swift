import Bedrock
import Engine
import Synchronization

/// The models that can be named without making them first.
public enum ModelLibrary {
  /// A model's file, with the name that it goes by.
  public struct Source: Sendable {
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    /// The SHA-256 of the file, in hexadecimal digits.
    public var sha256: String { SHA256.hash(bytes).hex }

    /// The model, ready to run. Throws if the file is none.
    public func load() throws -> LanguageModel { try LanguageModel(bytes) }
  }

  /// The names of the built-in models.
  public static let names = ["tinyworld"]

  /// A built-in model's file.
  public static func named(_ name: String) -> Source? {
    names.contains(name) ? Source(name: name, bytes: TinyWorld.modelFile) : nil
  }
}
