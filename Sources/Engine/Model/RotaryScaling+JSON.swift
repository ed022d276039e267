import Bedrock
import Numerics

extension RotaryScaling {
  /// The scaling in the words of `config.json`, and `divisors` and `magnified` besides; nil for none.
  var json: JSON? {
    switch self {
    case .none: nil
    case .linear(let factor): .object([("rope_type", "linear"), ("factor", .double(factor))])
    case .ntk(let factor): .object([("rope_type", "ntk"), ("factor", .double(factor))])
    case .magnified(let magnitude, let then):
      .object(
        [("rope_type", "magnified"), ("attention_factor", .double(magnitude))]
          + (then.json.map { [("then", $0)] } ?? []))
    case .divisors(let divisors, let then):
      .object(
        [("rope_type", "divisors"), ("divisors", .array(divisors.map { .double($0) }))]
          + (then.json.map { [("then", $0)] } ?? []))
    case .yarn(let yarn): yarn.json
    case .llama3(let factor, let low, let high, let context):
      .object([
        ("rope_type", "llama3"), ("factor", .double(factor)), ("low_freq_factor", .double(low)),
        ("high_freq_factor", .double(high)),
        ("original_max_position_embeddings", .double(context)),
      ])
    }
  }

  /// Reads a scaling of one of our own files, or one of `config.json` that needs nothing besides.
  init(json: JSON) throws(ModelError) {
    guard !json.isNull else {
      self = .none
      return
    }
    switch (json["rope_type"] ?? json["type"])?.stringValue {
    case "default": self = .none
    case "linear": self = .linear(factor: try json.positive("factor"))
    case "ntk": self = .ntk(factor: try json.positive("factor"))
    case "magnified":
      self = .magnified(
        try json.positive("attention_factor"),
        then: try RotaryScaling(json: json["then"] ?? .null))
    case "divisors":
      self = .divisors(
        try json.positives("divisors"), then: try RotaryScaling(json: json["then"] ?? .null))
    case "yarn": self = .yarn(try YarnScaling(json: json))
    case "llama3":
      self = .llama3(
        factor: try json.positive("factor"),
        lowFrequencyFactor: try json.positive("low_freq_factor"),
        highFrequencyFactor: try json.positive("high_freq_factor"),
        originalContext: try json.positive("original_max_position_embeddings"))
    default: throw .configuration("the rotary scaling is not known")
    }
  }
}

extension JSON {
  func positive(_ name: String) throws(ModelError) -> Double {
    guard let value = self[name]?.doubleValue, value > 0, value.isFinite else {
      throw .configuration("'\(name)' of the rotary scaling is not a positive number")
    }
    return value
  }

  /// A list of positive numbers, at least one.
  func positives(_ name: String) throws(ModelError) -> [Double] {
    let elements = self[name]?.arrayValue ?? []
    let numbers = elements.compactMap(\.doubleValue)
    guard !numbers.isEmpty, numbers.count == elements.count,
      numbers.allSatisfy({ $0 > 0 && $0.isFinite })
    else { throw .configuration("'\(name)' of the rotary scaling is no list of positive numbers") }
    return numbers
  }
}

extension YarnScaling {
  fileprivate var json: JSON {
    .object([
      ("rope_type", "yarn"), ("factor", .double(factor)),
      ("original_max_position_embeddings", .double(originalContext)),
      ("beta_fast", .double(betaFast)), ("beta_slow", .double(betaSlow)),
      ("truncate", .bool(truncatesBounds)), ("attention_factor", .double(magnitude)),
    ])
  }

  /// Reads the members of `config.json`; `mscale` and `mscale_all_dim` as DeepSeek has them.
  init(json: JSON) throws(ModelError) {
    func optional(_ name: String) throws(ModelError) -> Double? {
      guard let value = json[name], !value.isNull else { return nil }
      return try json.positive(name)
    }
    let factor = try json.positive("factor")
    var magnitude = try optional("attention_factor")
    if magnitude == nil, let scale = try optional("mscale"),
      let all = try optional("mscale_all_dim")
    {
      magnitude =
        Self.magnitude(factor: factor, multiplier: scale)
        / Self.magnitude(factor: factor, multiplier: all)
    }
    self.init(
      factor: factor, originalContext: try json.positive("original_max_position_embeddings"),
      betaFast: try optional("beta_fast") ?? 32, betaSlow: try optional("beta_slow") ?? 1,
      truncatesBounds: json["truncate"]?.boolValue ?? true, magnitude: magnitude)
  }
}
