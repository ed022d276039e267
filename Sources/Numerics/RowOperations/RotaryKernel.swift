/// The rotation of one head in memory.
///
/// `angles` are `width` cosines and then `width` sines, the first of each pair with a minus sign; so
/// both of a pair are `fma(partner, sine, own · cosine)`.
enum RotaryKernel {
  @inline(__always)
  private static func turned(
    _ own: Lanes, _ partner: Lanes, _ cosine: Lanes, _ sine: Lanes
  ) -> Lanes {
    (own * cosine).addingProduct(partner, sine)
  }

  /// Pairs i and i + width / 2.
  static func turnHalves(
    _ x: UnsafeMutablePointer<Float>, _ angles: UnsafePointer<Float>, _ width: Int,
    _ direction: Float
  ) {
    let half = width / 2
    let sines = angles + width
    var i = 0
    while i &+ 16 <= half {
      let (first, second) = ((x + i).lanes, (x + (half &+ i)).lanes)
      let cosine = (angles + i).lanes
      let sine = (sines + (half &+ i)).lanes * direction
      (x + i).lanes = turned(first, second, cosine, -sine)
      (x + (half &+ i)).lanes = turned(second, first, cosine, sine)
      i &+= 16
    }
    let rest = half &- i
    guard rest > 0 else { return }
    let first = (x + i).partialLanes(rest)
    let second = (x + (half &+ i)).partialLanes(rest)
    let cosine = (angles + i).partialLanes(rest)
    let sine = (sines + (half &+ i)).partialLanes(rest) * direction
    (x + i).storePartial(turned(first, second, cosine, -sine), rest)
    (x + (half &+ i)).storePartial(turned(second, first, cosine, sine), rest)
  }

  /// Pairs 2i and 2i + 1.
  static func turnNeighbours(
    _ x: UnsafeMutablePointer<Float>, _ angles: UnsafePointer<Float>, _ width: Int,
    _ direction: Float
  ) {
    let sines = angles + width
    var i = 0
    while i &+ 16 <= width {
      let own = (x + i).lanes
      (x + i).lanes = turned(
        own, swappedPairs(own), (angles + i).lanes, (sines + i).lanes * direction)
      i &+= 16
    }
    let rest = width &- i
    guard rest > 0 else { return }
    let own = (x + i).partialLanes(rest)
    let value = turned(
      own, swappedPairs(own), (angles + i).partialLanes(rest),
      (sines + i).partialLanes(rest) * direction)
    (x + i).storePartial(value, rest)
  }

  @inline(__always)
  private static func swappedPairs(_ x: Lanes) -> Lanes {
    var swapped = x
    swapped.evenHalf = x.oddHalf
    swapped.oddHalf = x.evenHalf
    return swapped
  }
}
