import Bedrock

/// A picture that a report shows: plain data that knows how to draw itself as text.
///
/// A figure never computes what it shows; a directive hands it finished numbers. How a heatmap or a
/// bar looks is decided here and nowhere else. Drawing is a function of the figure and the style
/// alone: same data, same style, same bytes.
public protocol Figure: Sendable, Codable, Equatable {
  /// The figure's name in JSON and in the cache, such as `heatmap`.
  static var kind: String { get }

  /// One sentence that says what the figure shows, made from its data.
  ///
  /// A reader who cannot see the picture, or a search, gets the fact from it: `Attention weight,
  /// 6 queries by 6 keys: the largest is 56% (query "blue", key "car").`
  var sentence: String { get }

  /// What the picture is drawn from, complete and at full precision.
  var data: JSON { get }

  /// The picture as lines without trailing blanks or line ends, none wider than `style.width`.
  ///
  /// Text that came out of a lab is shown with its control characters made visible; token text that
  /// is not printable ASCII (or `·`) stands only at the end of a line.
  func lines(_ style: FigureStyle) -> [String]
}

/// What a report holds in a figure's place.
public enum FigureForm: String, Sendable, CaseIterable {
  /// The picture as lines of text.
  case text
  /// A link to a file with the picture as SVG.
  case svg
}

/// What a page decides about its pictures.
public struct FigureStyle: Sendable, Equatable {
  /// The characters that a picture may be made of.
  public enum Charset: String, Sendable, CaseIterable {
    /// Printable ASCII, and `·` for a space inside a token.
    case ascii
    /// Block, line and Braille glyphs besides.
    case unicode
  }

  public var charset: Charset
  /// The page's width in columns.
  public var width: Int

  public init(charset: Charset = .ascii, width: Int = 80) {
    self.charset = charset
    self.width = width
  }
}
