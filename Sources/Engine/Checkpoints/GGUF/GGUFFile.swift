import Bedrock

/// A GGUF file: metadata and tensors, of which only the table of contents is read at first.
///
/// The format (github.com/ggml-org/ggml, docs/gguf.md): `GGUF`, the version, the numbers of tensors
/// and of metadata values; the values, each a key, a type and its bytes; for each tensor its name,
/// its sizes (the fastest axis first), its type and where its data begin; then the data, each tensor
/// at a multiple of `general.alignment`. All numbers are little-endian.
///
/// Law: whatever the bytes are, reading them ends in a file all of whose places lie within the bytes
/// and do not overlap, or in a `GGUFError`; nothing is allocated for a count that the file only
/// claims.
public struct GGUFFile: Sendable {
  /// A tensor's entry.
  public struct Entry: Sendable, Equatable {
    public let name: String
    public let type: GGUFTensorType
    /// The slowest axis first, as everywhere in this engine: `[to, from]` for a map.
    public let shape: [Int]
    /// Its bytes within the file.
    public let range: Range<Int>
  }

  public let version: Int
  /// The metadata in the order of the file.
  public let metadata: [(key: String, value: GGUFValue)]
  /// The tensors in the order of the file.
  public let entries: [Entry]
  public let alignment: Int
  let bytes: FileBytes
  private let values: [String: Int]
  private let positions: [String: Int]

  /// Whether bytes claim to be such a file.
  public static func isGGUF(_ bytes: FileBytes) -> Bool {
    bytes.withUnsafeBytes { $0.starts(with: "GGUF".utf8) }
  }

  /// Reads and checks everything but the tensors' numbers.
  public init(_ bytes: FileBytes) throws(GGUFError) {
    let contents = try bytes.withUnsafeBytes { (raw) throws(GGUFError) in
      try GGUFContents(raw)
    }
    self.bytes = bytes
    version = contents.version
    metadata = contents.metadata
    entries = contents.entries
    alignment = contents.alignment
    values = contents.values
    positions = contents.positions
  }

  public subscript(key: String) -> GGUFValue? { values[key].map { metadata[$0].value } }

  /// A tensor's entry; nil if the file has none of this name.
  public func entry(_ name: String) -> Entry? { positions[name].map { entries[$0] } }
}

extension GGUFFile {
  /// The bytes of a string array's elements, one after the other; `body` may stop with an error.
  func forEachString<Failure: Error>(
    _ array: GGUFArray, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBytes { (raw) throws(Failure) in
      var place = array.range.lowerBound
      for _ in 0..<array.count {
        let length = Int(
          UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        place += 8
        try body(UnsafeRawBufferPointer(rebasing: raw[place..<place + length]))
        place += length
      }
    }
  }

  /// The numbers of an array of whole ones; nil for another array.
  func integers(_ array: GGUFArray) -> [Int]? {
    guard let size = array.elementType.byteCount, array.elementType != .float32,
      array.elementType != .float64
    else { return nil }
    return bytes.withUnsafeBytes { raw in
      var cursor = GGUFCursor(raw, at: array.range.lowerBound)
      var result: [Int] = []
      result.reserveCapacity(array.range.count / size)
      for _ in 0..<array.count {
        guard case .integer(let number)? = try? cursor.value(array.elementType, of: "") else {
          return nil
        }
        result.append(Int(number))
      }
      return result
    }
  }
}
