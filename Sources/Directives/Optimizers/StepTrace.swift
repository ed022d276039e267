import Bedrock
import Engine
import Figures

/// The first steps of one optimizer, number by number.
struct StepTrace {
  private let run: OptimizerRun
  private let steps: ArraySlice<PointDescent.Step>
  private let names: [String]

  init(run: OptimizerRun, count: Int, _ function: LossFunction) {
    self.run = run
    steps = run.descent.steps.prefix(count)
    names = function.names
  }

  var table: Table {
    let columns = columns
    let rows = steps.enumerated().map { index, step in
      [String(index + 1), text(run.descent.points[index])] + columns.map { $0.text(step, index) }
    }
    return Table(
      columns: [.init("step", .right), .init("at", .right)]
        + columns.map { .init($0.head, .right) },
      rows: rows,
      title: "\(run.method.rawValue): \(counted: steps.count, "step") over"
        + " \(names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))")")
  }

  private struct Column {
    let head: String
    let text: (PointDescent.Step, Int) -> String
  }

  /// The gradient, what is remembered, and the change, as far as the method has them.
  private var columns: [Column] {
    let gradient = Column(head: "gradient") { step, _ in text(step.gradient) }
    let first = Column(head: "m") { step, _ in text(step.first) }
    let second = Column(head: "v") { step, _ in text(step.second) }
    let change = Column(head: "change") { step, _ in text(step.change) }
    switch run.method {
    case .sgd: return [gradient, change]
    case .momentum, .nesterov, .lion: return [gradient, first, change]
    case .rmsprop: return [gradient, second, change]
    case .adam, .adamw:
      guard run.descent.optimizer.correctsBias, let (beta1, beta2) = run.betas else {
        return [gradient, first, second, change]
      }
      return [
        gradient, first, second, corrected("m", beta1, \.first),
        corrected("v", beta2, \.second), change,
      ]
    }
  }

  /// An average over 1 − βᵗ: what it would be if it had not begun at 0.
  private func corrected(
    _ name: String, _ beta: Double, _ average: @escaping (PointDescent.Step) -> [Double]
  ) -> Column {
    Column(head: "\(name) corrected") { step, index in
      let part = 1 - Elementary.pow(beta, Double(index + 1))
      return text(average(step).map { $0 / part })
    }
  }

  private func text(_ numbers: [Double]) -> String {
    let texts = numbers.map { NumberText.significant($0, digits: 4) }
    return texts.count == 1 ? texts[0] : "(\(texts.joined(separator: ", ")))"
  }
}

extension OptimizerRun {
  /// Adam's two constants.
  var betas: (Double, Double)? {
    switch descent.optimizer.method {
    case .adam(let beta1, let beta2, _), .adamW(let beta1, let beta2, _, _): (beta1, beta2)
    default: nil
    }
  }
}
