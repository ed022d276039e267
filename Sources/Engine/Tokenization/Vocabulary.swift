/// The tokens of a vocabulary: which bytes an id stands for, and which id stands for given bytes.
///
/// Ids are contiguous from 0. If two ids stand for the same bytes, the lower one is found by them.
public struct Vocabulary: Sendable {
  /// All tokens' bytes, one after another, and then `padding` zeros.
  private let bytes: [UInt8]
  /// Where each token's bytes begin, and where the last one's end.
  private let offsets: [UInt32]
  private let table: IndexTable
  /// The length of the longest token in bytes.
  let longest: Int

  static let padding = PieceKey.maximumCount

  /// A vocabulary of the given tokens, in order of their ids.
  public init(tokens: [[UInt8]]) {
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for token in tokens {
      bytes += token
      offsets.append(UInt32(bytes.count))
    }
    bytes += [UInt8](repeating: 0, count: Self.padding)
    self.init(bytes: bytes, offsets: offsets)
  }

  /// A vocabulary whose tokens lie one after another, with `padding` zeros behind.
  init(bytes: [UInt8], offsets: [UInt32]) {
    self.bytes = bytes
    self.offsets = offsets
    var longest = 0
    table = bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        IndexTable(count: offsets.count - 1) { index in
          let start = Int(offsets[index])
          let count = Int(offsets[index + 1]) - start
          longest = max(longest, count)
          guard let base = bytes.baseAddress else { return 0 }
          return hashOfBytes(base + start, count: count, readable: bytes.count - start)
        }
      }
    }
    self.longest = longest
  }

  /// The number of tokens.
  public var count: Int { offsets.count - 1 }

  /// The bytes of a token, or nil if there is no such id.
  public subscript(id: Int) -> ArraySlice<UInt8>? {
    guard id >= 0, id < count else { return nil }
    return bytes[Int(offsets[id])..<Int(offsets[id + 1])]
  }

  /// The id of the token that stands for exactly these bytes, or nil.
  public func id(ofBytes bytes: some Collection<UInt8>) -> Int? {
    let bytes = Array(bytes)
    return bytes.withUnsafeBufferPointer { buffer in
      withView { view in
        guard let start = buffer.baseAddress else { return nil }
        let hash = hashOfBytes(start, count: buffer.count, readable: buffer.count)
        return view.id(of: start, count: buffer.count, hash: hash).map { Int($0) }
      }
    }
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        table.withView { table in
          body(View(bytes: bytes, offsets: offsets, table: table, longest: longest))
        }
      }
    }
  }

  /// The vocabulary for as long as its memory stays in place.
  struct View {
    let bytes: UnsafeBufferPointer<UInt8>
    let offsets: UnsafeBufferPointer<UInt32>
    let table: IndexTable.View
    let longest: Int

    /// The id of the token that stands for `count` bytes whose `hashOfBytes` is given, or nil.
    @inline(__always)
    func id(of piece: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> UInt32? {
      guard count <= longest else { return nil }
      let id = table.index(hash: hash) { id in
        let start = Int(offsets[id])
        guard Int(offsets[id + 1]) &- start == count else { return false }
        for index in 0..<count where bytes[start &+ index] != piece[index] { return false }
        return true
      }
      return id.map { UInt32(truncatingIfNeeded: $0) }
    }
  }
}
