/// The lab language as data: what the parser makes of a block and the session carries out.
///
/// Every node keeps its span, so that whatever goes wrong later can be shown in the source.

/// A name as it was written.
public struct Name: Sendable {
  public var text: String
  public var span: SourceSpan

  public init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A number as it was written: `~` rounds to the decimals that the author chose.
public struct NumberLiteral: Sendable {
  public var value: Double
  /// Digits after the decimal point, the exponent taken off: 2 for `1.23`, 4 for `1.23e-2`, −2 for
  /// `1e2`.
  public var decimals: Int
  public var span: SourceSpan

  public init(value: Double, decimals: Int, at span: SourceSpan) {
    self.value = value
    self.decimals = decimals
    self.span = span
  }
}

/// One step from a name to a part of its value.
public enum PathStep: Sendable {
  case member(Name)
  /// `[index, …]`, one entry an axis.
  case indices([PathIndex], span: SourceSpan)
}

/// One axis' entry between an index' brackets.
public enum PathIndex: Sendable {
  case at(Expression)
  /// `low:high`, either side may be missing.
  case slice(low: Expression?, high: Expression?, span: SourceSpan)
}

/// A bound name and the steps from it: `attn.weights["blue", :]`.
public struct Path: Sendable {
  public var root: Name
  public var steps: [PathStep]
  public var span: SourceSpan

  public init(root: Name, steps: [PathStep], at span: SourceSpan) {
    self.root = root
    self.steps = steps
    self.span = span
  }
}

/// What an argument holds, before its parameter's type decides what it means.
public indirect enum Atom: Sendable {
  case number(NumberLiteral)
  case string(String, span: SourceSpan)
  case bool(Bool, span: SourceSpan)
  /// A bare word or a path: a choice, a token, or a bound name.
  case path(Path)
  case list([Atom], span: SourceSpan)
  case parenthesized(Expression, span: SourceSpan)
  /// A value that is known already: a sweep's, or one from the command line.
  case value(Value, span: SourceSpan)

  public var span: SourceSpan {
    switch self {
    case .number(let literal): literal.span
    case .path(let path): path.span
    case .string(_, let span), .bool(_, let span), .list(_, let span), .parenthesized(_, let span),
      .value(_, let span):
      span
    }
  }
}

public enum UnaryOperator: String, Sendable {
  case minus = "-"
  case not = "not"
}

public enum BinaryOperator: String, Sendable {
  case or, and
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case modulo = "%"
  case power = "^"
}

/// An expression: in `let`, `show`, `expect`, inline spans, and between an argument's parentheses.
public indirect enum Expression: Sendable {
  case number(NumberLiteral)
  case string(String, span: SourceSpan)
  case bool(Bool, span: SourceSpan)
  case path(Path)
  case list([Expression], span: SourceSpan)
  case call(Name, [Expression], span: SourceSpan)
  case unary(UnaryOperator, Expression, span: SourceSpan)
  case binary(BinaryOperator, Expression, Expression, span: SourceSpan)

  public var span: SourceSpan {
    switch self {
    case .number(let literal): literal.span
    case .path(let path): path.span
    case .string(_, let span), .bool(_, let span), .list(_, let span), .call(_, _, let span),
      .unary(_, _, let span), .binary(_, _, _, let span):
      span
    }
  }
}

/// `key=atom`, or an atom by its place.
public struct Argument: Sendable {
  public var key: Name?
  public var atom: Atom

  public init(key: Name?, atom: Atom) {
    self.key = key
    self.atom = atom
  }

  public var span: SourceSpan { key?.span.union(atom.span) ?? atom.span }
}

/// `[name =] verb arguments…`
public struct DirectiveCall: Sendable {
  /// The name that the author bound it to, if one was given.
  public var name: Name?
  public var verb: Name
  public var arguments: [Argument]
  public var span: SourceSpan

  public init(name: Name?, verb: Name, arguments: [Argument], at span: SourceSpan) {
    self.name = name
    self.verb = verb
    self.arguments = arguments
    self.span = span
  }
}

/// One directive of a block.
public enum Statement: Sendable {
  case directive(DirectiveCall)
  case binding(name: Name, expression: Expression, span: SourceSpan)
  /// `show expression [: format]`; the format's text, unchecked.
  case show(Expression, format: Name?, span: SourceSpan)
  /// `expect left [~ right [within tolerance]]`.
  case expect(Expression, near: Expression?, within: Expression?, span: SourceSpan)
  case include(path: String, span: SourceSpan)
  case use(Use)

  public var span: SourceSpan {
    switch self {
    case .directive(let call): call.span
    case .use(let use): use.span
    case .binding(_, _, let span), .show(_, _, let span), .expect(_, _, _, let span),
      .include(_, let span):
      span
    }
  }
}
