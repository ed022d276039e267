import Bedrock

/// A model that a directive made: the bytes of its file, which are all that the language knows of it.
public struct ModelValue: Sendable {
  /// What it is called where it is shown, such as the name of the result that made it.
  public let name: String
  /// The SHA-256 of the file, in hexadecimal digits: two models with one hash are one model. Of a
  /// model without a file `recipe:` and the SHA-256 of what it is made from.
  public let sha256: String
  private let read: @Sendable () throws -> [UInt8]

  /// - Parameter read: gives the bytes of the file; called when somebody runs the model.
  public init(name: String, sha256: String, read: @escaping @Sendable () throws -> [UInt8]) {
    self.name = name
    self.sha256 = sha256
    self.read = read
  }

  /// A model that is too large for a file to be made only to tell it from others.
  ///
  /// - Parameters:
  ///   - recipe: of all that decides what it is.
  ///   - read: makes the bytes of the file.
  public init(
    name: String, recipe: SHA256.Digest, read: @escaping @Sendable () throws -> [UInt8]
  ) {
    self.init(name: name, sha256: Self.recipeMark + recipe.hex, read: read)
  }

  private static let recipeMark = "recipe:"

  /// Whether its file is worth keeping: one without is made again.
  public var hasFile: Bool { !sha256.utf8.starts(with: Self.recipeMark.utf8) }

  /// The bytes of the file.
  public func bytes() throws -> [UInt8] { try read() }
}
