/// Cuts a text into the clusters that terminals draw as one.
///
/// A cluster is a scalar and what joins it: scalars of no width (marks, variation selectors, jamo
/// vowels and finals, joiners); the second of two regional indicators (flags); a skin tone after
/// an emoji; an emoji after an emoji and U+200D; a letter after a virama. Its width is that of its
/// first scalar, except that U+FE0F widens and U+FE0E narrows the emoji that have both forms, and
/// that a spacing mark or a letter joined by a virama makes it two columns wide.
///
/// This is simpler than Unicode's grapheme clusters (UAX #29), and pinned by ``ColumnWidthTable``.
public struct ColumnClusters: IteratorProtocol {
  public struct Cluster: Sendable, Equatable {
    /// Where the cluster ends in the text; it starts at the end of the one before.
    public let end: String.Index
    public let width: Int
  }

  private let scalars: String.UnicodeScalarView
  private var index: String.Index

  public init(_ text: String) {
    scalars = text.unicodeScalars
    index = scalars.startIndex
  }

  public mutating func next() -> Cluster? {
    guard index < scalars.endIndex else { return nil }
    var state = ClusterState(scalars[index])
    index = scalars.index(after: index)
    while index < scalars.endIndex, state.joins(scalars[index]) {
      index = scalars.index(after: index)
    }
    return Cluster(end: index, width: state.width)
  }
}

/// What is known of a cluster that is being read.
private struct ClusterState {
  private(set) var width: Int
  /// The last scalar that has a width; nil once a selector or spacing mark was applied to it.
  private var base: UInt32?
  private var lastIsEmoji: Bool
  private var awaitsFlagsSecond: Bool
  private var joinsEmoji = false
  private var joinsLetter = false
  private let isControl: Bool

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    width = ColumnWidth.of(scalar)
    base = width > 0 ? value : nil
    isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
    lastIsEmoji = value >= 0xA9 && ColumnWidthTable.contains(ColumnWidthTable.emoji, value)
    awaitsFlagsSecond = Self.isRegionalIndicator(value)
    joinsLetter = width == 0 && Self.isVirama(value)
  }

  /// Takes the scalar into the cluster, if it belongs there.
  mutating func joins(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if isControl || value < 0x7F { return false }
    if ColumnWidth.of(scalar) == 0 { return value >= 0xA0 && joinsMark(value) }
    defer {
      joinsEmoji = false
      joinsLetter = false
    }
    if awaitsFlagsSecond, Self.isRegionalIndicator(value) {
      awaitsFlagsSecond = false
      return true
    }
    if joinsLetter {
      width = 2
      base = value
      return true
    }
    if lastIsEmoji, (0x1F3FB...0x1F3FF).contains(value) { return true }
    return joinsEmoji && ColumnWidthTable.contains(ColumnWidthTable.emoji, value)
  }

  private mutating func joinsMark(_ value: UInt32) -> Bool {
    joinsLetter = Self.isVirama(value) || (joinsLetter && value == 0x200D)
    joinsEmoji = value == 0x200D && lastIsEmoji
    guard let base else { return true }
    if value == 0xFE0F {
      if ColumnWidthTable.contains(ColumnWidthTable.widened, base) { width = 2 }
      self.base = nil
    } else if value == 0xFE0E {
      if ColumnWidthTable.contains(ColumnWidthTable.narrowed, base) { width = 1 }
      self.base = nil
    } else if value != 0x200D, ColumnWidthTable.contains(ColumnWidthTable.spacing, value) {
      width = 2
      self.base = nil
    }
    return true
  }

  private static func isRegionalIndicator(_ value: UInt32) -> Bool {
    (0x1F1E6...0x1F1FF).contains(value)
  }

  private static func isVirama(_ value: UInt32) -> Bool {
    ColumnWidthTable.contains(ColumnWidthTable.virama, value)
  }
}
