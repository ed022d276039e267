/// Sums of one fixed shape: element i is added to lane i mod 16, in ascending order from +0, and the
/// lanes are then added in a tree: j + 8, j + 4, j + 2, j + 1 (`Elementary.sum`).
enum LaneSum {
  /// Adds up over `count` elements, sixteen at a time; `add` is given the sums so far and the next
  /// elements, which beyond the last are zeros.
  @inline(__always)
  static func of(
    _ x: UnsafePointer<Float>, _ count: Int, _ add: (Lanes, Lanes) -> Lanes
  ) -> Float {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      sums = add(sums, (x + index).upToSixteen(count &- index))
      index &+= 16
    }
    return tree(sums)
  }

  /// The same over pairs of elements.
  @inline(__always)
  static func of(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ count: Int,
    _ add: (Lanes, Lanes, Lanes) -> Lanes
  ) -> Float {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      let rest = count &- index
      sums = add(sums, (x + index).upToSixteen(rest), (y + index).upToSixteen(rest))
      index &+= 16
    }
    return tree(sums)
  }

  /// The same over triples of elements.
  @inline(__always)
  static func of(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ z: UnsafePointer<Float>, _ count: Int,
    _ add: (Lanes, Lanes, Lanes, Lanes) -> Lanes
  ) -> Float {
    var sums = Lanes.zero
    var index = 0
    while index < count {
      let rest = count &- index
      sums = add(
        sums, (x + index).upToSixteen(rest), (y + index).upToSixteen(rest),
        (z + index).upToSixteen(rest))
      index &+= 16
    }
    return tree(sums)
  }

  /// The sum of sixteen lanes, in the order of `Elementary.sum`, here so that it is inlined.
  @inline(__always)
  static func tree(_ lanes: Lanes) -> Float {
    let eight: SIMD8<Float> = lanes.lowHalf + lanes.highHalf
    let four: SIMD4<Float> = eight.lowHalf + eight.highHalf
    let two: SIMD2<Float> = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}

extension Tensor {
  /// The sum of all elements, as a fixed tree of sixteen lanes (`Elementary.sum`).
  public func sum() -> Float {
    defer { withExtendedLifetime(storage) {} }
    return LaneSum.of(storage.start, count) { $0 + $1 }
  }

  /// The sum of the squares of all elements: sixteen chains of fused multiply-adds, then a tree.
  public func sumOfSquares() -> Float {
    defer { withExtendedLifetime(storage) {} }
    return LaneSum.of(storage.start, count) { $0.addingProduct($1, $1) }
  }

  /// The sum of the products of corresponding elements. Throws if the shapes differ.
  public func dot(_ other: Tensor) throws(ShapeError) -> Float {
    try requireSameShape(other, "dot")
    defer { withExtendedLifetime((storage, other)) {} }
    return LaneSum.of(storage.start, other.storage.start, count) { $0.addingProduct($1, $2) }
  }

  /// The sum of each row, as a fixed tree of sixteen lanes: all axes but the last.
  public func rowSums(pool: WorkerPool = .default) -> Tensor {
    let width = width
    let result = Tensor(uninitialized: Array(shape.dropLast()))
    let (x, y) = (UnsafePointer(storage.start), result.storage.start)
    pool.forEachRange(rowCount, cost: width) { rows in
      for row in rows { y[row] = LaneSum.of(x + row &* width, width) { $0 + $1 } }
    }
    withExtendedLifetime(storage) {}
    return result
  }

  /// The sum of each column: one chain of additions in ascending order of the rows. `[width]`.
  public func columnSums(pool: WorkerPool = .default) -> Tensor {
    let result = Tensor(uninitialized: [width])
    let x = UnsafePointer(storage.start)
    ColumnSum.compute(rows: rowCount, width: width, into: result.storage.start, pool: pool) {
      sums, _, position, count in
      sums + (x + position).upToSixteen(count)
    }
    withExtendedLifetime(storage) {}
    return result
  }
}

/// Sums over the rows of a matrix: each column one chain in ascending order of the rows.
enum ColumnSum {
  /// Columns are computed by sixteens; `add` is given the sums so far, the row, where its sixteen
  /// elements begin, and how many of them there are.
  @inline(__always)
  static func compute(
    rows: Int, width: Int, into sums: UnsafeMutablePointer<Float>, pool: WorkerPool,
    _ add: (Lanes, Int, Int, Int) -> Lanes
  ) {
    pool.forEachRange((width + 15) / 16, cost: rows * 8) { blocks in
      for block in blocks {
        let column = block &* 16
        let count = min(16, width &- column)
        var chain = Lanes.zero
        for row in 0..<rows { chain = add(chain, row, row &* width &+ column, count) }
        (sums + column).store(chain, count)
      }
    }
  }
}
