/// Finds the spellings of special tokens in a text.
struct SpecialTokenFinder: Sendable {
  private struct Spelling {
    let bytes: [UInt8]
    let id: UInt32
    let takesSpaceBefore: Bool
    let takesSpaceBehind: Bool
  }

  /// By the first byte; the longest first.
  private let spellings: [[Spelling]]

  init(_ tokens: [SpecialToken]) {
    let all = tokens.map {
      Spelling(
        bytes: Array($0.text.utf8), id: UInt32($0.id), takesSpaceBefore: $0.takesSpaceBefore,
        takesSpaceBehind: $0.takesSpaceBehind)
    }
    .filter { !$0.bytes.isEmpty }
    .sorted { $0.bytes.count > $1.bytes.count }
    var spellings = [[Spelling]](repeating: [], count: 256)
    for spelling in all { spellings[Int(spelling.bytes[0])].append(spelling) }
    self.spellings = spellings
  }

  /// The first special token at or after an offset: where it is, with the white space that goes with
  /// it, and its id. Of several that begin at one place it is the longest.
  func first(in text: ByteText, from offset: Int) -> (range: Range<Int>, id: UInt32)? {
    for start in offset..<text.count {
      for candidate in spellings[Int(text.start[start])] where isAt(start, candidate, in: text) {
        var range = start..<start + candidate.bytes.count
        if candidate.takesSpaceBefore {
          while let start = Self.spaceBefore(range.lowerBound, from: offset, in: text) {
            range = start..<range.upperBound
          }
        }
        if candidate.takesSpaceBehind {
          range = range.lowerBound..<text.run(from: range.upperBound) { $0.contains(.space) }
        }
        return (range, candidate.id)
      }
    }
    return nil
  }

  /// Where the white space begins that ends at a place; nil if none does.
  private static func spaceBefore(_ end: Int, from offset: Int, in text: ByteText) -> Int? {
    for length in 1...3 where end - length >= offset {
      let (scalarClass, count) = text.scalar(at: end - length)
      if count == length { return scalarClass.contains(.space) ? end - length : nil }
    }
    return nil
  }

  private func isAt(_ start: Int, _ spelling: Spelling, in text: ByteText) -> Bool {
    guard spelling.bytes.count <= text.count - start else { return false }
    return spelling.bytes.indices.allSatisfy { text.start[start + $0] == spelling.bytes[$0] }
  }
}
