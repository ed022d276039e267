import Bedrock
import Engine
import Notebook
import Numerics

/// The feed-forward network of one layer of a model, at work on a text.
struct ModelFeedForward {
  /// A hidden unit at one position.
  struct Unit {
    let number: Int
    /// What it fires with.
    let activation: Double
    /// The length of what it adds to the residual stream.
    let size: Double
    /// The tokens whose logits its row of the second matrix raises most.
    let pushes: [String]
  }

  let text: ModelText
  let modelName: String
  let layer: Int
  let position: Int
  /// `[tokens, hidden width]`, what the units fire with.
  let hidden: DoubleMatrix
  /// `[tokens, width]`, what the network adds to the residual stream.
  let output: DoubleMatrix
  /// The units that add most at the position, the largest first.
  let top: [Unit]
  /// The cosine of what they add together with what all units add.
  let agreement: Double

  init(
    _ text: ModelText, model: LanguageModel, name: String, layer: Int, position: Int, top count: Int
  ) throws {
    self.text = text
    modelName = name
    self.layer = layer
    self.position = position
    let recorder = TapRecorder()
    let points = [TapPoint.layer(layer, .hidden), .layer(layer, .feedForwardOutput)]
    _ = try model.transformer.logits(text.ids, taps: recorder.taps(points))
    guard let hidden = recorder[points[0]], let output = recorder[points[1]],
      let down = try model.tensor(.layer(layer, .down))
    else { throw DirectiveError("\(name) has no feed-forward network in layer \(layer)") }
    self.hidden = DoubleMatrix(hidden)
    self.output = DoubleMatrix(output)
    let reader = try UnitReader(model: model, down: DoubleMatrix(down))
    let row = self.hidden.row(position)
    let sizes = row.indices.map { row[$0].magnitude * VectorSpace.norm(reader.adds($0)) }
    let order = row.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.prefix(count)
    top = order.map {
      Unit(number: $0, activation: row[$0], size: sizes[$0], pushes: reader.pushes($0, row[$0]))
    }
    agreement = Self.cosine(
      reader.sum(order.map { ($0, row[$0]) }), self.output.row(position))
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    let size = VectorSpace.norm(a) * VectorSpace.norm(b)
    return size > 0 ? DoubleMatrix.dot(a, b) / size : .nan
  }

  var values: Record {
    let units = top.map { String($0.number) }
    return Record([
      "a1": .matrix(hidden, rows: text.labels, width: .float),
      "output": .matrix(output, rows: text.labels, width: .float),
      "units": .integers(top.map(\.number)),
      "activations": .vector(top.map(\.activation), labels: units),
      "sizes": .vector(top.map(\.size), labels: units),
      "agreement": .double(agreement),
      "tokens": .strings(text.labels), "layer": .integer(layer),
    ])
  }
}

/// Reads what a hidden unit adds off the second matrix.
private struct UnitReader {
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

  /// The three tokens whose logits rise most, by what the unit adds times the final norm's weights
  /// times the output matrix (a look past all later layers).
  func pushes(_ unit: Int, _ activation: Double) -> [String] {
    let vector = adds(unit).enumerated().map { place, x in
      x * activation * Double(norm?[place] ?? 1)
    }
    let scores = (0..<output.rowCount).map { row in
      DoubleMatrix.dot(output.row(row).map { Double($0) }, vector)
    }
    return LogitFilter.ranking(scores).prefix(3).map(model.label)
  }
}
