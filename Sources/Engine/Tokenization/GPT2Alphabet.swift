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

  private static let bytes: [UInt32: UInt8] = {
    var bytes: [UInt32: UInt8] = [:]
    for (index, byte) in byteOrder.enumerated() {
      bytes[index < printingCount ? UInt32(byte) : 0x100 + UInt32(index - printingCount)] = byte
    }
    return bytes
  }()

  /// The bytes that a spelling stands for, or nil if a character in it stands for no byte.
  public static func bytes(of spelling: String) -> [UInt8]? {
    var result: [UInt8] = []
    for scalar in spelling.unicodeScalars {
      guard let byte = bytes[scalar.value] else { return nil }
      result.append(byte)
    }
    return result
  }
}

extension BytePairTokenizer {
  /// A tokenizer from a vocabulary and merges in GPT-2's spelling, as in a GGUF file.
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
    guard tokens.count < MergeTable.limit else { throw .tooManyTokens(tokens.count) }
    var special: [SpecialToken] = []
    var ids: [String: Int] = [:]
    var bytes: [[UInt8]] = []
    for (id, token) in tokens.enumerated() {
      if specialIDs.contains(id) {
        special.append(SpecialToken(text: token, id: id))
        bytes.append([])
      } else if let spelled = GPT2Alphabet.bytes(of: token) {
        bytes.append(spelled)
        if ids[token] == nil { ids[token] = id }
      } else {
        throw .notSpelledInBytes(token, id: id)
      }
    }
    var table: [MergeTable.Merge] = []
    for merge in merges {
      let parts = merge.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        .map { String($0) ?? "" }
      guard parts.count == 2, let left = ids[parts[0]], let right = ids[parts[1]],
        let result = ids[parts[0] + parts[1]]
      else { throw .noSuchMerge(merge) }
      table.append(MergeTable.Merge(left: left, right: right, result: result))
    }
    guard table.count < MergeTable.limit else { throw .tooManyTokens(table.count) }
    self.init(
      name: name, preTokenizer: preTokenizer, vocabulary: Vocabulary(tokens: bytes),
      merges: MergeTable(table), specialTokens: special, matchesWholePieces: false)
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
