import Bedrock

/// Numbers replaced by what their codes stand for, without the codes: for models, of whose hundred
/// million weights nobody wants to see the codes.
extension QuantizationRecipe {
  /// Puts in the place of each number what stands for it.
  ///
  /// Law: the bits are those of `quantize(_:rows:columns:).values`.
  ///
  /// Throws what `quantize` throws, and leaves the numbers half done then.
  public func reconstruct(
    _ values: inout MutableSpan<Float>, rows: Int, columns: Int
  ) throws(QuantizationError) {
    precondition(rows * columns == values.count, "expected \(rows * columns) numbers")
    switch format {
    case .fp32: return
    case .fp16:
      for index in 0..<values.count {
        values[index] = HalfFloat.decode(HalfFloat.encode(values[index]))
      }
    case .bf16:
      for index in 0..<values.count {
        values[index] = BrainFloat.decode(BrainFloat.encode(values[index]))
      }
    default:
      if case .block(let block) = format.kind, columns % BlockFormat.blockSize != 0 {
        throw .rowLength(columns, format: block.rawValue)
      }
      for position in 0..<values.count where !values[position].isFinite {
        throw .notFinite(position: position)
      }
      if case .block(let block) = format.kind {
        for start in stride(from: 0, to: values.count, by: BlockFormat.blockSize) {
          try block.reconstruct(&values, at: start)
        }
      } else {
        try reconstructIntegers(&values, rows, columns)
      }
    }
  }

  private func reconstructIntegers(
    _ values: inout MutableSpan<Float>, _ rows: Int, _ columns: Int
  ) throws(QuantizationError) {
    for run in granularity.runs(rows: rows, columns: columns) {
      let grid = try grid(for: values.span, run)
      for position in run.positions {
        values[position] = grid.value(grid.code(values[position]))
      }
    }
  }
}

extension BlockFormat {
  /// A block of finite numbers, each replaced by what its code stands for.
  func reconstruct(
    _ values: inout MutableSpan<Float>, at start: Int
  ) throws(QuantizationError) {
    switch self {
    case .q80: try reconstructEight(&values, start)
    case .q40: try reconstructFour(&values, start)
    case .q41: try reconstructFourWithMinimum(&values, start)
    }
  }

  private func reconstructEight(
    _ values: inout MutableSpan<Float>, _ start: Int
  ) throws(QuantizationError) {
    var largest: Float = 0
    for index in start..<start + Self.blockSize {
      largest = Elementary.maximum(largest, values[index].magnitude)
    }
    let (step, inverse) = try Self.step(largest / 127)
    for index in start..<start + Self.blockSize {
      // The code of a small negative number is 0, without a sign.
      let code = (values[index] * inverse).rounded(.toNearestOrAwayFromZero) + 0
      values[index] = code * step
    }
  }

  private func reconstructFour(
    _ values: inout MutableSpan<Float>, _ start: Int
  ) throws(QuantizationError) {
    var extreme: Float = 0
    for index in start..<start + Self.blockSize
    where values[index].magnitude > extreme.magnitude { extreme = values[index] }
    let (step, inverse) = try Self.step(extreme / -8)
    for index in start..<start + Self.blockSize {
      let code = Self.code(Float(8.5).addingProduct(values[index], inverse))
      values[index] = (code - 8) * step
    }
  }

  private func reconstructFourWithMinimum(
    _ values: inout MutableSpan<Float>, _ start: Int
  ) throws(QuantizationError) {
    var (minimum, maximum) = (Float.infinity, -Float.infinity)
    for index in start..<start + Self.blockSize {
      if values[index] < minimum { minimum = values[index] }
      if values[index] > maximum { maximum = values[index] }
    }
    let (step, inverse) = try Self.step((maximum - minimum) / 15)
    let (first, _) = try Self.step(minimum)
    for index in start..<start + Self.blockSize {
      values[index] = Self.code((values[index] - minimum) * inverse + 0.5) * step + first
    }
  }

  /// The integer part of a number that is not negative, at most 15.
  @inline(__always)
  private static func code(_ x: Float) -> Float { Float(min(15, UInt8(x))) }

  /// A scale as it is stored, and what codes are made with.
  @inline(__always)
  private static func step(
    _ scale: Float
  ) throws(QuantizationError) -> (step: Float, inverse: Float) {
    let bits = HalfFloat.encode(scale)
    guard bits & 0x7FFF != 0x7C00 else { throw .scaleOverflow(scale) }
    return (HalfFloat.decode(bits), inverse(scale))
  }
}
