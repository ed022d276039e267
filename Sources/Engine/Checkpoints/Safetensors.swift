import Bedrock
import Numerics

/// A safetensors file in memory: named tensors and a map of texts.
///
/// The format: eight bytes with the header's length, little-endian; the header, a JSON object with
/// `dtype`, `shape` and `data_offsets` for each tensor and texts under `__metadata__`; then the data,
/// little-endian and without gaps (github.com/huggingface/safetensors, "Format"). Reading is strict:
/// what the format forbids is refused, and every byte belongs to exactly one tensor.
public struct Safetensors: Sendable {
  /// A tensor's place in the file.
  public struct Entry: Sendable, Equatable {
    public let name: String
    /// The kind of its numbers as the file names it, such as `F16`.
    public let format: String
    public let shape: [Int]
    /// Its bytes within the file.
    public let range: Range<Int>
  }

  /// The tensors, in the order of their data.
  public let entries: [Entry]
  /// The texts under `__metadata__`, in the order of the file.
  public let metadata: [(key: String, value: String)]
  private let bytes: FileBytes
  private let positions: [String: Int]

  /// Reads the header of a file in memory.
  public init(_ bytes: [UInt8]) throws(SafetensorsError) { try self.init(FileBytes(bytes)) }

  /// Reads a file's header and checks it whole; numbers are converted when a tensor is asked for.
  public init(_ bytes: FileBytes) throws(SafetensorsError) {
    let header = try bytes.withUnsafeBytes { (raw) throws(SafetensorsError) in
      try SafetensorsHeader(raw)
    }
    entries = header.entries
    metadata = header.metadata
    self.bytes = bytes
    positions = Dictionary(uniqueKeysWithValues: zip(entries.map(\.name), entries.indices))
  }

  /// The text of a key under `__metadata__`.
  public func metadataValue(_ key: String) -> String? {
    metadata.first { $0.key == key }?.value
  }

  /// A tensor's entry; nil if the file has none of this name.
  public subscript(name: String) -> Entry? { positions[name].map { entries[$0] } }

  /// A tensor's numbers as floats. Throws if there is none of this name or its format is not read.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    guard let entry = self[name] else { throw .missingTensor(name) }
    guard let format = TensorFormat(rawValue: entry.format) else {
      throw .unsupportedFormat(name, format: entry.format)
    }
    var result = Tensor(zeros: entry.shape)
    bytes.withUnsafeBytes { source in
      let source = UnsafeRawBufferPointer(rebasing: source[entry.range])
      result.withMutableElements { elements in format.decode(source, into: &elements) }
    }
    return result
  }
}
