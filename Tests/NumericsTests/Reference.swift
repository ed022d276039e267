import Bedrock
import Numerics

/// Plain double-precision versions of the row operations, written as the formulas are.
enum Reference {
  static func softmax(_ x: [Double]) -> [Double] {
    let largest = x.max() ?? 0
    let powers = x.map { Elementary.exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  static func rmsNorm(_ x: [Double], _ w: [Double], _ epsilon: Double) -> [Double] {
    let mean = x.reduce(0) { $0 + $1 * $1 } / Double(x.count)
    return zip(x, w).map { $0 / (mean + epsilon).squareRoot() * $1 }
  }

  static func layerNorm(
    _ x: [Double], _ w: [Double], _ b: [Double], _ epsilon: Double
  ) -> [Double] {
    let mean = x.reduce(0, +) / Double(x.count)
    let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
    return x.indices.map { (x[$0] - mean) / (variance + epsilon).squareRoot() * w[$0] + b[$0] }
  }

  static func crossEntropy(_ x: [Double], _ target: Int) -> Double {
    let largest = x.max() ?? 0
    let sum = x.reduce(0) { $0 + Elementary.exp($1 - largest) }
    return Elementary.log(sum) - (x[target] - largest)
  }

  /// One head: `q` `[queries][width]`, `k` and `v` `[keys][width]`.
  static func attention(
    _ q: [[Double]], _ k: [[Double]], _ v: [[Double]], isCausal: Bool, scale: Double
  ) -> (output: [[Double]], weights: [[Double]]) {
    var outputs: [[Double]] = []
    var weights: [[Double]] = []
    for (i, query) in q.enumerated() {
      let seen = isCausal ? k.count - q.count + i + 1 : k.count
      let scores = k.prefix(seen).map { key in
        zip(query, key).reduce(0) { $0 + $1.0 * $1.1 } * scale
      }
      let row = softmax(scores)
      weights.append(row + [Double](repeating: 0, count: k.count - seen))
      outputs.append(
        query.indices.map { column in (0..<seen).reduce(0) { $0 + row[$1] * v[$1][column] } })
    }
    return (outputs, weights)
  }
}

/// The largest difference, relative to the largest magnitude of what was expected (at least 1e-3).
func deviation(_ values: [Float], _ expected: [Double]) -> Double {
  guard values.count == expected.count else { return .infinity }
  let size = max(expected.map(abs).max() ?? 0, 1e-3)
  return zip(values, expected).map { abs(Double($0) - $1) }.max().map { $0 / size } ?? 0
}

func doubles(_ tensor: Tensor) -> [Double] { tensor.elements.map(Double.init) }

func doubleRows(_ tensor: Tensor) -> [[Double]] {
  (0..<tensor.rowCount).map { tensor.row($0).map(Double.init) }
}

/// How far a gradient is from the central finite differences of a loss in double precision.
///
/// `loss` is given the elements of a tensor; `gradient` is what the backward pass computed for it.
func gradientDeviation(
  _ x: [Double], _ gradient: [Float], step: Double = 1e-5, _ loss: ([Double]) -> Double
) -> Double {
  var x = x
  let differences = x.indices.map { index in
    let value = x[index]
    x[index] = value + step
    let above = loss(x)
    x[index] = value - step
    let below = loss(x)
    x[index] = value
    return (above - below) / (2 * step)
  }
  return deviation(gradient, differences)
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

func chunks(_ x: [Double], _ width: Int) -> [[Double]] {
  stride(from: 0, to: x.count, by: max(width, 1)).map { Array(x[$0..<$0 + width]) }
}
