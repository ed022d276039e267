extension Tensor {
  /// The element at a position in row-major order.
  public subscript(flat index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "expected a position below \(count), got \(index)")
      defer { withExtendedLifetime(storage) {} }
      return storage.start[index]
    }
    set {
      precondition(index >= 0 && index < count, "expected a position below \(count), got \(index)")
      makeUnique()
      storage.start[index] = newValue
      withExtendedLifetime(storage) {}
    }
  }

  /// The element at an index for each axis.
  public subscript(indices: Int...) -> Float {
    get {
      defer { withExtendedLifetime(storage) {} }
      return storage.start[position(indices)]
    }
    set {
      let position = position(indices)
      makeUnique()
      storage.start[position] = newValue
      withExtendedLifetime(storage) {}
    }
  }

  private func position(_ indices: [Int]) -> Int {
    precondition(indices.count == rank, "expected \(rank) indices, got \(indices)")
    var position = 0
    for (index, size) in zip(indices, shape) {
      precondition(index >= 0 && index < size, "expected indices within \(shape), got \(indices)")
      position = position * size + index
    }
    return position
  }

  /// The elements of a row, all axes but the last taken as one.
  public func row(_ index: Int) -> [Float] {
    precondition(index >= 0 && index < rowCount, "expected a row below \(rowCount), got \(index)")
    defer { withExtendedLifetime(storage) {} }
    return Array(UnsafeBufferPointer(start: storage.start + index * width, count: width))
  }

  /// A copy of some rows, all axes but the last taken as one: shape `[range.count, width]`.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rowCount,
      "expected rows within 0..<\(rowCount), got \(range)")
    let result = Tensor(uninitialized: [range.count, width])
    result.storage.start.update(
      from: storage.start + range.lowerBound * width, count: result.count)
    withExtendedLifetime(storage) {}
    return result
  }

  /// Gives `body` the elements, the last axis fastest, without a copy.
  public func withElements<Result, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: storage.start, count: count).span)
  }

  /// Lets `body` change the elements in place; a shared memory is copied first.
  public mutating func withMutableElements<Result, Failure: Error>(
    _ body: (inout MutableSpan<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    makeUnique()
    defer { withExtendedLifetime(storage) {} }
    var span = UnsafeMutableBufferPointer(start: storage.start, count: count).mutableSpan
    return try body(&span)
  }

  /// The start of the memory; valid while this tensor is held.
  @usableFromInline
  var readableStart: UnsafePointer<Float> { UnsafePointer(storage.start) }

  /// The start of the memory, to be written: a shared memory is copied first.
  @usableFromInline
  mutating func writableStart() -> UnsafeMutablePointer<Float> {
    makeUnique()
    return storage.start
  }

  /// The start of the memory, to be overwritten as a whole: a shared memory is replaced, not copied.
  mutating func overwritableStart() -> UnsafeMutablePointer<Float> {
    if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(uninitialized: count) }
    return storage.start
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }
}
