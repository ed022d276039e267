import Bedrock

/// Whom one query looks at: arcs from it over the sentence, the stronger the more ink.
///
/// A sentence that does not fit a line, or has tokens that are not printable ASCII, is drawn as a
/// list with bars.
public struct AttentionArcs: Figure {
  public static var kind: String { "attention_arcs" }

  public var tokens: [String]
  /// The position that looks.
  public var query: Int
  /// A fraction for each token; missing ones are masked.
  public var weights: [Double]
  /// True where the query cannot look.
  public var masked: [Bool]?
  /// A line above the picture; none if empty.
  public var title: String
  public var precision: ValuePrecision

  public init(
    tokens: [String], query: Int, weights: [Double], masked: [Bool]? = nil, title: String = "",
    precision: ValuePrecision = .double
  ) {
    self.tokens = tokens
    self.query = query
    self.weights = weights
    self.masked = masked
    self.title = title
    self.precision = precision
  }

  /// The weight of a token; nil where the query cannot look.
  func weight(_ index: Int) -> Double? {
    masked?.entry(index) ?? false ? nil : weights.entry(index)
  }

  public var data: JSON {
    .members([
      ("tokens", .strings(tokens)), ("query", .integer(query)),
      ("weights", precision.json(weights)),
      ("masked", masked.map { .array($0.map(JSON.bool)) }), ("title", .unlessEmpty(title)),
    ])
  }

  public var sentence: String {
    let asked = tokens.entry(query).map(name) ?? "Position \(query)"
    let seen = tokens.indices.compactMap { index in weight(index).map { (index, $0) } }
      .filter { $0.1.isFinite }.enumerated()
      .sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element)
    guard let most = seen.first else { return "\(asked) looks at nothing." }
    let format = ValueFormat.percent(decimals: 1)
    let ties = seen.count { Ties.areEqual($0.1, most.1) }
    if ties > 3 { return "\(asked) looks at \(ties) tokens alike (\(format.full(most.1)) each)." }
    // What gets a small part of the largest weight is not looked at "most".
    let texts = seen.prefix(3).filter { $0.1 >= most.1 / 10 }
      .map { "\(name(tokens[$0.0])) (\(format.full($0.1)))" }
    return "\(asked) looks most at \(texts.joined(separator: ", "))."
  }

  private func name(_ token: String) -> String { Spoken.name(TokenLabel(token), of: "token") }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: tokens.isEmpty ? "no tokens" : nil) {
      ArcsDrawing(self, style)?.lines ?? ArcsListing(self).lines(style)
    }
  }
}
