import Bedrock

/// A claim that a lab makes: `expect left`, `expect left ~ right`, `expect left ~ right within t`.
public struct Expectation: Sendable {
  public var left: Expression
  public var near: Expression?
  public var within: Expression?
  public var span: SourceSpan

  public init(_ left: Expression, near: Expression?, within: Expression?, at span: SourceSpan) {
    self.left = left
    self.near = near
    self.within = within
    self.span = span
  }

  /// How a claim turned out.
  public struct Outcome: Sendable {
    public var holds: Bool
    /// The claim as it is written.
    public var claim: String
    /// The left side's value as text; the right side's, where there is one.
    public var left: String
    public var right: String?
    /// How far the sides are apart where that was measured: the largest distance of two elements.
    public var distance: Double?
    /// What fails the run; `nil` where the claim holds.
    public var failure: Diagnostic?
  }

  /// What the message of a claim that does not hold begins with.
  public static let failureWords = "expectation failed: "

  /// Looks whether the claim holds.
  ///
  /// - Throws: `Diagnostic` where the claim itself is wrong, `DependencyFailed` where it reads a name
  ///   whose directive failed. A claim that does not hold is an outcome and is not thrown.
  public func check(_ evaluator: Evaluator) throws -> Outcome {
    guard let near else { return try checkTruth(evaluator) }
    return try checkNearness(near, evaluator)
  }

  // MARK: A truth

  private func checkTruth(_ evaluator: Evaluator) throws -> Outcome {
    let value = try evaluator.evaluate(left)
    guard case .bool(let holds) = value else {
      throw Diagnostic.error(
        "'expect' takes a comparison, not \(value.typeName); 'expect x ~ 1.23' compares numbers",
        at: left.span)
    }
    var outcome = Outcome(holds: holds, claim: span.text, left: holds ? "true" : "false")
    guard !holds else { return outcome }
    let part = try firstFalse(left, evaluator)
    if case .binary(let symbol, let first, let second, _) = part, symbol.isComparison {
      try describe(symbol, first, second, evaluator, &outcome)
    } else {
      outcome.failure = .error(Self.failureWords + "'\(part.span.text)' is false", at: part.span)
    }
    return outcome
  }

  /// Of a chain of `and`, the first part that is false.
  private func firstFalse(_ expression: Expression, _ evaluator: Evaluator) throws -> Expression {
    var node = expression
    while case .binary(.and, let first, let second, _) = node {
      if case .bool(true) = try evaluator.evaluate(first) { return second }
      node = first
    }
    return node
  }

  private func describe(
    _ symbol: BinaryOperator, _ first: Expression, _ second: Expression, _ evaluator: Evaluator,
    _ outcome: inout Outcome
  ) throws {
    let left = try evaluator.evaluate(first)
    let right = try evaluator.evaluate(second)
    let span = first.span.union(second.span)
    outcome.distance = Nearness.distance(left, right)
    let texts = ExpectationText(left, right)
    outcome.left = texts.left
    outcome.right = texts.right
    outcome.failure = .error(
      Self.failureWords + "\(subject(first, texts.left)), which is not \(symbol.words) "
        + texts.right + apart(outcome.distance),
      at: span)
  }

  // MARK: A nearness

  private func checkNearness(_ near: Expression, _ evaluator: Evaluator) throws -> Outcome {
    let left = try evaluator.evaluate(left)
    let right = try evaluator.evaluate(near)
    let nearness = try Nearness(left, right, left: self.left.span, right: near.span)
    let tolerance = try within.map { try Self.tolerance($0, evaluator) }
    let literals = WrittenNumbers(near)
    guard tolerance != nil || literals != nil else {
      throw Diagnostic.error(
        "'~' rounds to a number that is written out; compare with '\(near.span.text)' by "
          + "'within', such as: within 0.001", at: near.span)
    }
    let worst = nearness.worst(tolerance: tolerance, decimals: literals?.decimals ?? [])
    let texts = ExpectationText(left, right)
    var outcome = Outcome(
      holds: worst == nil, claim: span.text, left: texts.left, right: texts.right,
      distance: nearness.distance)
    if let worst {
      outcome.failure = .error(
        Self.failureWords + "\(subject(self.left, texts.left)), not \(texts.right)"
          + worst.place + apart(worst.distance) + "; allowed \(worst.allowedText)",
        at: self.left.span.union(near.span))
    }
    return outcome
  }

  private static func tolerance(_ expression: Expression, _ evaluator: Evaluator) throws -> Double {
    let value = try evaluator.evaluate(expression)
    guard case .number(let number) = value, number.value >= 0 else {
      throw Diagnostic.error(
        "'within' takes a number that is not negative, not "
          + (NumericOperand(value) == nil ? value.typeName : ValueText.text(value)),
        at: expression.span)
    }
    return number.value
  }

  // MARK: Words

  private func subject(_ expression: Expression, _ text: String) -> String {
    switch expression {
    case .number, .string, .bool, .list: text
    default: "\(expression.span.text) is \(text)"
    }
  }

  private func apart(_ distance: Double?) -> String {
    guard let distance, distance != 0 || near != nil else { return "" }
    return " (\(NumberText.significant(distance, digits: 3)) apart"
      + (near == nil ? ")" : "")
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: true
    default: false
    }
  }

  /// The comparison in words.
  var words: String {
    switch self {
    case .less: "less than"
    case .lessOrEqual: "at most"
    case .greater: "greater than"
    case .greaterOrEqual: "at least"
    case .equal: "equal to"
    default: "different from"
    }
  }
}
