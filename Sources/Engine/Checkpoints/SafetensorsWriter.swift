import Bedrock
import Numerics

extension Safetensors {
  /// The bytes of a file with the given tensors and texts.
  ///
  /// Law: the bytes depend on the arguments alone. Data come in the order given; the header ends with
  /// blanks up to a multiple of eight bytes, so that they are aligned. Names must be unique.
  public static func encode(
    _ tensors: [(name: String, tensor: Tensor)], metadata: [(key: String, value: String)] = [],
    format: TensorFormat = .f32
  ) -> [UInt8] {
    encode(tensors.map { ($0.name, $0.tensor, format) }, metadata: metadata)
  }

  /// The bytes of a file whose tensors have formats of their own.
  public static func encode(
    _ tensors: [(name: String, tensor: Tensor, format: TensorFormat)],
    metadata: [(key: String, value: String)] = []
  ) -> [UInt8] {
    let header = header(
      tensors.map { ($0.name, $0.tensor.shape, $0.format) }, metadata: metadata)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      header.count + tensors.reduce(0) { $0 + $1.tensor.count * $1.format.byteCount })
    bytes += header
    for (_, tensor, format) in tensors {
      tensor.withElements { format.append($0, to: &bytes) }
    }
    return bytes
  }

  /// What stands before the data of a file with such tensors: the header's length, and the header.
  static func header(
    _ tensors: [(name: String, shape: [Int], format: TensorFormat)],
    metadata: [(key: String, value: String)]
  ) -> [UInt8] {
    var header = JSON.Object()
    if !metadata.isEmpty {
      header.append("__metadata__", .object(metadata.map { ($0.key, .string($0.value)) }))
    }
    var offset = 0
    for (name, shape, format) in tensors {
      let end = offset + shape.reduce(1, *) * format.byteCount
      header.append(
        name,
        .object([
          ("dtype", .string(format.rawValue)), ("shape", .integers(shape)),
          ("data_offsets", .integers([offset, end])),
        ]))
      offset = end
    }
    var text = JSON.object(header).serializedBytes()
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }
}
