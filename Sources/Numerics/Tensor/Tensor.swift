/// A row-major array of `Float` with any number of axes.
///
/// A value: a copy is independent of its original, and shares its memory until one is written.
/// Axes may have size 0. A tensor without axes is one number.
///
/// Laws of every operation in this module:
/// - Its result is a function of its operands: the same bits at every thread count, with every
///   instruction set, on every processor (but for the payload of a NaN). Each reduction has a fixed
///   shape, which the operation's comment states; work is shared out by output.
/// - A row of a result depends on its own row of the operand alone, so that tokens computed one at a
///   time have the bits of all at once.
/// - Shapes are checked at the door; what does not fit throws a `ShapeError` that names both.
public struct Tensor: Sendable {
  /// The size of each axis, the slowest first.
  public private(set) var shape: [Int]
  var storage: TensorStorage

  /// The number of elements.
  public var count: Int { storage.count }

  /// A tensor whose elements are not yet written. The shape must have been checked.
  init(uninitialized shape: [Int]) {
    self.shape = shape
    storage = TensorStorage(uninitialized: shape.reduce(1, *))
  }

  /// A tensor of zeros.
  public init(zeros shape: [Int]) { self.init(repeating: 0, shape: shape) }

  /// A tensor with the same number everywhere. Sizes must not be negative.
  public init(repeating value: Float, shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "expected sizes of 0 or more, got \(shape)")
    self.init(uninitialized: shape)
    storage.start.update(repeating: value, count: count)
  }

  /// A tensor with the given elements, the last axis fastest.
  ///
  /// Throws if there are not exactly as many as the shape says.
  public init(_ elements: [Float], shape: [Int]) throws(ShapeError) {
    guard let count = Self.elementCount(of: shape), count == elements.count else {
      throw ShapeError("Tensor", [[elements.count], shape], "the numbers of elements differ")
    }
    self.init(uninitialized: shape)
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { storage.start.update(from: start, count: count) }
    }
  }

  /// A vector with the given elements.
  public init(_ elements: [Float]) {
    self.init(uninitialized: [elements.count])
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { storage.start.update(from: start, count: count) }
    }
  }

  /// A matrix with the given rows. Throws if they differ in length.
  public init(rows: [[Float]]) throws(ShapeError) {
    let width = rows.first?.count ?? 0
    for row in rows where row.count != width {
      throw ShapeError("Tensor", [[width], [row.count]], "the rows differ in length")
    }
    try self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// The product of the sizes, or none if a size is negative or the product is beyond `Int`.
  static func elementCount(of shape: [Int]) -> Int? {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if size < 0 || overflow { return nil }
      count = product
    }
    return count
  }
}

extension Tensor {
  /// The number of axes.
  public var rank: Int { shape.count }

  /// The size of the last axis; 1 for a tensor without axes.
  public var width: Int { shape.last ?? 1 }

  /// The number of rows, when all axes but the last are taken as one; 1 for a tensor without axes.
  public var rowCount: Int { shape.dropLast().reduce(1, *) }

  /// The elements, the last axis fastest.
  public var elements: [Float] {
    defer { withExtendedLifetime(storage) {} }
    return Array(UnsafeBufferPointer(start: storage.start, count: count))
  }

  /// The same elements under another shape. Throws if the numbers of elements differ.
  public func reshaped(_ newShape: [Int]) throws(ShapeError) -> Tensor {
    guard Self.elementCount(of: newShape) == count else {
      throw ShapeError("reshaped", [shape, newShape], "the numbers of elements differ")
    }
    var result = self
    result.shape = newShape
    return result
  }
}

extension Tensor: Equatable {
  /// Whether shapes and elements are equal; as for `Float`, zeros of both signs are equal and NaN is
  /// unequal to itself.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    defer { withExtendedLifetime((left.storage, right.storage)) {} }
    for index in 0..<left.count where left.storage.start[index] != right.storage.start[index] {
      return false
    }
    return true
  }
}

extension Tensor: CustomStringConvertible {
  public var description: String { "Tensor\(shape)" }
}
