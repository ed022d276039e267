/// The kinds of blocks that weights are kept in, and multiplied out of, without being spread out.
///
/// Named and laid out as in `ggml`. **To add one**: write an enum that conforms to `BlockLayout` (how a
/// file's blocks become words, where a run's codes and scales lie in them, what number a code stands
/// for), and add a case here and in `kernels`. Nothing else: repacking, products of one row and of
/// many, and the lookup of rows come from the layout, and the tests go over `allCases`.
// swift-format-ignore: AlwaysUseLowerCamelCase
public enum PackedFormat: Sendable, CaseIterable {
  case q4_0, q4_1, q5_0, q5_1, q8_0
  case q2_K, q3_K, q4_K, q5_K, q6_K
  case f16, bf16

  /// The weights of a block in a file.
  public var blockSize: Int { kernels.blockSize }

  /// The bytes of a block in a file.
  public var blockBytes: Int { kernels.blockBytes }

  var kernels: BlockKernels {
    switch self {
    case .q4_0: .of(FourBits.self)
    case .q4_1: .of(FourBitsAffine.self)
    case .q5_0: .of(FiveBits.self)
    case .q5_1: .of(FiveBitsAffine.self)
    case .q8_0: .of(EightBits.self)
    case .q2_K: .of(TwoBitsK.self)
    case .q3_K: .of(ThreeBitsK.self)
    case .q4_K: .of(FourBitsK.self)
    case .q5_K: .of(FiveBitsK.self)
    case .q6_K: .of(SixBitsK.self)
    case .f16: .of(HalfFloats.self)
    case .bf16: .of(BrainFloats.self)
    }
  }
}
