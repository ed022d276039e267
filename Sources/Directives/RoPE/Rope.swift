import Bedrock
import Engine
import Figures
import Notebook

/// `rope`: queries and keys turned by their positions, and what that does to their scores.
struct Rope: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "rope", chapter: .rope,
    summary: "Turns queries and keys by their positions, pair by pair, and compares their scores.",
    discussion: RopeDocumentation.discussion,
    results: RopeDocumentation.results,
    examples: RopeDocumentation.examples,
    errors: [
      "needs an even number": """
      rope "The small dog" width=3
      """
    ])

  enum Layout: String, ParameterChoice { case interleaved, half }
  enum Scaling: String, ParameterChoice { case none, linear, ntk }
  enum Shown: String, ParameterChoice { case steps, pair, scores, distances, none }

  let source: RopeSource
  let reference: TokenReference
  let key: TokenReference?
  let width: Int?
  let base: Double
  let layout: Layout
  let scaling: Scaling
  let factor: Double?
  let turnsValues: Bool
  let pair: Int
  let largestDistance: Int
  let samples: Int
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    source = RopeSource(&parameters)
    reference = parameters.value(
      "reference", .token, default: .position(0),
      help: "the token that the others are seen from, by text or by its place in the list")
    key = parameters.optional(
      "key", .token, help: "the token whose key is worked out; the last")
    width = parameters.optional(
      "width", .integer(in: 2...512), help: "how many numbers a vector has: that of q, or 8")
    base = parameters.value(
      "base", .number(above: 1), default: 10_000,
      help: "the larger, the slower the slow pairs turn")
    layout = parameters.value(
      "layout", .choice(), default: .interleaved,
      help: "which numbers are a pair: neighbours, or one from each half")
    scaling = parameters.value(
      "scaling", .choice(), default: .none,
      help: "how angles are made smaller for a context longer than the one trained on")
    factor = parameters.optional(
      "factor", .number(atLeast: 1), help: "how many times longer the context of `scaling=` is")
    turnsValues = parameters.value(
      "rotate_values", .flag, default: false,
      help: "true turns the values, too: deliberately wrong, to see what happens")
    pair = parameters.value(
      "pair", .integer(atLeast: 0), default: 0, help: "the pair that is drawn, from 0")
    largestDistance = parameters.value(
      "distances", .integer(in: 0...8192), default: 0,
      help: "draws scores for a key from 0 to this many positions away; 0 draws none")
    samples = parameters.value(
      "samples", .integer(in: 1...1000), default: 64,
      help: "how many drawn queries and keys the curves over distances are averages of")
    shown = parameters.value(
      "show", .choice(), default: .steps,
      help: "every step; only the query and key worked out; only all scores; only the curves")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    parameters.when(.given("q"), needs: "k")
    parameters.when(.given("k"), needs: "q")
    parameters.only("v", with: .all([.given("q"), .given("k")]))
    parameters.only("key", with: .all([.given("q"), .given("k")]))
    parameters.only("rotate_values", with: .given("v"))
    parameters.when(.value("scaling", ["linear", "ntk"]), needs: "factor")
    parameters.only("factor", with: .value("scaling", ["linear", "ntk"]))
    parameters.only("samples", with: .above("distances", 0))
    parameters.never("width", with: .given("q"), because: "it has a width of its own")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let tokens = try source.tokens()
    let rotary = try self.rotary(source.width ?? width ?? 8)
    try context.admit(work(tokens.positions.count, rotary))
    let lookup = { TokenLookup(texts: tokens.texts, count: tokens.positions.count, parameter: $0) }
    let reference = try lookup("reference").position(of: self.reference)
    let key = try key.map { try lookup("key").position(of: $0) } ?? tokens.positions.count - 1
    guard pair < rotary.pairCount else {
      throw DirectiveError(
        "'pair' names \(pair), but there are \(counted: rotary.pairCount, "pair"), from 0",
        parameter: "pair")
    }
    let scores = try source.vectors(tokens).map {
      try RopeScores(
        $0, tokens: tokens, rotary: rotary, base: base, turnsValues: turnsValues)
    }
    let distances = try distances(rotary, scores, context.random)
    let report = RopeReport(
      tokens: tokens, rotary: rotary, reference: reference, key: key, pair: pair, scores: scores,
      distances: distances, unscaled: scaling == .none ? nil : try makeRotary(rotary.width, .none))
    let blocks =
      switch shown {
      case .steps: report.steps
      case .pair: report.workedPair
      case .scores: report.scored
      case .distances: report.curves
      case .none: [OutcomeBlock]()
      }
    return Outcome(
      values(tokens, rotary, reference: reference, key: key, scores, distances), blocks: blocks)
  }

  /// About what the angles take, and, with queries and keys, three matrices of scores.
  private func work(_ positions: Int, _ rotary: ScalarRotary) -> WorkEstimate {
    let (n, width) = (Double(positions), Double(rotary.width))
    let pairs = source.q == nil ? 0 : n * n
    return WorkEstimate(
      operations: WorkEstimate.scalar * (40 * n * width + 6 * pairs * width),
      bytes: 8 * (6 * n * width + 5 * pairs))
  }

  private func rotary(_ width: Int) throws -> ScalarRotary {
    let factor = factor ?? 1
    return try makeRotary(
      width, scaling == .none ? .none : scaling == .linear ? .linear(factor) : .ntk(factor))
  }

  private func makeRotary(_ width: Int, _ scaling: ScalarRotary.Scaling) throws -> ScalarRotary {
    do {
      return try ScalarRotary(
        width: width, base: base, layout: layout == .half ? .half : .interleaved,
        scaling: scaling)
    } catch let error as RotaryError {
      throw DirectiveError("\(error)", parameter: source.width == nil ? "width" : "q")
    }
  }

  /// The most products that the curves may cost.
  private static let largestCurves = 200_000_000

  private func distances(
    _ rotary: ScalarRotary, _ scores: RopeScores?, _ random: RandomStream
  ) throws -> RopeCurves? {
    guard largestDistance > 0 else { return nil }
    guard (largestDistance + 1) * samples * rotary.width <= Self.largestCurves else {
      throw DirectiveError(
        "\(counted: samples, "sample") over \(counted: largestDistance, "distance") of vectors this"
          + " wide are too many", parameter: "samples")
    }
    return RopeCurves(
      rotary, largest: largestDistance, samples: samples, given: scores?.single, random)
  }

  private func values(
    _ tokens: RopeTokens, _ rotary: ScalarRotary, reference: Int, key: Int, _ scores: RopeScores?,
    _ curves: RopeCurves?
  ) -> Record {
    let angles = tokens.positions.map { position in
      rotary.frequencies.map { (position - tokens.positions[reference]) * $0 }
    }
    var record = Record([
      "frequencies": .vector(rotary.frequencies),
      "wavelengths": .vector(rotary.wavelengths),
      "positions": .vector(tokens.positions, labels: tokens.texts),
      "angles": .matrix(DoubleMatrix(rows: angles), rows: tokens.texts),
    ])
    if let scores { scores.add(to: &record, reference: reference, key: key) }
    if let curves { curves.add(to: &record) }
    return record
  }
}
