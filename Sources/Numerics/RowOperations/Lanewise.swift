/// Loops over elements, sixteen at a time, for operations that compute each element on its own.
///
/// The last, incomplete sixteen are computed like the others, in a register whose other lanes are
/// zeros; so where an element stands does not show in its bits. A function is written into its loop at
/// one place only: the compiler stops inlining into a function that has grown too large, and
/// elementary functions are large.
enum Lanewise {
  /// `y ← f(x)`; `y` may be `x`.
  @inline(__always)
  static func map(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, _ range: Range<Int>,
    _ f: (Lanes) -> Lanes
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let count = range.upperBound &- index
      (y + index).store(f((x + index).upToSixteen(count)), count)
      index &+= 16
    }
  }

  /// `z ← f(x, y)`; `z` may be `x` or `y`.
  @inline(__always)
  static func map(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    _ range: Range<Int>, _ f: (Lanes, Lanes) -> Lanes
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let count = range.upperBound &- index
      let value = f((x + index).upToSixteen(count), (y + index).upToSixteen(count))
      (z + index).store(value, count)
      index &+= 16
    }
  }

  /// `z ← f(w, x, y)`; `z` may be any of them.
  @inline(__always)
  static func map(
    _ w: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>,
    into z: UnsafeMutablePointer<Float>, _ range: Range<Int>,
    _ f: (Lanes, Lanes, Lanes) -> Lanes
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      let count = range.upperBound &- index
      let value = f(
        (w + index).upToSixteen(count), (x + index).upToSixteen(count),
        (y + index).upToSixteen(count))
      (z + index).store(value, count)
      index &+= 16
    }
  }
}

extension Tensor {
  /// A tensor of the same shape, each element a function of this one's.
  @inline(__always)
  func mapped(cost: Int, pool: WorkerPool, _ f: (Lanes) -> Lanes) -> Tensor {
    let result = Tensor(uninitialized: shape)
    let (x, y) = (UnsafePointer(storage.start), result.storage.start)
    pool.forEachRange(count, cost: cost, multiple: 16) { Lanewise.map(x, into: y, $0, f) }
    withExtendedLifetime(storage) {}
    return result
  }

  /// A tensor of the same shape, each element a function of this one's and another's.
  @inline(__always)
  func combined(
    with other: Tensor, _ operation: String, cost: Int, pool: WorkerPool,
    _ f: (Lanes, Lanes) -> Lanes
  ) throws(ShapeError) -> Tensor {
    try requireSameShape(other, operation)
    let result = Tensor(uninitialized: shape)
    let (x, y, z) = (
      UnsafePointer(storage.start), UnsafePointer(other.storage.start), result.storage.start
    )
    pool.forEachRange(count, cost: cost, multiple: 16) { Lanewise.map(x, y, into: z, $0, f) }
    withExtendedLifetime((storage, other)) {}
    return result
  }

  /// Replaces each element by a function of it and another tensor's.
  @inline(__always)
  mutating func combine(
    with other: Tensor, _ operation: String, cost: Int, pool: WorkerPool,
    _ f: (Lanes, Lanes) -> Lanes
  ) throws(ShapeError) {
    try requireSameShape(other, operation)
    let x = writableStart()
    let y = UnsafePointer(other.storage.start)
    pool.forEachRange(count, cost: cost, multiple: 16) { Lanewise.map(x, y, into: x, $0, f) }
    withExtendedLifetime(other) {}
  }

  @usableFromInline
  func requireSameShape(_ other: Tensor, _ operation: String) throws(ShapeError) {
    guard shape == other.shape else {
      throw ShapeError(operation, [shape, other.shape], "the shapes differ")
    }
  }
}
