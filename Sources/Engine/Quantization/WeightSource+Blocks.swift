import Numerics
import Synchronization

extension WeightSource {
  /// Whether every row of every matrix has at most sixteen different numbers in each block of 32: the
  /// mark that 4-bit quantization leaves, and that trained floats do not.
  public func looksBlockQuantized(pool: WorkerPool = .default) throws -> Bool {
    let matrices = configuration.parameters.filter {
      $0.part == .attention || $0.part == .feedForward
    }
    let found = Mutex((blocks: 0, isOther: false))
    try pool.forEach(matrices.count) { index in
      if found.withLock(\.isOther) { return }
      guard let tensor = try tensor(of: matrices[index]),
        tensor.width % BlockFormat.blockSize == 0
      else { return }
      let isOther = !tensor.hasFewNumbersInEachBlock
      found.withLock {
        $0.blocks += tensor.count / BlockFormat.blockSize
        $0.isOther = $0.isOther || isOther
      }
    }
    return found.withLock { $0.blocks > 0 && !$0.isOther }
  }
}

extension Tensor {
  /// Whether each block of 32 has at most sixteen different numbers.
  fileprivate var hasFewNumbersInEachBlock: Bool {
    withElements { elements in
      var known = [UInt32](repeating: 0, count: 16)
      for start in stride(from: 0, to: elements.count, by: BlockFormat.blockSize) {
        var count = 0
        for index in start..<start + BlockFormat.blockSize {
          let bits = elements[index].bitPattern
          if known[..<count].contains(bits) { continue }
          if count == known.count { return false }
          known[count] = bits
          count += 1
        }
      }
      return true
    }
  }
}
