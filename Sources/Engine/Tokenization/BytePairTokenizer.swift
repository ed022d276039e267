/// A tokenizer by byte-pair encoding: the text is cut into pieces, each piece into bytes, and
/// neighbours are merged by a table.
public struct BytePairTokenizer: Tokenizer {
  public let name: String
  public let vocabularySize: Int
  public let specialTokens: [SpecialToken]
  /// Tokens that their spelling becomes in every text, before it is cut into pieces.
  public let addedTokens: [SpecialToken]

  /// How a text is cut into pieces, unless patterns do it.
  public let preTokenizer: PreTokenizer
  /// The patterns that cut a text in the place of `preTokenizer`; nil where there are none.
  public let cutting: PatternCutting?
  /// Whether a space is put before a text that begins with none.
  public let addsSpace: Bool
  /// Whether texts are put into Unicode's normal form C first.
  public let composes: Bool
  /// The tokens' bytes by id.
  public let vocabulary: Vocabulary
  /// The merges.
  public let merges: MergeTable
  /// Whether a piece that is a token as a whole becomes that token even if no merges lead there, as
  /// in tiktoken.
  public let matchesWholePieces: Bool

  let byteTokens: ByteTokens
  private let lacksBytes: Bool
  /// Finds special and added tokens, and added ones alone.
  private let finder: SpecialTokenFinder
  private let addedFinder: SpecialTokenFinder?

  /// A tokenizer from its parts.
  ///
  /// A byte that has no token of its own, and that no text in UTF-8 need have, is left out of what
  /// is encoded, as llama.cpp does.
  ///
  /// - Parameters:
  ///   - cutting: the patterns that cut a text; by default `preTokenizer` does.
  ///   - specialTokens: tokens that plain text never becomes. Their ids may lie within the
  ///     vocabulary or behind it.
  ///   - addedTokens: tokens that their spelling always becomes.
  ///   - vocabularySize: one more than the largest id, for a model whose logits are wider than its
  ///     tokens; by default what the tokens need.
  public init(
    name: String, preTokenizer: PreTokenizer, cutting: PatternCutting? = nil,
    addsSpace: Bool = false, composes: Bool = false, vocabulary: Vocabulary, merges: MergeTable,
    specialTokens: [SpecialToken] = [], addedTokens: [SpecialToken] = [],
    vocabularySize: Int? = nil, matchesWholePieces: Bool = true
  ) {
    self.name = name
    self.preTokenizer = preTokenizer
    self.cutting = cutting
    self.addsSpace = addsSpace
    self.composes = composes
    self.vocabulary = vocabulary
    self.merges = merges
    self.specialTokens = specialTokens.sorted { $0.id < $1.id }
    self.addedTokens = addedTokens.sorted { $0.id < $1.id }
    self.matchesWholePieces = matchesWholePieces
    let spelled = specialTokens + addedTokens
    let needed = max(vocabulary.count, (spelled.map(\.id).max() ?? -1) + 1)
    self.vocabularySize = max(needed, vocabularySize ?? 0)
    let byteIDs = vocabulary.byteIDs.map { id in id.map { UInt32($0) } ?? ByteTokens.missing }
    byteTokens = ByteTokens(ids: byteIDs, merges: merges)
    lacksBytes = byteTokens.areIncomplete
    finder = SpecialTokenFinder(spelled)
    addedFinder = addedTokens.isEmpty ? nil : SpecialTokenFinder(addedTokens)
  }

  public func encode(_ text: String, allowSpecial: Bool) -> [Int] {
    var text = composes ? CanonicalComposition.composed(text) : text
    return text.withUTF8 { encode(utf8: $0, allowSpecial: allowSpecial) }.map { Int($0) }
  }

  public func encode(utf8: UnsafeBufferPointer<UInt8>, allowSpecial: Bool) -> [UInt32] {
    encode(utf8) { text, encoder, output in
      if let finder = allowSpecial ? finder : addedFinder {
        encode(text, around: finder, encoder, into: output)
      } else {
        encodePlain(text, encoder, into: output)
      }
    }
  }

