/// The pre-tokenizer of cl100k_base:
///
///     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+
///     |\s++$|\s*[\r\n]|\s+(?!\S)|\s
enum CL100kSplitter: PieceSplitter {
  @inline(__always)
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int {
    endOfASCIIWord(in: text, from: offset) ?? endOfAnyPiece(in: text, from: offset)
  }

  /// The end of a piece of at most 16 ASCII letters and what may lead them, most pieces of most
  /// texts; nil for all else.
  @inline(__always)
  private static func endOfASCIIWord(in text: ByteText, from offset: Int) -> Int? {
    guard text.count &- offset >= 24 else { return nil }
    let first = text.start[offset]
    guard first < 0x80, first != UInt8(ascii: "'") else { return nil }
    let firstClass = ScalarClass(ascii: first)
    guard firstClass.isDisjoint(with: [.number, .newline]) else { return nil }
    let start = firstClass.contains(.letter) ? offset : offset &+ 1
    let letters = text.asciiLetters(at: start, splitAtCapitals: false)
    let end = start &+ letters
    guard letters > 0, letters < 16, text.start[end] < 0x80 else { return nil }
    return end
  }

  /// The whole pattern, scalar by scalar.
  @inline(never)
  static func endOfAnyPiece(in text: ByteText, from offset: Int) -> Int {
    if let end = Contraction.endIgnoringCase(in: text, at: offset) { return end }
    let (first, length) = text.scalar(at: offset)
    if first.contains(.number) { return endOfDigits(in: text, from: offset) }
    if !first.contains(.newline) {
      // Possessive: what may lead a word is not given back.
      let start = first.contains(.letter) ? offset : offset + length
      let end = text.run(from: start) { $0.contains(.letter) }
      if end > start { return end }
    }
    return endOfSymbols(in: text, from: offset) ?? endOfWhiteSpace(in: text, from: offset)
  }

  /// The end of `\p{N}{1,3}+` at an offset.
  private static func endOfDigits(in text: ByteText, from offset: Int) -> Int {
    var left = 3
    return text.run(from: offset) {
      left -= 1
      return left >= 0 && $0.contains(.number)
    }
  }

  /// The end of ` ?[^\s\p{L}\p{N}]++[\r\n]*+` at an offset, or nil.
  private static func endOfSymbols(in text: ByteText, from offset: Int) -> Int? {
    let start = text.start[offset] == UInt8(ascii: " ") ? offset + 1 : offset
    let end = text.run(from: start) { $0.isSymbolOrMark }
    return end > start ? text.run(from: end) { $0.contains(.newline) } : nil
  }

  /// The end of `\s++$|\s*[\r\n]|\s+(?!\S)|\s` at an offset.
  private static func endOfWhiteSpace(in text: ByteText, from offset: Int) -> Int {
    let run = WhiteSpaceRun(in: text, from: offset)
    if run.end == text.count { return run.end }
    return run.afterNewline ?? run.endBeforeWord(in: text, from: offset)
  }
}
