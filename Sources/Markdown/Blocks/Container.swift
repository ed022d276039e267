/// A quote, list item or footnote that is open while lines are read.
struct Container {
  enum Kind {
    case quote
    /// `width` columns of space keep a line in the item.
    case item(width: Int)
    /// Four columns of space keep a line in it, or nothing at all on the line.
    case footnote
  }

  var kind: Kind
  /// Its index among the records.
  var record: Int
  /// Whether anything stands in it yet: an item that begins with a blank line holds one at most.
  var hasContent = false
  /// The widths of all items up to this one: a blank line passes many items in one step.
  var widthToHere: Int

  var isItem: Bool {
    if case .item = kind { true } else { false }
  }
}
