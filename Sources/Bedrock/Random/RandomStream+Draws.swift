extension RandomStream {
  /// A number from [0, 1): the upper 53 bits of one draw, times 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(nextUInt64() >> 11) * 0x1p-53
  }

  /// A number from [0, 1): the upper 24 bits of one draw, times 2⁻²⁴.
  public mutating func uniformFloat() -> Float {
    Float(nextUInt64() >> 40) * 0x1p-24
  }

  /// A number of the standard normal distribution, from exactly two draws.
  ///
  /// √(−2 ln u) · cos(2πv) with u = 1 − the first uniform number (so never zero) and v the second
  /// (Box and Muller 1958; the sine is left unused, so that a stream needs no memory).
  public mutating func normal() -> Double {
    let u = 1 - uniform()
    let v = uniform()
    return Elementary.sqrt(-2 * Elementary.log(u)) * Elementary.cos(2 * Double.pi * v)
  }

  /// An integer from 0 ..< n, each with the same probability.
  ///
  /// The upper half of draw · n, drawn again while the lower half is below 2⁶⁴ mod n (Lemire,
  /// "Fast random integer generation in an interval", 2019).
  public mutating func below(_ n: Int) -> Int {
    precondition(n > 0, "below(n) needs a positive n, got \(n)")
    let bound = UInt64(n)
    var product = nextUInt64().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold {
        product = nextUInt64().multipliedFullWidth(by: bound)
      }
    }
    return Int(product.high)
  }

  /// Puts the elements into random order, each order with the same probability.
  ///
  /// Fisher and Yates, from the end: element i changes places with element `below(i + 1)`.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, below(index + 1))
    }
  }

  /// An index drawn with the probabilities given, which need not add up to one.
  ///
  /// Inverse distribution function: with the target `uniform()` · (sum in ascending order), the
  /// first index whose running sum, in the same order, lies above the target. An entry of zero is
  /// never drawn. Entries must be finite and not negative, and one of them positive.
  public mutating func categorical(_ probabilities: [Double]) -> Int {
    var total = 0.0
    for probability in probabilities {
      precondition(probability >= 0, "a probability is not negative, got \(probability)")
      total += probability
    }
    precondition(total > 0 && total < .infinity, "probabilities need a positive, finite sum")
    let target = uniform() * total
    var running = 0.0
    var lastPositive = 0
    for (index, probability) in probabilities.enumerated() where probability > 0 {
      running += probability
      if running > target { return index }
      lastPositive = index
    }
    return lastPositive
  }

  /// Several indices, each drawn as `categorical(_:)` draws one, with the same bits; the sums are made
  /// once, so that a draw takes time logarithmic in their number.
  public mutating func categorical(_ probabilities: [Double], count: Int) -> [Int] {
    guard count > 0 else { return [] }
    var sums: [Double] = []
    sums.reserveCapacity(probabilities.count)
    var (total, lastPositive) = (0.0, 0)
    for (index, probability) in probabilities.enumerated() {
      precondition(probability >= 0, "a probability is not negative, got \(probability)")
      total += probability
      sums.append(total)
      if probability > 0 { lastPositive = index }
    }
    precondition(total > 0 && total < .infinity, "probabilities need a positive, finite sum")
    return (0..<count).map { _ in
      let target = uniform() * total
      var (low, high) = (0, sums.count)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > target { high = middle } else { low = middle + 1 }
      }
      return low < sums.count ? low : lastPositive
    }
  }
}
