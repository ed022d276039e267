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
