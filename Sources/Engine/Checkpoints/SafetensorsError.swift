/// Why bytes are no safetensors file, or a tensor of one cannot be read.
public enum SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Fewer than the eight bytes of the header's length.
  case tooShort(bytes: Int)
  /// A header that would reach past the end of the file, or past the format's limit.
  case headerLength(UInt64, bytes: Int)
  /// A header that is not JSON, or not of the right form.
  case header(String)
  /// A tensor's entry that makes no sense.
  case entry(String, problem: String)
  /// Two tensors that share bytes, or bytes that belong to none.
  case overlap(String)
  case gap(before: String)
  /// Data that end too early or too late.
  case dataLength(bytes: Int, expected: Int)
  case missingTensor(String)
  /// A tensor of numbers that are not read.
  case unsupportedFormat(String, format: String)

  public var description: String {
    switch self {
    case .tooShort(let bytes):
      "not a safetensors file: \(bytes) bytes, and the header's length alone takes 8"
    case .headerLength(let length, let bytes):
      "not a safetensors file: its header would have \(length) bytes, in a file of \(bytes)"
    case .header(let problem): "the safetensors header is broken: \(problem)"
    case .entry(let name, let problem): "the safetensors entry '\(name)' is broken: \(problem)"
    case .overlap(let name): "the data of the tensor '\(name)' overlap those of another"
    case .gap(let name): "there are data that belong to no tensor, before those of '\(name)'"
    case .dataLength(let bytes, let expected):
      "the file has \(bytes) bytes of data, but its tensors take \(expected)"
    case .missingTensor(let name): "the file has no tensor '\(name)'"
    case .unsupportedFormat(let name, let format):
      "the tensor '\(name)' is stored as \(format); F32, F16 and BF16 can be read"
    }
  }
}
