import Bedrock
import Engine
import Figures
import Notebook

/// What `backprop` binds and shows of a model: how much of the gradient falls on which part, and what
/// one step did to each token.
struct ModelBackpropReport {
  let run: ModelBackprop

  /// A part of the model with the gradients that fall on it.
  private struct Part {
    let name: String
    let parameters: Int
    let norm: Double
  }

  var values: Record {
    let labels = Array(run.text.labels.dropFirst())
    let parts = parts
    return Record([
      "loss_before": .double(run.losses[0]),
      "loss_after": .double(run.losses[run.losses.count - 1]),
      "losses": .vector(run.losses),
      "gradients": .vector(parts.map(\.norm), labels: parts.map(\.name)),
      "gradient_norm": .double(run.gradientNorm),
      "measured_slope": .double(run.measuredSlope),
      "max_difference": .double((run.gradientNorm - run.measuredSlope).magnitude),
      "surprises_before": .vector(run.surprisesBefore, labels: labels),
      "surprises_after": .vector(run.surprisesAfter, labels: labels),
    ])
  }

  func blocks(_ shown: [Backprop.Shown]) -> [OutcomeBlock] { shown.flatMap(blocks) }

  private func blocks(_ shown: Backprop.Shown) -> [OutcomeBlock] {
    switch shown {
    case .steps: [.gradients, .result, .check].flatMap(blocks)
    case .gradients: [.table(table)]
    case .result: [.figure(tokens)]
    case .check: [.paragraph(slope)]
    case .values, .none: []
    }
  }

  /// The embedding, then each layer's attention and feed-forward with their norms, then the rest.
  private var parts: [Part] {
    let configuration = run.start.configuration
    func part(_ name: String, _ isIn: (Parameter) -> Bool) -> Part {
      let places = run.start.parameters.indices.filter { isIn(run.start.parameters[$0]) }
      return Part(
        name: name, parameters: places.reduce(0) { $0 + run.gradients[$1].count },
        norm: GradientClipping.globalNorm(places.map { run.gradients[$0] }))
    }
    let layers = (0..<configuration.layers).flatMap { layer in
      [
        part("layer \(layer) attention") { $0.layer == layer && $0.isAttention },
        part("layer \(layer) feed-forward") { $0.layer == layer && !$0.isAttention },
      ]
    }
    return [part("embedding") { $0.isEmbedding }] + layers
      + [part("final norm") { $0.layer == nil && !$0.isEmbedding }]
  }

  private var table: Table {
    let whole = run.gradientNorm
    return Table(
      columns: [
        .init("part"), .init("parameters", .right), .init("length of gradient", .right),
        .init("share of square", .right),
      ],
      rows: parts.map { part in
        let share = whole > 0 ? part.norm * part.norm / (whole * whole) : 0
        return [
          part.name, NumberText.grouped(part.parameters), NumberText.fixed(part.norm, decimals: 4),
          Wording.percent(share),
        ]
      }, title: "where the gradient falls")
  }

  private var tokens: PairedBars {
    let labels = run.text.labels.dropFirst()
    return PairedBars(
      entries: zip(labels, zip(run.surprisesBefore, run.surprisesAfter)).map {
        .init($0, before: $1.0, after: $1.1)
      },
      format: .decimals(3),
      title: "-ln p of each token, before and after \(counted: run.losses.count - 1, "step")")
  }

  private var slope: String {
    "Along its own direction the gradient promises a slope of"
      + " \(NumberText.fixed(run.gradientNorm, decimals: 4)); moving all"
      + " \(counted: run.start.configuration.parameterCount, "parameter") a little to both sides"
      + " measures \(NumberText.fixed(run.measuredSlope, decimals: 4))."
  }
}

extension Parameter {
  fileprivate var isEmbedding: Bool {
    switch self {
    case .tokenEmbedding, .positionEmbedding, .output: true
    case .layer, .finalNorm, .finalNormBias, .outputBias: false
    }
  }

  fileprivate var isAttention: Bool {
    guard case .layer(_, let part) = self else { return false }
    switch part {
    case .attentionNorm, .attentionNormBias, .query, .queryBias, .key, .keyBias, .value,
      .valueBias, .attentionOutput, .attentionOutputBias, .queryNorm, .keyNorm,
      .attentionPostNorm:
      return true
    default: return false
    }
  }
}
