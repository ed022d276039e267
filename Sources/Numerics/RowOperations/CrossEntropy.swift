import Bedrock

/// The cross-entropy of rows of logits against target classes.
public struct CrossEntropy: Sendable {
  /// A target that takes no part: its row's loss is 0, it is not counted, and its gradient is 0.
  public static let ignored = -1

  /// −ln softmax(row)[target] for each row.
  public let losses: Tensor
  /// How many rows count.
  public let count: Int
  /// The mean of the losses that count, as a fixed tree of sixteen lanes; 0 if none counts.
  public let mean: Float

  /// - Parameters:
  ///   - logits: `[…, classes]`.
  ///   - targets: a class for each row, or `ignored`.
  public init(
    _ logits: Tensor, targets: [Int], pool: WorkerPool = .default
  ) throws(ShapeError) {
    try Self.check(logits, targets)
    let losses = Tensor(uninitialized: [targets.count])
    let (width, x, y) = (
      logits.width, UnsafePointer(logits.storage.start), losses.storage.start
    )
    pool.forEachRange(targets.count, cost: width * 3) { rows in
      for row in rows {
        let target = targets[row]
        y[row] = 0
        if target >= 0 { y[row] = CrossEntropyRow.loss(x + row &* width, width, target) }
      }
    }
    withExtendedLifetime(logits) {}
    self.init(losses: losses, targets)
  }

  private init(losses: Tensor, _ targets: [Int]) {
    self.losses = losses
    count = targets.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    mean = count == 0 ? 0 : losses.sum() / Float(count)
  }

  /// The losses of logits, which are replaced by softmax − one-hot: the gradients of the rows' own
  /// losses. One pass for both, with the bits of each alone.
  public static func replaceByErrors(
    _ logits: inout Tensor, targets: [Int], pool: WorkerPool = .default
  ) throws(ShapeError) -> CrossEntropy {
    try check(logits, targets)
    let losses = Tensor(uninitialized: [targets.count])
    let (width, y) = (logits.width, losses.storage.start)
    let x = logits.writableStart()
    pool.forEachRange(targets.count, cost: width * 3) { rows in
      for row in rows {
        y[row] = CrossEntropyRow.errors(x + row &* width, width, targets[row])
      }
    }
    return CrossEntropy(losses: losses, targets)
  }

  /// The gradient of the mean loss, times `upstream`, with respect to the logits:
  /// (softmax − one-hot) · upstream / count.
  public static func backward(
    _ logits: Tensor, targets: [Int], upstream: Float = 1, pool: WorkerPool = .default
  ) throws(ShapeError) -> Tensor {
    var result = logits
    try replaceByGradient(&result, targets: targets, upstream: upstream, pool: pool)
    return result
  }

  /// `backward(_:targets:upstream:pool:)` in place of the logits, which saves their copy.
  public static func replaceByGradient(
    _ logits: inout Tensor, targets: [Int], upstream: Float = 1, pool: WorkerPool = .default
  ) throws(ShapeError) {
    try check(logits, targets)
    let count = targets.reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    let factor = upstream / Float(max(count, 1))
    let width = logits.width
    let x = logits.writableStart()
    pool.forEachRange(targets.count, cost: width * 3) { rows in
      for row in rows {
        CrossEntropyRow.gradient(x + row &* width, width, targets[row], factor)
      }
    }
  }

  private static func check(_ logits: Tensor, _ targets: [Int]) throws(ShapeError) {
    func refuse(_ rule: String) -> ShapeError {
      ShapeError("crossEntropy", [logits.shape, [targets.count]], rule)
    }
    guard logits.rank > 0, logits.rowCount == targets.count else {
      throw refuse("there is not one target a row")
    }
    for (row, target) in targets.enumerated()
    where target >= logits.width || target < 0 && target != ignored {
      throw refuse("the target \(target) of row \(row) is no class")
    }
  }
}

/// The cross-entropy of one row.
enum CrossEntropyRow {
  /// ln Σ e^(x − max) − (x[target] − max)
  @inline(__always)
  static func loss(_ x: UnsafePointer<Float>, _ count: Int, _ target: Int) -> Float {
    let largest = RowMaximum.of(x, count)
    let sum = SoftmaxRow.sumOfExponentials(x, count, shift: largest)
    return Elementary.log(sum) - (x[target] - largest)
  }

  /// Replaces the logits by softmax − one-hot, or by zeros if the row is ignored, and gives the loss.
  @inline(__always)
  static func errors(_ x: UnsafeMutablePointer<Float>, _ count: Int, _ target: Int) -> Float {
    guard target >= 0 else {
      x.update(repeating: 0, count: count)
      return 0
    }
    let largest = RowMaximum.of(x, count)
    let own = x[target] - largest
    let sum = SoftmaxRow.apply(x, count, largest: largest)
    x[target] -= 1
    return Elementary.log(sum) - own
  }

  /// Replaces the logits by (softmax − one-hot) · factor, or by zeros if the row is ignored.
  @inline(__always)
  static func gradient(
    _ x: UnsafeMutablePointer<Float>, _ count: Int, _ target: Int, _ factor: Float
  ) {
    guard target >= 0 else { return x.update(repeating: 0, count: count) }
    SoftmaxRow.apply(x, count)
    x[target] -= 1
    Lanewise.map(x, into: x, 0..<count) { $0 * factor }
  }
}
