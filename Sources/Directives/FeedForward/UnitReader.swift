import Engine
import Notebook
import Numerics

/// Reads what a hidden unit adds off the second matrix.
struct UnitReader {
  let model: LanguageModel
  /// `[width, hidden width]`
  let down: DoubleMatrix
  /// The final norm's weights.
  private let norm: [Float]?
  /// `[vocabulary, width]`
  private let output: Tensor

  init(model: LanguageModel, down: DoubleMatrix) throws {
    self.model = model
    self.down = down
    norm = try model.tensor(.finalNorm)?.elements
    output = try model.outputMatrix
  }

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
  func pushes(_ unit: Int, _ activation: Double) -> [String] {
    ranking(unit, activation).prefix(3).map(model.label)
  }

  /// The tokens from the one whose logit rises most to the one whose falls most, by what the unit adds
  /// times the final norm's weights times the output matrix (a look past all later layers).
  func ranking(_ unit: Int, _ activation: Double) -> [Int] {
    let vector = adds(unit).enumerated().map { place, x in
      x * activation * Double(norm?[place] ?? 1)
    }
    let scores = (0..<output.rowCount).map { row in
      DoubleMatrix.dot(output.row(row).map { Double($0) }, vector)
    }
    return LogitFilter.ranking(scores)
  }
}
