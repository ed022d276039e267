/// `use "lab.md" name …`: results of another lab, bound here.
public struct Use: Sendable {
  /// One result: what it is called there, and here.
  public struct Borrowed: Sendable {
    public var source: Name
    public var name: Name

    public init(source: Name, name: Name) {
      self.source = source
      self.name = name
    }
  }

  public var path: String
  public var pathSpan: SourceSpan
  public var names: [Borrowed]
  public var span: SourceSpan

  public init(path: String, pathSpan: SourceSpan, names: [Borrowed], span: SourceSpan) {
    self.path = path
    self.pathSpan = pathSpan
    self.names = names
    self.span = span
  }
}
