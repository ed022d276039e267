import Bedrock

/// How rotary frequencies are changed for contexts longer than those that a model was trained on.
public enum RotaryScaling: Equatable, Sendable {
  case none
  /// Every frequency is divided by a factor: positions are squeezed (Chen et al., 2023,
  /// arXiv:2306.15595).
  case linear(factor: Double)
  /// The base is multiplied by factor^(d / (d − 2)): fast pairs stay, slow ones are slowed down most
  /// ("NTK-aware").
  case ntk(factor: Double)
  /// Each pair's frequency is divided by a number of its own, as GGUF files of Llama 3.1 tell it.
  case divisors([Double])
  /// Llama 3's rule: frequencies with a wavelength beyond `originalContext / lowFrequencyFactor` are
  /// divided by `factor`, those below `originalContext / highFrequencyFactor` stay, and between them
  /// it is interpolated.
  case llama3(
    factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double,
    originalContext: Double)

  /// The angle that each pair turns by from one position to the next, in radians.
  func frequencies(width: Int, base: Double) -> [Double] {
    var base = base
    if case .ntk(let factor) = self, width > 2 {
      base *= Elementary.pow(factor, Double(width) / Double(width - 2))
    }
    return (0..<width / 2).map { pair in
      scaled(Elementary.pow(base, -2 * Double(pair) / Double(width)), pair: pair)
    }
  }

  private func scaled(_ frequency: Double, pair: Int) -> Double {
    switch self {
    case .none, .ntk: return frequency
    case .divisors(let divisors):
      return divisors.indices.contains(pair) ? frequency / divisors[pair] : frequency
    case .linear(let factor): return frequency / factor
    case .llama3(let factor, let low, let high, let context):
      let turns = context * frequency / (2 * Double.pi)
      if turns < low { return frequency / factor }
      if turns > high { return frequency }
      let smooth = (turns - low) / (high - low)
      return (1 - smooth) * frequency / factor + smooth * frequency
    }
  }
}
