/// The pre-tokenizer of o200k_base:
///
///     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///     |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///     |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
enum O200kSplitter: PieceSplitter {
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
    guard first < 0x80 else { return nil }
    let firstClass = ScalarClass(ascii: first)
    guard firstClass.isDisjoint(with: [.number, .newline]) else { return nil }
    let start = firstClass.contains(.letter) ? offset : offset &+ 1
    let letters = text.asciiLetters(at: start, splitAtCapitals: true)
    let end = start &+ letters
    let next = text.start[end]
    guard letters > 0, letters < 16, next < 0x80, next != UInt8(ascii: "'") else { return nil }
    return end
  }

  /// The whole pattern, scalar by scalar.
  @inline(never)
  static func endOfAnyPiece(in text: ByteText, from offset: Int) -> Int {
    let (first, length) = text.scalar(at: offset)
    if first.contains(.number) { return endOfDigits(in: text, from: offset) }
    if first.contains(.letter) { return endOfLetters(in: text, from: offset) }
    let next = offset + length
    if first.contains(.upper) {
      // A mark is either the optional leading character or, when no word follows, itself a word.
      let end = endOfMixedWord(in: text, from: next) ?? next
      return Contraction.endIgnoringCase(in: text, at: end) ?? end
    }
    if !first.contains(.newline), next < text.count,
      !text.scalar(at: next).class.isDisjoint(with: [.upper, .lower])
    {
      return endOfLetters(in: text, from: next)
    }
    return endOfSymbols(in: text, from: offset) ?? endOfWhiteSpace(in: text, from: offset)
  }

  /// The end of a word that begins at an offset with a letter or a mark, with its contraction.
  private static func endOfLetters(in text: ByteText, from offset: Int) -> Int {
    // The first alternative wants a lower-case part. Where there is none, all of the run is upper
    // case, and the second alternative takes it.
    let end =
      endOfMixedWord(in: text, from: offset) ?? text.run(from: offset) { $0.contains(.upper) }
    return Contraction.endIgnoringCase(in: text, at: end) ?? end
  }

  /// The end of `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+` at an offset, or nil.
  ///
  /// The first part is greedy. If nothing of the second part's own follows it, it gives back until
  /// the second part can have one scalar: the last one that is in both classes.
  private static func endOfMixedWord(in text: ByteText, from offset: Int) -> Int? {
    var end = offset
    var endOfLastInBoth: Int?
    while end < text.count {
      let (scalarClass, length) = text.scalar(at: end)
      guard scalarClass.contains(.upper) else { break }
      end += length
      if scalarClass.contains(.lower) { endOfLastInBoth = end }
    }
    let endOfLower = text.run(from: end) { $0.contains(.lower) }
    return endOfLower > end ? endOfLower : endOfLastInBoth
  }

  /// The end of `\p{N}{1,3}` at an offset.
  private static func endOfDigits(in text: ByteText, from offset: Int) -> Int {
    var left = 3
    return text.run(from: offset) {
      left -= 1
      return left >= 0 && $0.contains(.number)
    }
  }

  /// The end of ` ?[^\s\p{L}\p{N}]+[\r\n/]*` at an offset, or nil.
  private static func endOfSymbols(in text: ByteText, from offset: Int) -> Int? {
    let start = text.start[offset] == UInt8(ascii: " ") ? offset + 1 : offset
    var end = text.run(from: start) { $0.isSymbolOrMark }
    guard end > start else { return nil }
    while let byte = Optional(text.byte(at: end)),
      byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "/")
    {
      end += 1
    }
    return end
  }

  /// The end of `\s*[\r\n]+|\s+(?!\S)|\s+` at an offset.
  private static func endOfWhiteSpace(in text: ByteText, from offset: Int) -> Int {
    let run = WhiteSpaceRun(in: text, from: offset)
    return run.afterNewline ?? run.endBeforeWord(in: text, from: offset)
  }
}
