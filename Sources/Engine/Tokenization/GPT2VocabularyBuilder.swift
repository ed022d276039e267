/// Takes in a vocabulary in GPT-2's spelling, token by token in order of id.
struct GPT2VocabularyBuilder {
  /// What a token is for.
  enum Kind {
    case normal
    /// Its spelling is its text, and becomes it only where special tokens are allowed.
    case special
    /// Its spelling is its text, and becomes it everywhere.
    case added
    /// It stands for nothing.
    case unused
  }

  private var bytes: [[UInt8]] = []
  private var special: [SpecialToken] = []
  private var added: [SpecialToken] = []

  /// Adds a token, its spelling in UTF-8.
  ///
  /// - Parameters:
  ///   - takesSpaceBefore: whether white space before a special or added token goes with it.
  ///   - takesSpaceBehind: the same for white space behind it.
  mutating func add(
    _ utf8: [UInt8], _ kind: Kind, takesSpaceBefore: Bool = false, takesSpaceBehind: Bool = false
  ) throws(GPT2VocabularyError) {
    let id = bytes.count
    guard id + 1 < MergeTable.limit else { throw .tooManyTokens(id + 1) }
    var spelled: [UInt8]? = []
    switch kind {
    case .normal: spelled = utf8.withUnsafeBytes { GPT2Alphabet.bytes(of: $0) }
    case .special, .added:
      let token = SpecialToken(
        text: String(decoding: utf8, as: UTF8.self), id: id, takesSpaceBefore: takesSpaceBefore,
        takesSpaceBehind: takesSpaceBehind)
      if kind == .special { special.append(token) } else { added.append(token) }
      // Some vocabularies have merges that lead to such a token.
      spelled = utf8.withUnsafeBytes { GPT2Alphabet.bytes(of: $0) } ?? []
    case .unused: break
    }
    guard let spelled else {
      throw .notSpelledInBytes(String(decoding: utf8, as: UTF8.self), id: id)
    }
    bytes.append(spelled)
  }

  /// The builder of the merges, once all tokens are there.
  func mergeBuilder() -> GPT2MergeBuilder {
    GPT2MergeBuilder(vocabulary: Vocabulary(tokens: bytes), special: special, added: added)
  }
}

/// Takes in merges in GPT-2's spelling, in order of rank.
struct GPT2MergeBuilder {
  let vocabulary: Vocabulary
  let special: [SpecialToken]
  let added: [SpecialToken]
  private var merges: [MergeTable.Merge] = []

  init(vocabulary: Vocabulary, special: [SpecialToken], added: [SpecialToken]) {
    self.vocabulary = vocabulary
    self.special = special
    self.added = added
  }

  /// Adds a merge: two spellings with a space between, in UTF-8.
  mutating func add(_ utf8: [UInt8]) throws(GPT2VocabularyError) {
    guard merges.count + 1 < MergeTable.limit else { throw .tooManyTokens(merges.count + 1) }
    guard let merge = merge(utf8) else {
      throw .noSuchMerge(String(decoding: utf8, as: UTF8.self))
    }
    merges.append(merge)
  }

  private func merge(_ utf8: [UInt8]) -> MergeTable.Merge? {
    let space = UInt8(ascii: " ")
    guard let cut = utf8.firstIndex(of: space), utf8.lastIndex(of: space) == cut else { return nil }
    let parts = utf8.withUnsafeBytes { utf8 in
      (
        GPT2Alphabet.bytes(of: UnsafeRawBufferPointer(rebasing: utf8[..<cut])),
        GPT2Alphabet.bytes(of: UnsafeRawBufferPointer(rebasing: utf8[(cut + 1)...]))
      )
    }
    guard let left = parts.0, let right = parts.1,
      let leftID = vocabulary.id(ofBytes: left), let rightID = vocabulary.id(ofBytes: right),
      let result = vocabulary.id(ofBytes: left + right)
    else { return nil }
    return MergeTable.Merge(left: leftID, right: rightID, result: result)
  }

  func tokenizer(
    name: String, preTokenizer: PreTokenizer, cutting: PatternCutting? = nil,
    addsSpace: Bool = false, composes: Bool = false, matchesWholePieces: Bool
  ) -> BytePairTokenizer {
    BytePairTokenizer(
      name: name, preTokenizer: preTokenizer, cutting: cutting, addsSpace: addsSpace,
      composes: composes,
      vocabulary: vocabulary, merges: MergeTable(merges), specialTokens: special,
      addedTokens: added, matchesWholePieces: matchesWholePieces)
  }
}
