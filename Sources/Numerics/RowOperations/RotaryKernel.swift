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
    while i < half {
      let rest = half &- i
      let first = (x + i).upToSixteen(rest)
      let second = (x + (half &+ i)).upToSixteen(rest)
      let cosine = (angles + i).upToSixteen(rest)
      let sine = (sines + (half &+ i)).upToSixteen(rest) * direction
      (x + i).store(turned(first, second, cosine, -sine), rest)
      (x + (half &+ i)).store(turned(second, first, cosine, sine), rest)
      i &+= 16
    }
  }

  /// Pairs 2i and 2i + 1.
  static func turnNeighbours(
    _ x: UnsafeMutablePointer<Float>, _ angles: UnsafePointer<Float>, _ width: Int,
    _ direction: Float
  ) {
    let sines = angles + width
    var i = 0
    while i < width {
      let rest = width &- i
      let own = (x + i).upToSixteen(rest)
      let value = turned(
        own, swappedPairs(own), (angles + i).upToSixteen(rest),
        (sines + i).upToSixteen(rest) * direction)
      (x + i).store(value, rest)
      i &+= 16
    }
  }

  @inline(__always)
  private static func swappedPairs(_ x: Lanes) -> Lanes {
    var swapped = x
    swapped.evenHalf = x.oddHalf
    swapped.oddHalf = x.evenHalf
    return swapped
  }
}
