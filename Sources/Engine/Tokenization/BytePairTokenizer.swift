/// A tokenizer by byte-pair encoding: the text is cut into pieces, each piece into bytes, and
/// neighbours are merged by a table.
///
/// A piece that is a token as a whole becomes that token without further ado, as in tiktoken.
public struct BytePairTokenizer: Tokenizer {
  public let name: String
  public let vocabularySize: Int
  public let specialTokens: [SpecialToken]

  /// How a text is cut into pieces.
  public let preTokenizer: PreTokenizer
  /// The tokens, special ones not among them unless their ids lie below the largest other id.
  public let vocabulary: Vocabulary
  /// The merges.
  public let merges: MergeTable

  private let byteTokens: ByteTokens
  private let finder: SpecialTokenFinder

  /// A tokenizer from its parts.
  ///
  /// - Parameters:
  ///   - vocabularySize: one more than the largest id, for a model whose logits are wider than its
  ///     tokens; by default what the tokens need.
  /// - Throws: `TokenizerError.noTokenForByte` if a byte by itself is no token.
  public init(
    name: String, preTokenizer: PreTokenizer, vocabulary: Vocabulary, merges: MergeTable,
    specialTokens: [SpecialToken] = [], vocabularySize: Int? = nil
  ) throws(TokenizerError) {
    var byteIDs: [UInt32] = []
    for byte in UInt8.min...UInt8.max {
      guard let id = vocabulary.id(ofBytes: [byte]) else { throw .noTokenForByte(byte) }
      byteIDs.append(UInt32(id))
    }
    self.init(
      name: name, preTokenizer: preTokenizer, vocabulary: vocabulary, merges: merges,
      specialTokens: specialTokens, vocabularySize: vocabularySize, byteIDs: byteIDs)
  }

  init(
    name: String, preTokenizer: PreTokenizer, vocabulary: Vocabulary, merges: MergeTable,
    specialTokens: [SpecialToken], vocabularySize: Int?, byteIDs: [UInt32]
  ) {
    self.name = name
    self.preTokenizer = preTokenizer
    self.vocabulary = vocabulary
    self.merges = merges
    self.specialTokens = specialTokens.sorted { $0.id < $1.id }
    let needed = max(vocabulary.count, (specialTokens.map(\.id).max() ?? -1) + 1)
    self.vocabularySize = max(needed, vocabularySize ?? 0)
    byteTokens = ByteTokens(ids: byteIDs, merges: merges)
    finder = SpecialTokenFinder(specialTokens)
  }

  public func encode(_ text: String, allowSpecial: Bool) -> [Int] {
    var text = text
    return text.withUTF8 { encode(utf8: $0, allowSpecial: allowSpecial) }.map { Int($0) }
  }

  public func encode(utf8: UnsafeBufferPointer<UInt8>, allowSpecial: Bool) -> [UInt32] {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return [] }
    let text = UTF8Text(start: start, count: utf8.count)
    return [UInt32](
      unsafeUninitializedCapacity: text.count + PieceCache.maximumIDs
    ) { output, count in
      guard let output = output.baseAddress else { return }
      withEncoder(textCount: text.count) { encoder in
        count =
          allowSpecial
          ? encodeWithSpecial(text, encoder, into: output)
          : encodePlain(text, encoder, into: output)
      }
    }
  }

  public func bytes(of id: Int) -> [UInt8]? {
    if let special = specialTokens.first(where: { $0.id == id }) { return Array(special.text.utf8) }
    return vocabulary[id]
  }

  public func id(ofBytes bytes: [UInt8]) -> Int? { vocabulary.id(ofBytes: bytes) }

  private func withEncoder(textCount: Int, _ body: (TextEncoder) -> Void) {
    let cache = PieceCache(textCount: textCount)
    defer { cache.deallocate() }
    vocabulary.withView { vocabulary in
      merges.withView { merges in
        byteTokens.withView { bytes in
          let pieces = PieceEncoder(merges: merges, bytes: bytes)
          body(TextEncoder(vocabulary: vocabulary, pieces: pieces, cache: cache))
        }
      }
    }
  }

  private func encodePlain(
    _ text: UTF8Text, _ encoder: TextEncoder, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    switch preTokenizer {
    case .o200k: encoder.encode(text, splitter: O200kSplitter.self, into: output)
    case .cl100k: encoder.encode(text, splitter: CL100kSplitter.self, into: output)
    case .r50k: encoder.encode(text, splitter: R50kSplitter.self, into: output)
    case .none: encoder.encode(text, splitter: WholeText.self, into: output)
    }
  }

  /// Encodes the stretches between special tokens, each as a text of its own.
  private func encodeWithSpecial(
    _ text: UTF8Text, _ encoder: TextEncoder, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var written = 0
    var start = 0
    while start < text.count {
      let special = finder.first(in: text, from: start)
      let end = special?.range.lowerBound ?? text.count
      let stretch = UTF8Text(start: text.start + start, count: end - start)
      written += encodePlain(stretch, encoder, into: output + written)
      guard let special else { break }
      output[written] = special.id
      written += 1
      start = special.range.upperBound
    }
    return written
  }
}

/// The pre-tokenizer that cuts nothing.
enum WholeText: PieceSplitter {
  static func endOfPiece(in text: UTF8Text, from offset: Int) -> Int { text.count }
}

/// Why a tokenizer could not be made.
public enum TokenizerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A byte by itself is no token, so there are texts without ids.
  case noTokenForByte(UInt8)

  public var description: String {
    switch self {
    case .noTokenForByte(let byte):
      "the vocabulary has no token for the single byte 0x" + String(byte, radix: 16)
    }
  }
}
