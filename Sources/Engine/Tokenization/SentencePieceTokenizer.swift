import Bedrock

/// A tokenizer that joins a text's characters pair by pair, the best pair first, over the whole text
/// and with its spaces written as `▁` (SentencePiece: Kudo and Richardson, 2018, arXiv:1808.06226).
///
/// What is best is told by a score for each token, as in llama.cpp's reading of SentencePiece files, or
/// by the rank of a merge, as in Hugging Face's. What joins to no token is written byte by byte.
///
/// Law: the time is n log n in the length of a text; the ids joined are the text, after the space that
/// some models put before it.
public struct SentencePieceTokenizer: Tokenizer {
  /// Which pair is joined first.
  public enum Order: Sendable {
    /// By the score of the token that a pair makes, the highest first.
    case scores([Float])
    /// By the rank of a merge: left and right id, in order of rank.
    case merges([(left: Int, right: Int)])
  }

  public let name: String
  public let vocabularySize: Int
  public let specialTokens: [SpecialToken]
  /// Tokens that their spelling becomes in every text.
  public let addedTokens: [SpecialToken]
  /// Where a space is put before the text.
  public let prefix: Prefix
  /// The tokens as the model spells them: `▁` for a space. Empty for those that are no text.
  public let spellings: [[UInt8]]
  public let order: Order
  /// The token of each byte, where there is one.
  public let byteIDs: [Int?]
  /// The token of what has none.
  public let unknownID: Int?

  /// Where a space is put before a text that begins without one.
  public enum Prefix: String, CaseIterable, Sendable {
    case none
    /// Before the text, and after each special token in it.
    case always
    /// The same, unless a space is there already.
    case missing
    /// Before the text alone, unless a space is there already.
    case first
  }

  let ids: [[UInt8]: Int]
  let ranks: [MergeKey: Int]
  private let finder: SpecialTokenFinder
  private let addedFinder: SpecialTokenFinder?
  private let longest: Int

  struct MergeKey: Hashable {
    let left: Int
    let right: Int
  }

  /// A tokenizer from its parts.
  ///
  /// - Parameters:
  ///   - spellings: the tokens in UTF-8 with `▁` for spaces; empty where a token is no text.
  ///   - byteIDs: the token of each of the 256 bytes.
  public init(
    name: String, spellings: [[UInt8]], order: Order, byteIDs: [Int?], unknownID: Int?,
    specialTokens: [SpecialToken], addedTokens: [SpecialToken], prefix: Prefix
  ) {
    self.name = name
    self.spellings = spellings
    self.order = order
    self.byteIDs = byteIDs
    self.unknownID = unknownID
    self.specialTokens = specialTokens.sorted { $0.id < $1.id }
    self.addedTokens = addedTokens.sorted { $0.id < $1.id }
    self.prefix = prefix
    let spelled = specialTokens + addedTokens
    vocabularySize = max(spellings.count, (spelled.map(\.id).max() ?? -1) + 1)
    var ids: [[UInt8]: Int] = [:]
    for (id, spelling) in spellings.enumerated() where !spelling.isEmpty && ids[spelling] == nil {
      ids[spelling] = id
    }
    self.ids = ids
    var ranks: [MergeKey: Int] = [:]
    if case .merges(let merges) = order {
      for (rank, merge) in merges.enumerated() {
        let key = MergeKey(left: merge.left, right: merge.right)
        if ranks[key] == nil { ranks[key] = rank }
      }
    }
    self.ranks = ranks
    longest = spellings.reduce(0) { max($0, $1.count) }
    finder = SpecialTokenFinder(spelled)
    addedFinder = addedTokens.isEmpty ? nil : SpecialTokenFinder(addedTokens)
  }

  /// `▁` in UTF-8, which stands for a space.
  static let space: [UInt8] = [0xE2, 0x96, 0x81]

  public func encode(_ text: String, allowSpecial: Bool) -> [Int] {
    var text = text
    return text.withUTF8 { encode(utf8: $0, allowSpecial: allowSpecial) }.map { Int($0) }
  }

  public func encode(utf8: UnsafeBufferPointer<UInt8>, allowSpecial: Bool) -> [UInt32] {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return [] }
    let text = ByteText(start: start, count: utf8.count)
    var result: [UInt32] = []
    var place = 0
    while place < text.count {
      let special = (allowSpecial ? finder : addedFinder)?.first(in: text, from: place)
      let end = special?.range.lowerBound ?? text.count
      if end > place {
        let stretch = ByteText(start: text.start + place, count: end - place)
        let isPrefixed = self.isPrefixed(stretch, isFirst: place == 0)
        PieceJoiner(tokenizer: self, longest: longest).encode(
          stretch, isPrefixed: isPrefixed, into: &result)
      }
      guard let special else { break }
      result.append(special.id)
      place = special.range.upperBound
    }
    return result
  }

  /// Whether a space is put before a stretch between special tokens.
  private func isPrefixed(_ stretch: ByteText, isFirst: Bool) -> Bool {
    switch prefix {
    case .none: false
    case .always: true
    case .missing: stretch.start[0] != UInt8(ascii: " ")
    case .first: isFirst && stretch.start[0] != UInt8(ascii: " ")
    }
  }

  public func bytes(of id: Int) -> [UInt8]? {
    if let special = (specialTokens + addedTokens).first(where: { $0.id == id }) {
      return Array(special.text.utf8)
    }
    if let byte = byteIDs.firstIndex(of: id) { return [UInt8(byte)] }
    guard spellings.indices.contains(id) else { return nil }
    return Self.spaced(spellings[id])
  }

  public func decode(_ ids: [Int]) -> [UInt8] {
    var known: [Int: [UInt8]] = [:]
    for token in specialTokens + addedTokens { known[token.id] = Array(token.text.utf8) }
    for (byte, id) in byteIDs.enumerated() { if let id { known[id] = [UInt8(byte)] } }
    return ids.flatMap { id -> [UInt8] in
      if let bytes = known[id] { return bytes }
      return spellings.indices.contains(id) ? Self.spaced(spellings[id]) : []
    }
  }

  public func id(ofBytes bytes: [UInt8]) -> Int? { ids[Self.escaped(bytes)] }

  /// A spelling with a space for each `▁`.
  static func spaced(_ spelling: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < spelling.count {
      if spelling[place] == space[0], spelling[place...].starts(with: space) {
        result.append(UInt8(ascii: " "))
        place += space.count
      } else {
        result.append(spelling[place])
        place += 1
      }
    }
    return result
  }

  /// A text with `▁` for each space.
  static func escaped(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: " ") { result += space } else { result.append(byte) }
    }
    return result
  }
}
