import Bedrock

/// Tokens with their boundaries and ids: spaces `·`, line ends `\n`, half characters `\xF0`.
///
/// Tokens stand in rows with their ids under them. One that is not printable ASCII ends its row;
/// where many are not, each token has a line of its own.
public struct Chips: Figure {
  public static var kind: String { "chips" }

  /// One token.
  public struct Token: Sendable, Codable, Equatable {
    /// What it stands for; a token may be half a character.
    public var bytes: [UInt8]
    public var id: Int?

    public init(bytes: [UInt8], id: Int? = nil) {
      self.bytes = bytes
      self.id = id
    }

    public init(_ text: String, id: Int? = nil) {
      self.init(bytes: Array(text.utf8), id: id)
    }
  }

  public var tokens: [Token]
  /// A line above the picture; none if empty.
  public var title: String
  /// How many tokens are drawn at most: of more, the first and the last.
  public var limit: Int

  public init(tokens: [Token], title: String = "", limit: Int = 400) {
    self.tokens = tokens
    self.title = title
    self.limit = limit
  }

  public var data: JSON {
    .members([
      ("pieces", .strings(tokens.map { TokenLabel(bytes: $0.bytes).text })),
      ("piece_bytes", .strings(tokens.map { Self.hexadecimal($0.bytes) })),
      ("ids", .array(tokens.map { $0.id.map(JSON.integer) ?? .null })),
      ("title", .unlessEmpty(title)),
    ])
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { LabelText.hexadecimal(UInt32($0), digits: 2) }.joined()
  }

  public var sentence: String {
    if tokens.isEmpty { return "No tokens." }
    let first = tokens.prefix(8).map { TokenLabel(bytes: $0.bytes).text }.joined(separator: " ")
    return "\(counted: tokens.count, "token"): \(first)\(tokens.count > 8 ? " …" : "")"
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: tokens.isEmpty ? "no tokens" : nil) {
      ChipsDrawing(self, style).lines
    }
  }
}
