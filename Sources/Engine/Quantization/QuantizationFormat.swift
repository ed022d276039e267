/// The kinds of numbers that weights are stored as.
public enum QuantizationFormat: String, CaseIterable, Sendable {
  case fp32
  case fp16
  case bf16
  case int8
  case int6
  case int4
  case int3
  case int2
  case q80 = "q8_0"
  case q41 = "q4_1"
  case q40 = "q4_0"

  /// What a number becomes.
  public enum Kind: Sendable, Equatable {
    /// A float of its own, with fewer digits.
    case float
    /// A step of a grid whose scale other numbers share.
    case integer
    /// A step of a grid of 32 numbers, in the layout of GGUF files.
    case block(BlockFormat)
  }

  public var kind: Kind {
    switch self {
    case .fp32, .fp16, .bf16: .float
    case .int8, .int6, .int4, .int3, .int2: .integer
    case .q80: .block(.q80)
    case .q41: .block(.q41)
    case .q40: .block(.q40)
    }
  }

  /// The bits of one number, without what numbers share.
  public var bits: Int {
    switch self {
    case .fp32: 32
    case .fp16, .bf16: 16
    case .int8, .q80: 8
    case .int6: 6
    case .int4, .q41, .q40: 4
    case .int3: 3
    case .int2: 2
    }
  }

  /// As the field writes it: `FP16`, `INT4`, `Q4_0`.
  public var title: String {
    String(
      decoding: rawValue.utf8.map { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
      }, as: UTF8.self)
  }
}
