/// The kinds of numbers that a GGUF file stores tensors in, by the numbers that stand for them.
///
/// Sizes are those of `ggml.h`'s type traits. All can be listed; `isReadable` tells which are read.
/// The cases are spelled as there.
// swift-format-ignore: AlwaysUseLowerCamelCase
public enum GGUFTensorType: UInt32, Sendable, CaseIterable {
  case f32 = 0
  case f16 = 1
  case q4_0 = 2
  case q4_1 = 3
  case q5_0 = 6
  case q5_1 = 7
  case q8_0 = 8
  case q8_1 = 9
  case q2_K = 10
  case q3_K = 11
  case q4_K = 12
  case q5_K = 13
  case q6_K = 14
  case q8_K = 15
  case iq2_xxs = 16
  case iq2_xs = 17
  case iq3_xxs = 18
  case iq1_s = 19
  case iq4_nl = 20
  case iq3_s = 21
  case iq2_s = 22
  case iq4_xs = 23
  case i8 = 24
  case i16 = 25
  case i32 = 26
  case i64 = 27
  case f64 = 28
  case iq1_m = 29
  case bf16 = 30
  case tq1_0 = 34
  case tq2_0 = 35
  case mxfp4 = 39

  /// As llama.cpp writes it, such as `Q4_1`.
  public var name: String {
    let capitals = "\(self)".utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }
    return String(decoding: capitals, as: UTF8.self)
  }

  /// The numbers of a block; 1 where each stands for itself.
  public var blockSize: Int {
    switch self {
    case .f32, .f16, .bf16, .f64, .i8, .i16, .i32, .i64: 1
    case .q4_0, .q4_1, .q5_0, .q5_1, .q8_0, .q8_1, .iq4_nl, .mxfp4: 32
    default: 256
    }
  }

  /// The bytes of a block.
  public var blockBytes: Int {
    switch self {
    case .i8: 1
    case .f16, .bf16, .i16: 2
    case .f32, .i32: 4
    case .f64, .i64: 8
    case .mxfp4: 17
    case .q4_0, .iq4_nl: 18
    case .q4_1: 20
    case .q5_0: 22
    case .q5_1: 24
    case .q8_0: 34
    case .q8_1: 36
    case .iq1_s: 50
    case .tq1_0: 54
    case .iq1_m: 56
    case .iq2_xxs, .tq2_0: 66
    case .iq2_xs: 74
    case .iq2_s: 82
    case .q2_K: 84
    case .iq3_xxs: 98
    case .q3_K, .iq3_s: 110
    case .iq4_xs: 136
    case .q4_K: 144
    case .q5_K: 176
    case .q6_K: 210
    case .q8_K: 292
    }
  }

  /// Whether tensors of this type are read.
  public var isReadable: Bool {
    switch self {
    case .f32, .f16, .bf16, .q4_0, .q4_1, .q5_0, .q5_1, .q8_0: true
    case .q2_K, .q3_K, .q4_K, .q5_K, .q6_K, .iq4_nl, .iq4_xs, .mxfp4: true
    default: false
    }
  }

  /// Types of which only the name is known, by their numbers: those that llama.cpp no longer has, and
  /// newer ones.
  static let otherNames: [UInt32: String] = [
    4: "Q4_2", 5: "Q4_3", 31: "Q4_0_4_4", 32: "Q4_0_4_8", 33: "Q4_0_8_8", 36: "IQ4_NL_4_4",
    37: "IQ4_NL_4_8", 38: "IQ4_NL_8_8", 40: "NVFP4", 41: "Q1_0", 42: "Q2_0",
  ]

  /// The names of all types that are read.
  static var readableNames: String {
    allCases.filter(\.isReadable).map(\.name).joined(separator: ", ")
  }

  /// The bytes of a row of numbers; nil if it makes no whole blocks or is too long for a file.
  func byteCount(row: Int, rows: Int) -> Int? {
    guard row % blockSize == 0 else { return nil }
    let (bytes, tooLong) = (row / blockSize).multipliedReportingOverflow(by: blockBytes)
    let (total, tooMany) = bytes.multipliedReportingOverflow(by: rows)
    return tooLong || tooMany ? nil : total
  }
}
