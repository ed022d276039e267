/// How many columns of a terminal a text takes, by a pinned table.
///
/// The standard library's tables follow its version, and on macOS the system's; this one is the
/// same everywhere. A text is cut into clusters by the small rule of ``ColumnClusters``; its width
/// is the sum of theirs: 2 for wide scripts and emoji, 1 for the rest, 0 for marks without a base
/// and for control characters (tab and line end among them).
public enum ColumnWidth {
  /// The Unicode version of the tables.
  public static let unicodeVersion = "18.0.0"

  /// The columns of a scalar that stands alone: 0, 1 or 2; 0 for control characters.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0x300 { return value < 0xA0 ? 0 : 1 }
    if ColumnWidthTable.contains(ColumnWidthTable.zero, value) { return 0 }
    return ColumnWidthTable.contains(ColumnWidthTable.wide, value) ? 2 : 1
  }

  /// The columns that a text takes on one line.
  public static func of(_ text: String) -> Int {
    if isPrintableASCII(text) { return text.utf8.count }
    var clusters = ColumnClusters(text)
    var width = 0
    while let cluster = clusters.next() { width += cluster.width }
    return width
  }

  /// The longest beginning of a text that fits into so many columns, no cluster being cut.
  public static func prefix(of text: String, columns: Int) -> String {
    if isPrintableASCII(text) { return String(text.utf8.prefix(max(columns, 0))) ?? text }
    var clusters = ColumnClusters(text)
    var end = text.startIndex
    var width = 0
    while let cluster = clusters.next() {
      width += cluster.width
      if width > columns { break }
      end = cluster.end
    }
    return String(text[..<end])
  }

  public enum Alignment: Sendable {
    case left, right, center
  }

  /// A text with blanks added up to so many columns; a wider one stays as it is.
  ///
  /// `center` puts the odd blank to the right.
  public static func padded(
    _ text: String, to columns: Int, alignment: Alignment = .left
  ) -> String {
    let missing = max(0, columns - of(text))
    let before =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return String(repeating: " ", count: before) + text
      + String(repeating: " ", count: missing - before)
  }

  /// A text cut to so many columns, with a marker in place of what was cut off.
  ///
  /// A text that fits stays as it is. Where the marker itself does not fit, its beginning is all
  /// that is left.
  public static func elided(_ text: String, to columns: Int, marker: String = "~") -> String {
    if of(text) <= columns { return text }
    let markerWidth = of(marker)
    if markerWidth > columns { return prefix(of: marker, columns: columns) }
    return prefix(of: text, columns: columns - markerWidth) + marker
  }

  private static func isPrintableASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }
}

extension ColumnWidthTable {
  /// Whether a scalar lies in one of the ranges of a table.
  static func contains(_ table: [UInt32], _ value: UInt32) -> Bool {
    var (low, high) = (0, table.count / 2)
    while low < high {
      let middle = (low + high) / 2
      if value > table[2 * middle + 1] {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return 2 * low < table.count && value >= table[2 * low]
  }
}
