import Numerics

extension Tape {
  /// The sums of a vector's even parts, `[sequences]`: of tokens' numbers a number for each sequence.
  ///
  /// Each sum is one chain of additions in ascending order.
  public mutating func sums(
    _ x: Variable, sequences: Int
  ) throws(ShapeError) -> Variable {
    guard sequences > 0, x.value.count % sequences == 0 else {
      throw ShapeError("sums", [x.value.shape, [sequences]], "the parts are not even")
    }
    let length = x.value.count / sequences
    let sums = x.value.withElements { elements in
      (0..<sequences).map { sequence in
        var sum: Float = 0
        for index in sequence * length..<(sequence + 1) * length { sum += elements[index] }
        return sum
      }
    }
    return record(SequenceSums(x: x.id, shape: x.value.shape, length: length), Tensor(sums))
  }
}

private struct SequenceSums: TapeOperation {
  let x: Int
  let shape: [Int]
  let length: Int

  func backward(_ gradient: Tensor, into pass: inout GradientPass) throws(ShapeError) {
    var result = Tensor(zeros: shape)
    let length = length
    result.withMutableElements { elements in
      for index in elements.indices { elements[index] = gradient[flat: index / length] }
    }
    try pass.accumulate(result, to: x)
  }
}
