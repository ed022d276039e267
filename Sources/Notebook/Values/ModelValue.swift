/// A model that a directive made: the bytes of its file, which are all that the language knows of it.
public struct ModelValue: Sendable {
  /// What it is called where it is shown, such as the name of the result that made it.
  public let name: String
  /// The SHA-256 of the file, in hexadecimal digits: two models with one hash are one model.
  public let sha256: String
  private let read: @Sendable () throws -> [UInt8]

  /// - Parameter read: gives the bytes of the file; called when somebody runs the model.
  public init(name: String, sha256: String, read: @escaping @Sendable () throws -> [UInt8]) {
    self.name = name
    self.sha256 = sha256
    self.read = read
  }

  /// The bytes of the file.
  public func bytes() throws -> [UInt8] { try read() }
}
