/// Finds the spellings of special tokens in a text.
struct SpecialTokenFinder: Sendable {
  private struct Spelling {
    let bytes: [UInt8]
    let id: UInt32
  }

  /// By the first byte; the longest first.
  private let spellings: [[Spelling]]

  init(_ tokens: [SpecialToken]) {
    let all = tokens.map { Spelling(bytes: Array($0.text.utf8), id: UInt32($0.id)) }
      .filter { !$0.bytes.isEmpty }
      .sorted { $0.bytes.count > $1.bytes.count }
    var spellings = [[Spelling]](repeating: [], count: 256)
    for spelling in all { spellings[Int(spelling.bytes[0])].append(spelling) }
    self.spellings = spellings
  }

  /// The first special token at or after an offset: where it is and its id. Of several that begin
  /// at one place it is the longest.
  func first(in text: ByteText, from offset: Int) -> (range: Range<Int>, id: UInt32)? {
    for start in offset..<text.count {
      for candidate in spellings[Int(text.start[start])] where isAt(start, candidate, in: text) {
        return (start..<start + candidate.bytes.count, candidate.id)
      }
    }
    return nil
  }

  private func isAt(_ start: Int, _ spelling: Spelling, in text: ByteText) -> Bool {
    guard spelling.bytes.count <= text.count - start else { return false }
    return spelling.bytes.indices.allSatisfy { text.start[start + $0] == spelling.bytes[$0] }
  }
}
