import Engine
import Notebook
import Numerics

/// Reads what a hidden unit adds off the second matrix.
struct UnitReader {
  let model: LanguageModel
  /// `[width, hidden width]`
  let down: DoubleMatrix

  /// What a unit adds where it fires with 1.
  func adds(_ unit: Int) -> [Double] { (0..<down.rowCount).map { down[$0, unit] } }

  func sum(_ units: [(unit: Int, activation: Double)]) -> [Double] {
    var sum = [Double](repeating: 0, count: down.rowCount)
    for (unit, activation) in units {
      for place in sum.indices { sum[place] += activation * down[place, unit] }
    }
    return sum
  }

  /// The three tokens whose logits rise most.
  func pushes(_ unit: Int, _ activation: Double) throws -> [String] {
    try ranking(unit, activation).prefix(3).map(model.label)
  }

  /// The tokens from the one whose logit rises most to the one whose falls most, by what the unit adds
  /// times the final norm's weights times the output matrix (a look past all later layers).
  func ranking(_ unit: Int, _ activation: Double) throws -> [Int] {
    let weights = try model.weights
    let norm = weights[.finalNorm]?.elements
    let vector = adds(unit).enumerated().map { place, x in
      x * activation * Double(norm?[place] ?? 1)
    }
    let output = weights.outputMatrix
    let scores = (0..<output.rowCount).map { row in
      DoubleMatrix.dot(output.row(row).map { Double($0) }, vector)
    }
    return LogitFilter.ranking(scores)
  }
}
