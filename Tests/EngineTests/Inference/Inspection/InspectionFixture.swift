import Engine

/// What NumPy computed in float64 about a small model of PyTorch's.
struct InspectionFixture {
  let model: Transformer
  let numbers: Numbers

  struct Numbers: Decodable {
    let ids: [Int]
    let source: [Int]
    let target: Int
    let alternative: Int
    let lens: [[Double]]
    let parts: [Double]
    let value: Double
    let withoutHead: [Double]
    let meanOfMLP: [Double]
    let patched: [Double]
    let sizes: [Double]

    enum CodingKeys: String, CodingKey {
      case ids, source, target, alternative, lens, parts, value, sizes
      case withoutHead = "without_layer_1_head_2"
      case meanOfMLP = "mean_of_layer_0_mlp"
      case patched = "patched_layer_0_position_3"
    }
  }

  /// The models of `ModelFixture` that there are reference numbers for.
  static let names = ["llama", "gpt2"]

  init(_ name: String) throws {
    model = try Transformer(try ModelFixture(name).weights)
    let all = try Fixture.decode([String: Numbers].self, from: "inspection.json")
    numbers = all[name]!
  }

  var measure: TargetMeasure {
    TargetMeasure(target: numbers.target, alternative: numbers.alternative)
  }

  /// The largest distance of floats from reference numbers.
  static func distance(_ values: [Float], _ reference: [Double]) -> Double {
    distance(values.map { Double($0) }, reference)
  }

  static func distance(_ values: [Double], _ reference: [Double]) -> Double {
    values.count == reference.count
      ? zip(values, reference).map { abs($0 - $1) }.max() ?? 0 : .infinity
  }
}
