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
  /// The unit that was asked for, over all of the text.
  let study: UnitStudy?

  init(
    _ text: ModelText, model: LanguageModel, name: String, layer: Int, position: Int,
    top count: Int, unit: Int? = nil
  ) throws {
    self.text = text
    modelName = name
    self.layer = layer
    self.position = position
    let recorder = TapRecorder()
    let points = [TapPoint.layer(layer, .hidden), .layer(layer, .feedForwardOutput)]
    try model.transformer.run(text.ids, through: points[1], taps: recorder.taps(points))
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
    let rows = self.hidden.rows
    study = unit.map { number in
      UnitStudy(number, activations: rows.map { $0[number] }, reader)
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
    var record = Record([
      "a1": .matrix(hidden, rows: text.labels, width: .float),
      "output": .matrix(output, rows: text.labels, width: .float),
      "units": .integers(top.map(\.number)),
      "activations": .vector(top.map(\.activation), labels: units),
      "sizes": .vector(top.map(\.size), labels: units),
      "agreement": .double(agreement),
      "tokens": .strings(text.labels), "layer": .integer(layer),
    ])
    if let study {
      record["unit"] = .integer(study.number)
      record["unit_activations"] = .vector(study.activations, labels: text.labels)
      record["raised"] = .strings(study.raised)
      record["lowered"] = .strings(study.lowered)
    }
    return record
  }
}
