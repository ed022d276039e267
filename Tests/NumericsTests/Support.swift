import Numerics

/// A small generator for test data (SplitMix64).
struct TestRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in (-scale, scale), of exactly 24 bits.
  mutating func float(scale: Float = 1) -> Float {
    (Float(bits() >> 40) * 0x1p-23 - 1) * scale
  }

  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in float(scale: scale) }
  }

  mutating func tensor(_ shape: [Int], scale: Float = 1) -> Tensor {
    var result = Tensor(zeros: shape)
    for index in 0..<result.count { result[flat: index] = float(scale: scale) }
    return result
  }

  mutating func int(below bound: Int) -> Int { Int(bits() % UInt64(bound)) }
}

/// The bit patterns, for comparisons that tell zeros apart and NaNs together.
func bits(_ values: [Float]) -> [UInt32] { values.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern } }

func bits(_ tensor: Tensor) -> [UInt32] { bits(tensor.elements) }

/// FNV-1a over the bit patterns.
func hash(_ tensors: Tensor...) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for tensor in tensors {
    for word in bits(tensor) {
      for shift in [0, 8, 16, 24] {
        hash = (hash ^ UInt64((word >> UInt32(shift)) & 0xFF)) &* 0x100_0000_01B3
      }
    }
  }
  return String(hash, radix: 16)
}

/// The thread counts at which results must be the same.
let threadCounts = [1, 2, 3, 7]

let pools = threadCounts.map { WorkerPool(threads: $0) }
