/// The pre-tokenizer of r50k_base, which is that of GPT-2:
///
///     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s
enum R50kSplitter: PieceSplitter {
  @inline(__always)
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int {
    endOfAnyPiece(in: text, from: offset)
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
