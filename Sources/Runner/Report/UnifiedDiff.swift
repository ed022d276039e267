/// The difference of two texts in the standard unified form, as `diff -u` writes it.
///
/// Law: applying the difference to the old text gives the new one.
public enum UnifiedDiff {
  /// The lines around a change that are shown.
  static let context = 3

  /// The difference, or the empty text where there is none.
  ///
  /// - Parameters:
  ///   - oldName: the old text's path in the head lines; `/dev/null` for a file that is not there.
  public static func text(
    from old: [UInt8], to new: [UInt8], oldName: String, newName: String
  ) -> String {
    if old == new { return "" }
    let (oldLines, newLines) = (lines(of: old), lines(of: new))
    var ids: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = ids[line] { return known }
      ids[line] = ids.count
      return ids.count - 1
    }
    let edits = LineAlignment.edits(from: oldLines.map(number), to: newLines.map(number))
    var out = "--- \(oldName)\n+++ \(newName)\n"
    for hunk in hunks(of: edits) { write(hunk, edits, oldLines, newLines, to: &out) }
    return out
  }

  /// The lines of a text, each with its line end.
  static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// Stretches of edits that are shown together: changes with their context.
  private static func hunks(of edits: [LineAlignment.Edit]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, edit) in edits.enumerated() where !edit.isKept {
      let range = max(0, index - context)..<min(edits.count, index + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func write(
    _ hunk: Range<Int>, _ edits: [LineAlignment.Edit], _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>], to out: inout String
  ) {
    let shown = edits[hunk]
    let before = edits[..<hunk.lowerBound]
    let oldRange = stretch(
      shown.compactMap(\.oldIndex), before: before.last { $0.oldIndex != nil }?.oldIndex)
    let newRange = stretch(
      shown.compactMap(\.newIndex), before: before.last { $0.newIndex != nil }?.newIndex)
    out += "@@ -\(oldRange) +\(newRange) @@\n"
    for edit in shown {
      switch edit {
      case .keep(let index, _): append(" ", old[index], to: &out)
      case .remove(let index): append("-", old[index], to: &out)
      case .insert(let index): append("+", new[index], to: &out)
      }
    }
  }

  /// `start,count` as the form wants it: the count is left out when it is 1, and an empty stretch
  /// names the line before it.
  private static func stretch(_ indices: [Int], before: Int?) -> String {
    guard let first = indices.first else { return "\((before ?? -1) + 1),0" }
    return indices.count == 1 ? "\(first + 1)" : "\(first + 1),\(indices.count)"
  }

  private static func append(_ mark: String, _ line: ArraySlice<UInt8>, to out: inout String) {
    out += mark
    out += String(decoding: line, as: UTF8.self)
    if line.last != UInt8(ascii: "\n") { out += "\n\\ No newline at end of file\n" }
  }
}
