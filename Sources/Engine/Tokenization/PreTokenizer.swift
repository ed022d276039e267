/// How a text is cut into pieces before byte-pair encoding: no merge goes over a cut.
public enum PreTokenizer: String, CaseIterable, Sendable {
  /// That of o200k_base: words with their leading space, split where capitals begin; contractions
  /// stay with their word; digits in threes.
  case o200k
  /// That of cl100k_base: words with their leading space; contractions apart; digits in threes.
  case cl100k
  /// That of r50k_base and GPT-2: words, numbers and symbols, each with its leading space.
  case r50k
  /// That of SmolLM2: as r50k, but each digit apart.
  case smollm
  /// No cut at all: the whole text is one piece.
  case none

  /// The offsets at which a text's pieces end, in bytes.
  public func pieceEnds(of utf8: UnsafeBufferPointer<UInt8>) -> [Int] {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return [] }
    let text = ByteText(start: start, count: utf8.count)
    switch self {
    case .o200k: return Self.ends(text, O200kSplitter.self)
    case .cl100k: return Self.ends(text, CL100kSplitter.self)
    case .r50k: return Self.ends(text, R50kSplitter.self)
    case .smollm: return Self.ends(text, SmolLMSplitter.self)
    case .none: return [utf8.count]
    }
  }

  /// The pieces of a text, which joined are the text.
  public func pieces(of text: String) -> [[UInt8]] {
    var text = text
    return text.withUTF8 { utf8 in
      var start = 0
      return pieceEnds(of: utf8).map { end in
        defer { start = end }
        return Array(utf8[start..<end])
      }
    }
  }

  private static func ends<Splitter: PieceSplitter>(
    _ text: ByteText, _: Splitter.Type
  ) -> [Int] {
    var ends: [Int] = []
    var end = 0
    while end < text.count {
      end = Splitter.endOfPiece(in: text, from: end)
      ends.append(end)
    }
    return ends
  }
}
