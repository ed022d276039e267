import Bedrock
import Engine

/// What phases are called, and by which numbers they were told apart.
enum PhaseWords {
  static func name(_ kind: TrainingPhase.Kind) -> String {
    switch kind {
    case .frequencies: "token frequencies"
    case .pairs: "pairs of tokens"
    case .context: "longer context"
    case .plateau: "plateau"
    case .memorizing: "memorizing"
    }
  }

  /// A name that fits under a chart.
  static func short(_ kind: TrainingPhase.Kind) -> String {
    switch kind {
    case .frequencies: "frequencies"
    case .pairs: "pairs"
    case .context: "context"
    case .plateau: "plateau"
    case .memorizing: "memorizing"
    }
  }

  static func reason(_ phase: TrainingPhase, _ levels: CountingModel.Losses) -> String {
    func text(_ loss: Double) -> String { NumberText.fixed(loss, decimals: 2) }
    switch phase.kind {
    case .frequencies: return "until \(text(levels.unigram)): what counting tokens gives"
    case .pairs: return "until \(text(levels.bigram)): what counting pairs gives"
    case .context: return "below \(text(levels.bigram)): no pair tells that much"
    case .plateau: return "97% of the whole fall is done"
    case .memorizing:
      return phase.validation.end > phase.validation.start
        ? "training falls, validation rises" : "training falls"
    }
  }
}
