/// The spelling of bytes by printable characters that GPT-2's vocabulary files use, and after them
/// Hugging Face's `tokenizer.json` and GGUF: a space is `Ġ`, a line feed `Ċ`.
///
/// The 188 bytes that print in Latin-1 stand for themselves, the others are U+0100 and what
/// follows, in order.
public enum GPT2Alphabet {
  /// The bytes in the order of GPT-2's first 256 tokens: first those that stand for themselves.
  static let byteOrder: [UInt8] = {
    let printing = Array(33...126) + Array(161...172) + Array(174...255)
    let others = (0...255).filter { !printing.contains($0) }
    return (printing + others).map { UInt8($0) }
  }()

  private static let printingCount = 188

  /// The scalar that spells each byte.
  private static let scalars: [Unicode.Scalar] = {
    var scalars = [Unicode.Scalar](repeating: "\0", count: 256)
    for (index, byte) in byteOrder.enumerated() {
      let value = index < printingCount ? UInt32(byte) : 0x100 + UInt32(index - printingCount)
      scalars[Int(byte)] = Unicode.Scalar(value) ?? "\0"
    }
    return scalars
  }()

  /// The byte that each scalar up to the last one spells, and 0x100 for those that spell none.
  private static let bytes: [UInt16] = {
    var bytes = [UInt16](repeating: 0x100, count: 0x144)
    for (byte, scalar) in scalars.enumerated() { bytes[Int(scalar.value)] = UInt16(byte) }
    return bytes
  }()

  /// The bytes that a spelling stands for, or nil if a character in it stands for no byte.
  public static func bytes(of spelling: String) -> [UInt8]? {
    var spelling = spelling
    return spelling.withUTF8 { bytes(of: UnsafeRawBufferPointer($0)) }
  }

  /// The same for a spelling in UTF-8. All its characters lie below U+0800, in two bytes at most.
  static func bytes(of utf8: UnsafeRawBufferPointer) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var place = 0
    while place < utf8.count {
      var scalar = Int(utf8[place])
      place += 1
      if scalar >= 0x80 {
        guard (0xC2..<0xE0).contains(scalar), place < utf8.count, utf8[place] & 0xC0 == 0x80
        else { return nil }
        scalar = (scalar & 0x1F) << 6 | Int(utf8[place] & 0x3F)
        place += 1
      }
      guard scalar < bytes.count, let byte = UInt8(exactly: bytes[scalar]) else { return nil }
      result.append(byte)
    }
    return result
  }

  /// The spelling of some bytes.
  public static func spelling(of bytes: [UInt8]) -> String {
    var spelling = ""
    for byte in bytes { spelling.unicodeScalars.append(scalars[Int(byte)]) }
    return spelling
  }
}

extension BytePairTokenizer {
  /// A tokenizer from a vocabulary and merges in GPT-2's spelling.
  ///
  /// - Parameters:
  ///   - tokens: the spelling of each token, in order of id.
  ///   - merges: two spellings with a space between, in order of rank.
  ///   - specialIDs: the tokens that are special, whose spelling is their text.
  /// - Throws: `GPT2VocabularyError` if a token or merge makes no sense.
  public init(
    name: String, preTokenizer: PreTokenizer, tokens: [String], merges: [String],
    specialIDs: Set<Int>
  ) throws(GPT2VocabularyError) {
    var builder = GPT2VocabularyBuilder()
    for (id, token) in tokens.enumerated() {
      try builder.add(Array(token.utf8), specialIDs.contains(id) ? .special : .normal)
    }
    var table = builder.mergeBuilder()
    for merge in merges { try table.add(Array(merge.utf8)) }
    self = table.tokenizer(name: name, preTokenizer: preTokenizer, matchesWholePieces: false)
  }
}

/// What is wrong with a vocabulary in GPT-2's spelling.
public enum GPT2VocabularyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A character of a token stands for no byte.
  case notSpelledInBytes(String, id: Int)
  /// A merge is not two tokens that make a third.
  case noSuchMerge(String)
  /// More tokens or merges than a table can hold.
  case tooManyTokens(Int)

  public var description: String {
    switch self {
    case .notSpelledInBytes(let token, let id):
      "token \(id), \"\(token)\", has a character that stands for no byte"
    case .noSuchMerge(let merge):
      "the merge \"\(merge)\" is not two tokens that make a third"
    case .tooManyTokens(let count):
      "\(count) tokens or merges, and the most is \(MergeTable.limit - 1)"
    }
  }
}
