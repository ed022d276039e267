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
  /// Each pair's frequency is divided by a number of its own, as GGUF files of Llama 3.1 tell it, and
  /// what comes out is scaled again.
  indirect case divisors([Double], then: RotaryScaling = .none)
  /// YaRN: pairs that turn often within the original context stay, those that turn seldom are divided
  /// by a factor, and queries and keys are made longer (Peng et al., 2023, arXiv:2309.00071).
  case yarn(YarnScaling)
  /// Queries and keys are multiplied by a magnitude besides another scaling (LongRoPE).
  indirect case magnified(Double, then: RotaryScaling = .none)
  /// Llama 3's rule: frequencies with a wavelength beyond `originalContext / lowFrequencyFactor` are
  /// divided by `factor`, those below `originalContext / highFrequencyFactor` stay, and between them
  /// it is interpolated.
  case llama3(
    factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double,
    originalContext: Double)

  /// The angle that each pair turns by from one position to the next, in radians.
  ///
  /// - Parameter width: how many numbers of a head are rotated.
  func frequencies(width: Int, base: Double) -> [Double] {
    var base = base
    if case .ntk(let factor) = self, width > 2 {
      base *= Elementary.pow(factor, Double(width) / Double(width - 2))
    }
    let plain = (0..<width / 2).map { pair in
      Elementary.pow(base, -2 * Double(pair) / Double(width))
    }
    return scaled(plain, base: base)
  }

  /// What every rotated number is multiplied by.
  var magnitude: Double {
    switch self {
    case .none, .linear, .ntk, .llama3: 1
    case .divisors(_, let then): then.magnitude
    case .yarn(let yarn): yarn.magnitude
    case .magnified(let magnitude, let then): magnitude * then.magnitude
    }
  }

  private func scaled(_ plain: [Double], base: Double) -> [Double] {
    switch self {
    case .none, .ntk: return plain
    case .magnified(_, let then): return then.scaled(plain, base: base)
    case .divisors(let divisors, let then):
      let divided = plain.enumerated().map { pair, frequency in
        divisors.indices.contains(pair) ? frequency / divisors[pair] : frequency
      }
      return then.scaled(divided, base: base)
    case .linear(let factor): return plain.map { $0 / factor }
    case .yarn(let yarn): return yarn.scaled(plain, base: base)
    case .llama3(let factor, let low, let high, let context):
      return plain.map { frequency in
        let turns = context * frequency / (2 * Double.pi)
        if turns < low { return frequency / factor }
        if turns > high { return frequency }
        let smooth = (turns - low) / (high - low)
        return (1 - smooth) * frequency / factor + smooth * frequency
      }
    }
  }
}
