/// Why numbers could not be quantized.
public enum QuantizationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A NaN or an infinity, which no grid reaches.
  case notFinite(position: Int)
  /// Rows that are cut into blocks, and do not come out even.
  case rowLength(Int, format: String)
  /// A scale beyond the half floats that it is stored as.
  case scaleOverflow(Float)
  /// Bytes that are no whole number of blocks.
  case byteCount(Int, format: String)

  public var description: String {
    switch self {
    case .notFinite(let position): "number \(position) is not finite"
    case .rowLength(let length, let format):
      "\(format) cuts rows into blocks of \(BlockFormat.blockSize), and a row has \(length)"
    case .scaleOverflow(let scale):
      "the scale \(scale) is too large for the half float that it is stored as"
    case .byteCount(let count, let format): "\(count) bytes are no whole blocks of \(format)"
    }
  }
}
