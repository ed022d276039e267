import Bedrock

/// Which columns of a row take part in a softmax.
public enum SoftmaxMask: Equatable, Sendable {
  /// All of them.
  case none
  /// In row i of each matrix (the last two axes), the columns 0 to i + `offset`: a token sees itself
  /// and what is before it, when `offset` tokens stand before the first row.
  case causal(offset: Int = 0)

  /// How many columns, from the first on, are visible in a row.
  @inline(__always)
  func visible(row: Int, width: Int) -> Int {
    switch self {
    case .none: width
    case .causal(let offset): max(0, min(width, row &+ offset &+ 1))
    }
  }
}

extension Tensor {
  /// The softmax of each row: e^(x − max) over its sum, the sum being a fixed tree of sixteen lanes.
  ///
  /// Masked columns get 0, and so do all columns of a row of which nothing is visible. −∞ gets 0; a
  /// row with NaN or +∞, or with −∞ only, becomes NaN.
  public func softmax(
    mask: SoftmaxMask = .none, pool: WorkerPool = .default
  ) -> Tensor {
    var result = self
    result.applySoftmax(mask: mask, pool: pool)
    return result
  }

  /// `softmax(mask:pool:)` in place.
  public mutating func applySoftmax(mask: SoftmaxMask = .none, pool: WorkerPool = .default) {
    let (width, height) = (width, rank >= 2 ? shape[rank - 2] : 1)
    let x = writableStart()
    pool.forEachRange(rowCount, cost: width * 4) { rows in
      for row in rows {
        let visible = mask.visible(row: row % max(height, 1), width: width)
        SoftmaxRow.apply(x + row &* width, visible)
        (x + (row &* width &+ visible)).update(repeating: 0, count: width &- visible)
      }
    }
  }

  /// The gradient with respect to a softmax's argument, where this tensor is its value:
  /// y (g − Σ g y), the sum over the row.
  public func softmaxBackward(
    _ gradient: Tensor, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    try requireSameShape(gradient, "softmaxBackward")
    let result = Tensor(uninitialized: shape)
    let width = width
    let (y, g) = (UnsafePointer(storage.start), UnsafePointer(gradient.storage.start))
    let dx = result.storage.start
    pool.forEachRange(rowCount, cost: width * 2) { rows in
      for row in rows {
        let start = row &* width
        SoftmaxRow.backward(y + start, g + start, into: dx + start, width, scale: 1)
      }
    }
    withExtendedLifetime((storage, gradient)) {}
    return result
  }
}

/// The softmax of one row in memory.
enum SoftmaxRow {
  /// Replaces `count` values by their softmax.
  static func apply(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    guard count > 0 else { return }
    _ = apply(x, count, largest: RowMaximum.of(x, count))
  }

  /// The same where the largest value is known; gives the sum of the exponentials.
  static func apply(_ x: UnsafeMutablePointer<Float>, _ count: Int, largest: Float) -> Float {
    exponentials(x, count, shift: largest)
    let sum = LaneSum.of(x, count) { $0 + $1 }
    Lanewise.map(x, into: x, 0..<count) { $0 / sum }
    return sum
  }

  /// Replaces `count` values by their softmax, where there is room up to the next multiple of sixteen,
  /// which is filled with zeros; the bits are those of `apply`.
  static func applyPadded(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    guard count > 0 else { return }
    let padded = (count &+ 15) & ~15
    let last = padded &- 16
    fill(x + last, from: count &- last, with: -.infinity)
    let largest = RowMaximum.of(x, padded)
    // e^0: the power of −∞ would be rounded from a subnormal number, which some processors do slowly.
    fill(x + last, from: count &- last, with: largest)
    exponentials(x, padded, shift: largest)
    fill(x + last, from: count &- last, with: 0)
    let sum = LaneSum.of(x, padded) { $0 + $1 }
    Lanewise.map(x, into: x, 0..<padded) { $0 / sum }
  }

  /// Puts zeros behind `count` values, up to the next multiple of sixteen.
  static func clearPadding(_ x: UnsafeMutablePointer<Float>, _ count: Int) {
    let last = (count &- 1) & ~15
    if count > 0 { fill(x + last, from: count &- last, with: 0) }
  }

  /// Replaces the lanes from `first` on.
  @inline(__always)
  private static func fill(_ x: UnsafeMutablePointer<Float>, from first: Int, with value: Float) {
    let numbers = Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    x.lanes.replace(with: Lanes(repeating: value), where: numbers .>= Float(first))
  }

  /// Replaces each value x by e^(x − shift).
  @inline(never)
  private static func exponentials(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, shift: Float
  ) {
    Lanewise.map(x, into: x, 0..<count) { Elementary.exp($0 - shift) }
  }

  /// Σ e^(x − shift)
  @inline(never)
  static func sumOfExponentials(
    _ x: UnsafePointer<Float>, _ count: Int, shift: Float
  ) -> Float {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      let lanes = (x + index).upToSixteen(count &- index, filler: -.infinity)
      sums += Elementary.exp(lanes - shift)
      index &+= 16
    }
    return LaneSum.tree(sums)
  }

  /// `dx ← scale · y (g − Σ g y)`; `dx` may be `y` or `g`.
  @inline(__always)
  static func backward(
    _ y: UnsafePointer<Float>, _ g: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    _ count: Int, scale: Float
  ) {
    let sum = LaneSum.of(y, g, count) { $0.addingProduct($1, $2) }
    Lanewise.map(y, g, into: dx, 0..<count) { $0 * ($1 - sum) * scale }
  }
}
