import Synchronization

/// The tokens of a vocabulary: which bytes an id stands for, and which id stands for given bytes.
///
/// Ids are contiguous from 0. If two ids stand for the same bytes, the lower one is found by them.
public struct Vocabulary: Sendable {
  private enum Storage {
    case index(TokenIndex)
    case packed(PackedMerges, LazyIndex)
  }

  private let storage: Storage

  /// A vocabulary of the given tokens, in order of their ids.
  public init(tokens: [[UInt8]]) {
    storage = .index(TokenIndex(records: TokenRecords(tokens: tokens)))
  }

  /// The vocabulary that merges make; its index is made when something is looked up in it.
  init(_ merges: PackedMerges) {
    storage = .packed(merges, LazyIndex())
  }

  /// The number of tokens.
  public var count: Int {
    switch storage {
    case .index(let index): index.count
    case .packed(let merges, _): merges.count + Int(PackedMerges.firstResult)
    }
  }

  /// The bytes of a token, or nil if there is no such id.
  public subscript(id: Int) -> [UInt8]? {
    guard id >= 0, id < count else { return nil }
    var bytes: [UInt8] = []
    append(id, to: &bytes)
    return bytes
  }

  /// Appends the bytes of a token, nothing if there is no such id.
  func append(_ id: Int, to bytes: inout [UInt8]) {
    guard id >= 0, id < count else { return }
    switch storage {
    case .index(let index): index.append(id, to: &bytes)
    case .packed(let merges, _): merges.append(id, to: &bytes)
    }
  }

  /// The id of the token that stands for exactly these bytes, or nil. No bytes are no token.
  public func id(ofBytes bytes: [UInt8]) -> Int? { index.id(ofBytes: bytes) }

  /// The ids of the 256 single bytes, nil for those that are no token.
  var byteIDs: [Int?] {
    switch storage {
    case .index(let index): (UInt8.min...UInt8.max).map { index.id(ofBytes: [$0]) }
    case .packed: PackedMerges.byteIDs
    }
  }

  /// The index, made now if it was not before.
  var index: TokenIndex {
    switch storage {
    case .index(let index): index
    case .packed(let merges, let lazyIndex): lazyIndex.value { merges.index }
    }
  }

  /// Whether merges alone make every token, so that nothing has to be looked up in the index.
  var isMadeByMerges: Bool {
    if case .packed = storage { return true }
    return false
  }
}

/// An index that is made once, by whoever first asks for it.
private final class LazyIndex: Sendable {
  private let made = Mutex<TokenIndex?>(nil)

  func value(_ make: () -> TokenIndex) -> TokenIndex {
    made.withLock { made in
      if let made { return made }
      let new = make()
      made = new
      return new
    }
  }
}
