/// The names that are bound at a point of a lab.
public struct Environment: Sendable {
  /// What a name is bound to, and where.
  public struct Binding: Sendable {
    public var value: Value
    /// Where it was bound; `nil` for a parameter of the front matter or the command line.
    public var span: SourceSpan?

    public init(_ value: Value, at span: SourceSpan? = nil) {
      self.value = value
      self.span = span
    }
  }

  /// A name that has no value, because what would have bound it failed.
  public private(set) var failed: Set<String> = []
  /// The model of the front matter: for directives that were given no other source.
  public var defaultModel: String?
  public private(set) var bindings: [String: Binding] = [:]

  public init() {}
  public static let empty = Environment()

  public subscript(_ name: String) -> Binding? { bindings[name] }

  public mutating func bind(_ name: String, _ binding: Binding) {
    bindings[name] = binding
    failed.remove(name)
  }

  public mutating func fail(_ name: String) {
    bindings[name] = nil
    failed.insert(name)
  }
}

/// Thrown where an expression reads a name whose directive failed: it is skipped, not reported anew.
public struct DependencyFailed: Error, Sendable {
  public var name: String
  public init(name: String) { self.name = name }
}
