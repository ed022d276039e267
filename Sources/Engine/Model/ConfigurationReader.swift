import Bedrock
import Numerics

/// Reads the members of a `config.json`, where `null` is as good as none.
struct ConfigurationReader {
  let json: JSON

  private func member(_ name: String) -> JSON? {
    guard let value = json[name], !value.isNull else { return nil }
    return value
  }

  func integer(_ name: String, default fallback: Int? = nil) throws(ModelError) -> Int {
    guard let value = member(name) else {
      if let fallback { return fallback }
      throw .configuration("'\(name)' is missing")
    }
    guard let integer = value.intValue else {
      throw .configuration("'\(name)' is not a whole number")
    }
    return integer
  }

  func number(_ name: String, default fallback: Double) throws(ModelError) -> Double {
    guard let value = member(name) else { return fallback }
    guard let number = value.doubleValue else { throw .configuration("'\(name)' is not a number") }
    return number
  }

  func flag(_ name: String, default fallback: Bool) throws(ModelError) -> Bool {
    guard let value = member(name) else { return fallback }
    guard let flag = value.boolValue else {
      throw .configuration("'\(name)' is not true or false")
    }
    return flag
  }

  func positions() throws(ModelError) -> ModelConfiguration.Positions {
    guard let value = member("positions") else { return .rotary }
    guard let known = value.stringValue.flatMap(ModelConfiguration.Positions.init) else {
      throw .configuration("'positions' is none of rotary, learned and none")
    }
    return known
  }

  func activation(_ name: String, default fallback: Activation) throws(ModelError) -> Activation {
    guard let value = member(name) else { return fallback }
    switch value.stringValue {
    case "gelu_new", "gelu_pytorch_tanh", "gelu_fast": return .geluTanh
    case "gelu": return .geluErf
    case "swish": return .silu
    case let other?:
      if let known = Activation(rawValue: other) { return known }
      throw .configuration("the activation '\(other)' is not known")
    case nil: throw .configuration("'\(name)' is not a text")
    }
  }
}

extension RotaryScaling {
  /// The scaling in the words of `config.json`; nil for none.
  var json: JSON? {
    switch self {
    case .none: nil
    case .linear(let factor): .object([("rope_type", "linear"), ("factor", .double(factor))])
    case .ntk(let factor): .object([("rope_type", "ntk"), ("factor", .double(factor))])
    case .divisors(let divisors):
      .object([("rope_type", "divisors"), ("divisors", .array(divisors.map { .double($0) }))])
    case .llama3(let factor, let low, let high, let context):
      .object([
        ("rope_type", "llama3"), ("factor", .double(factor)), ("low_freq_factor", .double(low)),
        ("high_freq_factor", .double(high)),
        ("original_max_position_embeddings", .double(context)),
      ])
    }
  }

  init(json: JSON) throws(ModelError) {
    guard !json.isNull else {
      self = .none
      return
    }
    func number(_ name: String) throws(ModelError) -> Double {
      guard let value = json[name]?.doubleValue, value > 0, value.isFinite else {
        throw .configuration("'\(name)' of the rotary scaling is not a positive number")
      }
      return value
    }
    switch (json["rope_type"] ?? json["type"])?.stringValue {
    case "default": self = .none
    case "linear": self = .linear(factor: try number("factor"))
    case "ntk": self = .ntk(factor: try number("factor"))
    case "divisors":
      let divisors = (json["divisors"]?.arrayValue ?? []).compactMap(\.doubleValue)
      guard !divisors.isEmpty, divisors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
        throw .configuration("the divisors of the rotary scaling are no positive numbers")
      }
      self = .divisors(divisors)
    case "llama3":
      self = .llama3(
        factor: try number("factor"), lowFrequencyFactor: try number("low_freq_factor"),
        highFrequencyFactor: try number("high_freq_factor"),
        originalContext: try number("original_max_position_embeddings"))
    default: throw .configuration("the rotary scaling is not known")
    }
  }
}
