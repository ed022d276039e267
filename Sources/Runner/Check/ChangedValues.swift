import Bedrock

/// The numbers of a report that changed, read off both versions of it.
///
/// Lines that took each other's place are laid side by side, from the first of a change on; where they
/// have the same words apart from numbers, those numbers are the ones that changed.
struct ChangedValues {
  struct Change: Equatable {
    /// The new report's line, from 1.
    var line: Int
    /// The words before the number, as many as fit.
    var subject: String
    var before: String
    var after: String
  }

  /// - Parameter limit: how many are looked for.
  static func changes(from old: [UInt8], to new: [UInt8], limit: Int) -> [Change] {
    let (oldLines, newLines) = (UnifiedDiff.lines(of: old), UnifiedDiff.lines(of: new))
    var changes: [Change] = []
    for (removed, inserted) in replacements(oldLines, newLines) {
      for (before, after) in zip(removed, inserted) {
        let found = Self.changes(words(oldLines[before]), words(newLines[after]), line: after + 1)
        let label = found.contains { $0.subject.isEmpty } ? Self.label(above: after, newLines) : ""
        changes += found.map { change in
          var change = change
          if change.subject.isEmpty { change.subject = label }
          return change
        }
        if changes.count >= limit { return Array(changes.prefix(limit)) }
      }
    }
    return changes
  }

  /// Stretches of removed lines, each with the lines that were put in their place.
  private static func replacements(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [(removed: [Int], inserted: [Int])] {
    var ids: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = ids[line] { return known }
      ids[line] = ids.count
      return ids.count - 1
    }
    var stretches: [(removed: [Int], inserted: [Int])] = []
    var current: (removed: [Int], inserted: [Int]) = ([], [])
    for edit in LineAlignment.edits(from: old.map(number), to: new.map(number)) {
      switch edit {
      case .remove(let index): current.removed.append(index)
      case .insert(let index): current.inserted.append(index)
      case .keep:
        stretches.append(current)
        current = ([], [])
      }
    }
    return (stretches + [current]).filter { !$0.removed.isEmpty && !$0.inserted.isEmpty }
  }

  /// The label of the block that a line stands in: the last anchor above it.
  private static func label(above line: Int, _ lines: [ArraySlice<UInt8>]) -> String {
    let start = Array("<a id=\"".utf8)
    guard let anchor = lines[..<line].last(where: { $0.starts(with: start) }) else { return "" }
    let name = anchor.dropFirst(start.count).prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: name, as: UTF8.self)
  }

  private static func words(_ line: ArraySlice<UInt8>) -> [String] {
    line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func changes(_ old: [String], _ new: [String], line: Int) -> [Change] {
    guard old.count == new.count else { return [] }
    var changes: [Change] = []
    for (index, (before, after)) in zip(old, new).enumerated() where before != after {
      // Bars of marks follow their numbers; any other word is another sentence.
      if isMarks(before), isMarks(after) { continue }
      guard isNumber(before), isNumber(after) else { return [] }
      changes.append(
        Change(
          line: line, subject: subject(new[..<index]), before: trimmed(before),
          after: trimmed(after)))
    }
    return changes
  }

  private static func subject(_ words: ArraySlice<String>) -> String {
    if words.allSatisfy(isMarks) { return "" }
    return ColumnWidth.elided(words.joined(separator: " "), to: 48, marker: "…")
  }

  /// Whether a word has a digit and nothing that is no part of a number, a unit or punctuation.
  private static func isNumber(_ word: String) -> Bool {
    let digits = word.utf8.filter { (0x30...0x39).contains($0) }.count
    let letters = word.utf8.filter { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }.count
    return digits > 0 && letters <= 2
  }

  private static func isMarks(_ word: String) -> Bool {
    word.utf8.allSatisfy { byte in
      !(0x30...0x39).contains(byte) && !((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
    }
  }

  /// A number without the punctuation of its sentence.
  private static func trimmed(_ word: String) -> String {
    var bytes = Array(word.utf8)
    while let last = bytes.last, [0x2C, 0x2E, 0x3B, 0x3A, 0x29].contains(last) {
      bytes.removeLast()
    }
    while let first = bytes.first, first == UInt8(ascii: "(") { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
