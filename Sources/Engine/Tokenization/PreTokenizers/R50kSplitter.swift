/// The pre-tokenizer of r50k_base, which is that of GPT-2:
///
///     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s
enum R50kSplitter: PieceSplitter {
  @inline(__always)
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int {
    endOfASCIIWord(in: text, from: offset) ?? endOfAnyPiece(in: text, from: offset)
  }

  /// The end of a piece of at most 16 ASCII letters and a space before them, most pieces of most
  /// texts; nil for all else.
  @inline(__always)
  private static func endOfASCIIWord(in text: ByteText, from offset: Int) -> Int? {
    guard text.count &- offset >= 24 else { return nil }
    let start = text.start[offset] == UInt8(ascii: " ") ? offset &+ 1 : offset
    let letters = text.asciiLetters(at: start, splitAtCapitals: false)
    let end = start &+ letters
    guard letters > 0, letters < 16, text.start[end] < 0x80 else { return nil }
    return end
  }

  /// The whole pattern, scalar by scalar.
  @inline(never)
  static func endOfAnyPiece(in text: ByteText, from offset: Int) -> Int {
    if let end = Contraction.endMatchingCase(in: text, at: offset) { return end }
    let start = text.start[offset] == UInt8(ascii: " ") ? offset + 1 : offset
    if start < text.count {
      let first = text.scalar(at: start).class
      if first.contains(.letter) { return text.run(from: start) { $0.contains(.letter) } }
      if first.contains(.number) { return text.run(from: start) { $0.contains(.number) } }
      if first.isSymbolOrMark { return text.run(from: start) { $0.isSymbolOrMark } }
    }
    return WhiteSpaceRun(in: text, from: offset).endBeforeWord(in: text, from: offset)
  }
}
