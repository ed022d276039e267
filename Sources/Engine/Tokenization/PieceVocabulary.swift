/// The tokens of a SentencePiece model, sorted by what they are for.
struct PieceVocabulary {
  private(set) var spellings: [[UInt8]]
  private(set) var byteIDs = [Int?](repeating: nil, count: 256)
  private(set) var special: [SpecialToken] = []
  private(set) var added: [SpecialToken] = []

  /// - Parameter kinds: llama.cpp's number for each: 2 unknown, 3 control, 4 added, 5 unused, 6 byte.
  /// - Parameter tokens: special and added tokens that are more than their spelling.
  init(_ spellings: [[UInt8]], kinds: [Int], tokens: [Int: SpecialToken] = [:]) {
    self.spellings = spellings
    for (id, kind) in kinds.enumerated() {
      let token =
        tokens[id] ?? SpecialToken(text: String(decoding: spellings[id], as: UTF8.self), id: id)
      switch kind {
      case 2, 3: special.append(token)
      case 4: added.append(token)
      case 6:
        guard let byte = Self.byte(spellings[id]) else { continue }
        if byteIDs[Int(byte)] == nil { byteIDs[Int(byte)] = id }
      default: continue
      }
      // What is no text of its own is never found in one.
      if kind != 4 { self.spellings[id] = [] }
    }
  }

  static func isByte(_ spelling: [UInt8]) -> Bool { byte(spelling) != nil }

  /// The byte that `<0xAB>` stands for.
  private static func byte(_ spelling: [UInt8]) -> UInt8? {
    guard spelling.count == 6, spelling.starts(with: "<0x".utf8), spelling[5] == 0x3E else {
      return nil
    }
    return UInt8(String(decoding: spelling[3..<5], as: UTF8.self), radix: 16)
  }
}
