/// Sixteen floats: one AVX-512 register, two of AVX2, four of NEON. Kernels are written in these;
/// because every output has its own lane and its own chain of operations, the width of the machine's
/// registers cannot show in a result.
public typealias Lanes = SIMD16<Float>

extension UnsafePointer<Float> {
  /// The sixteen floats from here on.
  @usableFromInline @inline(__always)
  var lanes: Lanes { UnsafeRawPointer(self).loadUnaligned(as: Lanes.self) }

  /// The next floats: sixteen, or `count` if that is less, and `filler` in the other lanes.
  @usableFromInline @inline(__always)
  func upToSixteen(_ count: Int, filler: Float = 0) -> Lanes {
    count >= 16 ? lanes : partialLanes(count, filler)
  }

  @usableFromInline @inline(never)
  func partialLanes(_ count: Int, _ filler: Float) -> Lanes {
    var lanes = Lanes(repeating: filler)
    for lane in 0..<count { lanes[lane] = self[lane] }
    return lanes
  }
}

extension UnsafeMutablePointer<Float> {
  /// The sixteen floats from here on.
  @usableFromInline @inline(__always)
  var lanes: Lanes {
    get { UnsafeRawPointer(self).loadUnaligned(as: Lanes.self) }
    nonmutating set { UnsafeMutableRawPointer(self).storeBytes(of: newValue, as: Lanes.self) }
  }

  /// The next floats: sixteen, or `count` if that is less, and `filler` in the other lanes.
  @usableFromInline @inline(__always)
  func upToSixteen(_ count: Int, filler: Float = 0) -> Lanes {
    UnsafePointer(self).upToSixteen(count, filler: filler)
  }

  /// Stores all lanes, or the first `count` if that is less.
  @usableFromInline @inline(__always)
  func store(_ lanes: Lanes, _ count: Int) {
    if count >= 16 { self.lanes = lanes } else { storePartial(lanes, count) }
  }

  @usableFromInline @inline(never)
  func storePartial(_ lanes: Lanes, _ count: Int) {
    for lane in 0..<count { self[lane] = lanes[lane] }
  }
}
