import Bedrock

/// How an argument becomes a value of a Swift type, and how such a value is shown.
public struct ParameterType<T: Sendable>: Sendable {
  /// The kind in words: `number`, `vector`, `choice`.
  public var name: String
  /// What is allowed, such as `> 0`; empty where everything of the kind is.
  public var allowed: String
  /// What a reader gets where there is no value: while describing, or after an error.
  public var placeholder: T
  /// Decodes an argument; throws `ParameterMismatch` or `Diagnostic`.
  public var decode: @Sendable (Atom, Evaluator) throws -> T
  /// A value as one would write it in a lab.
  public var text: @Sendable (T) -> String
  /// What stands for a value in a cache key; two values that act differently differ here.
  public var fingerprint: @Sendable (T) -> JSON

  public init(
    name: String, allowed: String = "", placeholder: T,
    text: @escaping @Sendable (T) -> String, fingerprint: @escaping @Sendable (T) -> JSON,
    decode: @escaping @Sendable (Atom, Evaluator) throws -> T
  ) {
    self.name = name
    self.allowed = allowed
    self.placeholder = placeholder
    self.decode = decode
    self.text = text
    self.fingerprint = fingerprint
  }
}

/// A token that a parameter names: by its text, or by its position.
public enum TokenReference: Sendable, Hashable {
  case text(String)
  case position(Int)
}

/// A choice among the cases of an enum; the raw value is the word in a lab.
public protocol ParameterChoice: CaseIterable, RawRepresentable, Sendable, Equatable
where RawValue == String, AllCases: Sendable {}
