import Bedrock
import Numerics

/// Rotary positions as llama.cpp reads them (`llama_model_base::load_hparams`, `rope_yarn`).
///
/// The factor is that of `rope.scaling.factor`, or else of the older `rope.scale_linear`; it counts for
/// every type of scaling but `none`, and a file without a type scales linearly. Divisors of the table
/// `rope_freqs` come before it.
extension GGUFArchitecture {
  func readRotation(_ keys: inout GGUFKeys, _ model: inout ModelConfiguration) throws {
    guard model.isRotary else { return }
    model.rotaryBase = try keys.number("rope.freq_base", default: 10_000)
    let rotated = try keys.integer("rope.dimension_count", default: model.headWidth)
    if rotated != model.headWidth {
      guard rotatesParts else {
        throw GGUFError.unsupported(
          "heads that are rotated in part are not run for the architecture '\(name)', and"
            + " '\(name).rope.dimension_count' is \(rotated) of \(model.headWidth)")
      }
      model.rotaryWidth = rotated
    }
    try keys.require(
      "rope.scaling.alpha", toBe: 0, else: "this scaling of rotary positions is not run")
    let scaling = try GGUFRotaryScaling(&keys, context: model.context)
    let table = try rotaryDivisors(keys.file, pairs: rotated / 2)
    if let longAndShort = try longDivisors(keys.file, pairs: rotated / 2), table == nil {
      model.rotaryScaling = scaling.scaling(divisors: longAndShort.short)
      model.longRotary = LongRotary(
        originalContext: scaling.originalContext,
        scaling: scaling.scaling(divisors: longAndShort.long))
    } else {
      model.rotaryScaling = scaling.scaling(divisors: table)
    }
  }

  private func rotaryDivisors(_ file: GGUFFile, pairs: Int) throws -> [Double]? {
    guard readsRotaryDivisors, file.entry("rope_freqs.weight") != nil else { return nil }
    return try divisors("rope_freqs.weight", file, pairs: pairs)
  }

  /// The two tables of LongRoPE: for short texts and for long ones.
  private func longDivisors(
    _ file: GGUFFile, pairs: Int
  ) throws -> (short: [Double], long: [Double])? {
    let names = (short: "rope_factors_short.weight", long: "rope_factors_long.weight")
    guard file.entry(names.short) != nil || file.entry(names.long) != nil else { return nil }
    return (
      try divisors(names.short, file, pairs: pairs), try divisors(names.long, file, pairs: pairs)
    )
  }

  private func divisors(_ name: String, _ file: GGUFFile, pairs: Int) throws -> [Double] {
    let divisors = try file.tensor(name).elements
    guard divisors.count == pairs, divisors.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw GGUFError.tensor(name, problem: "it holds no divisor for each of \(pairs) pairs")
    }
    return divisors.map { Double($0) }
  }
}

/// What the keys `rope.scaling.…` say.
private struct GGUFRotaryScaling {
  enum Kind { case none, linear, yarn, long }

  let kind: Kind
  let factor: Double
  let originalContext: Int
  /// What rotated numbers are multiplied by besides.
  let magnitude: Double

  init(_ keys: inout GGUFKeys, context: Int) throws {
    let type = try keys.text("rope.scaling.type") ?? "linear"
    switch type {
    case "none": kind = .none
    case "linear": kind = .linear
    case "yarn": kind = .yarn
    case "longrope": kind = .long
    default: throw GGUFError.unsupported("rotary scaling of the type '\(type)' is not run")
    }
    let older = try keys.number("rope.scale_linear", default: 0)
    let given = try keys.number("rope.scaling.factor", default: older)
    guard given >= 0, given.isFinite else {
      throw GGUFError.metadata(
        "\(keys.architecture).rope.scaling.factor", problem: "is no positive number")
    }
    factor = given == 0 || kind == .none ? 1 : given
    originalContext = try keys.integer(
      "rope.scaling.original_context_length", default: context)
    magnitude = try keys.number("rope.scaling.attn_factor", default: 1)
    guard magnitude > 0, magnitude.isFinite, originalContext > 0 else {
      throw GGUFError.metadata(
        "\(keys.architecture).rope.scaling.attn_factor", problem: "is no positive number")
    }
    try Self.requireDefaults(&keys)
  }

  /// llama.cpp reads these for architectures that are not run here: other values than its own would
  /// be meant, and not obeyed.
  private static func requireDefaults(_ keys: inout GGUFKeys) throws {
    let problem = "YaRN with other numbers than its paper's is not run for this architecture"
    try keys.require("rope.scaling.yarn_ext_factor", toBe: 1, else: problem)
    try keys.require("rope.scaling.yarn_attn_factor", toBe: 1, else: problem)
    try keys.require("rope.scaling.yarn_beta_fast", toBe: 32, else: problem)
    try keys.require("rope.scaling.yarn_beta_slow", toBe: 1, else: problem)
    try keys.require("rope.scaling.yarn_log_multiplier", toBe: 0, else: problem)
  }

  func scaling(divisors: [Double]?) -> RotaryScaling {
    let scaling: RotaryScaling
    switch kind {
    case .none, .linear, .long:
      let linear: RotaryScaling = factor == 1 ? .none : .linear(factor: factor)
      scaling = magnitude == 1 ? linear : .magnified(magnitude, then: linear)
    case .yarn:
      scaling = .yarn(
        YarnScaling(
          factor: factor, originalContext: Double(originalContext),
          magnitude: YarnScaling.magnitude(factor: factor) * magnitude))
    }
    return divisors.map { .divisors($0, then: scaling) } ?? scaling
  }
}