  /// The ids that `body` writes for a text; it returns their number.
  private func encode(
    _ utf8: UnsafeBufferPointer<UInt8>,
    _ body: (ByteText, TextEncoder, UnsafeMutablePointer<UInt32>) -> Int
  ) -> [UInt32] {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return [] }
    let text = ByteText(start: start, count: utf8.count)
    // A space may be added before every stretch between tokens, each of which takes a byte.
    let capacity = (addsSpace ? 2 * text.count + 1 : text.count) + PieceCache.maximumIDs
    var ids = [UInt32](unsafeUninitializedCapacity: capacity) { output, count in
      guard let output = output.baseAddress else { return }
      withEncoder(textCount: text.count) { count = body(text, $0, output) }
    }
    if lacksBytes { ids.removeAll { $0 == ByteTokens.missing } }
    return ids
  }

  public func bytes(of id: Int) -> [UInt8]? {
    let spelled = specialTokens.first { $0.id == id } ?? addedTokens.first { $0.id == id }
    return spelled.map { Array($0.text.utf8) } ?? vocabulary[id]
  }

  public func decode(_ ids: [Int]) -> [UInt8] {
    var special: [Int: [UInt8]] = [:]
    for token in specialTokens + addedTokens { special[token.id] = Array(token.text.utf8) }
    var result: [UInt8] = []
    for id in ids {
      if let bytes = special[id] { result += bytes } else { vocabulary.append(id, to: &result) }
    }
    return result
  }

  public func id(ofBytes bytes: [UInt8]) -> Int? {
    // Where merges make every token, there is no need to make an index for this.
    guard vocabulary.isMadeByMerges else { return vocabulary.id(ofBytes: bytes) }
    let ids = bytes.withUnsafeBufferPointer {
      encode($0) { $1.encode($0, splitter: WholeText.self, into: $2) }
    }
    return ids.count == 1 ? Int(ids[0]) : nil
  }

  private func withEncoder(textCount: Int, _ body: (TextEncoder) -> Void) {
    let cache = PieceCache(textCount: textCount)
    let pairCache = PairCache(textCount: textCount)
    defer {
      cache.deallocate()
      pairCache.deallocate()
    }
    withIndex(textCount: textCount) { index in
      merges.withView { merges in
        byteTokens.withView { bytes in
          let pieces = PieceEncoder(merges: merges, bytes: bytes, cache: pairCache)
          body(TextEncoder(vocabulary: index, pieces: pieces, cache: cache))
        }
      }
    }
  }

  /// Gives the index to look whole pieces up in, or nil if merges are to do it all.
  private func withIndex(textCount: Int, _ body: (TokenIndex.View?) -> Void) {
    let isNeeded = !vocabulary.isMadeByMerges || textCount >= Self.indexedTextCount
    if matchesWholePieces, isNeeded {
      vocabulary.index.withView { body($0) }
    } else {
      body(nil)
    }
  }

  /// The length of a text from which on making the index takes less time than it saves.
  private static let indexedTextCount = 1 << 20

  private func encodePlain(
    _ text: ByteText, _ encoder: TextEncoder, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if addsSpace, text.count > 0, text.byte(at: 0) != UInt8(ascii: " ") {
      return encodeWithSpace(text, encoder, into: output)
    }
    return encodeCut(text, encoder, into: output)
  }

  /// Encodes a text with a space before it.
  private func encodeWithSpace(
    _ text: ByteText, _ encoder: TextEncoder, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    let bytes = [UInt8(ascii: " ")] + UnsafeBufferPointer(start: text.start, count: text.count)
    return bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return encodeCut(ByteText(start: start, count: bytes.count), encoder, into: output)
    }
  }

  private func encodeCut(
    _ text: ByteText, _ encoder: TextEncoder, into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    if let cutting {
      var ends = cutting.pieceEnds(of: text).makeIterator()
      return encoder.encode(text, into: output) { _ in ends.next() ?? text.count }
    }
    return switch preTokenizer {
    case .o200k: encoder.encode(text, splitter: O200kSplitter.self, into: output)
    case .cl100k: encoder.encode(text, splitter: CL100kSplitter.self, into: output)
    case .r50k: encoder.encode(text, splitter: R50kSplitter.self, into: output)
    case .smollm: encoder.encode(text, splitter: SmolLMSplitter.self, into: output)
    case .none: encoder.encode(text, splitter: WholeText.self, into: output)
    }
  }

  /// Encodes the stretches between the tokens that are found, each as a text of its own.
  private func encode(
    _ text: ByteText, around finder: SpecialTokenFinder, _ encoder: TextEncoder,
    into output: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var written = 0
    var start = 0
    while start < text.count {
      let special = finder.first(in: text, from: start)
      let end = special?.range.lowerBound ?? text.count
      let stretch = ByteText(start: text.start + start, count: end - start)
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
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int { text.count }
}
