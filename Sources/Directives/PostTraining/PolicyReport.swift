import Bedrock
import Engine
import Figures
import Notebook

/// What was seen at each step of a policy gradient.
struct PolicyHistory {
  struct Step {
    let reward: Double
    let divergence: Double
    /// The share of right answers.
    let quality: Double
    /// The answers, for the report's examples.
    let answers: [(prompt: Int, text: String, reward: Double)]
  }

  let judge: PolicyJudge
  let tokens: ReplyTokens
  private(set) var steps: [Step] = []

  init(judge: PolicyJudge, tokens: ReplyTokens) {
    self.judge = judge
    self.tokens = tokens
  }

  mutating func add(_ step: PolicyTuning.Step) {
    let right = step.rollouts.count { judge.isRight($0) }
    steps.append(
      Step(
        reward: step.meanReward, divergence: step.meanDivergence,
        quality: Double(right) / Double(max(step.rollouts.count, 1)),
        answers: zip(step.rollouts, step.rewards).map {
          ($0.prompt, tokens.text($0.reply.answer), $1)
        }))
  }
}

/// What `rlhf` shows: reward and quality, how far the policy went, and what it says.
struct PolicyReport {
  let history: PolicyHistory
  let divergenceWeight: Double

  private var steps: [PolicyHistory.Step] { history.steps }

  /// The mean over the last fifth of the steps: a single step's draws are few.
  private func late(_ path: KeyPath<PolicyHistory.Step, Double>) -> Double {
    let last = steps.suffix(max(1, steps.count / 5))
    return last.reduce(0.0) { $0 + $1[keyPath: path] } / Double(max(last.count, 1))
  }

  /// The mean over the first steps, before much has changed.
  private func early(_ path: KeyPath<PolicyHistory.Step, Double>) -> Double {
    let first = steps.prefix(3)
    return first.reduce(0.0) { $0 + $1[keyPath: path] } / Double(max(first.count, 1))
  }

  var values: Record {
    Record([
      "rewards": .vector(steps.map(\.reward)),
      "quality": .vector(steps.map(\.quality)),
      "divergences": .vector(steps.map(\.divergence)),
      "reward_before": .double(early(\.reward)),
      "reward_after": .double(late(\.reward)),
      "quality_before": .double(early(\.quality)),
      "quality_after": .double(late(\.quality)),
      "divergence_after": .double(late(\.divergence)),
      "answers": .strings(steps.last?.answers.map(\.text) ?? []),
    ])
  }

  var blocks: [OutcomeBlock] {
    [.figure(frontier), .table(summary), .table(examples)]
  }

  // MARK: - What was won and what it cost

  /// The most stretches of steps that make a point of the chart each.
  private static let longestChart = 12

  /// Reward and quality against the divergence: where an over-optimized reward parts from quality
  /// (drawn as by Gao, Schulman, Hilton 2022, arXiv:2210.10760).
  private var frontier: LineChart {
    let points = stretches.sorted { ($0.divergence, $0.first) < ($1.divergence, $1.first) }
    let (low, high) = rewardRange
    let width = high > low ? high - low : 1
    let x = points.map(\.divergence)
    return LineChart(
      series: [
        .init("right", x: x, y: points.map { $0.quality * 100 }),
        .init("reward", x: x, y: points.map { ($0.reward - low) / width * 100 }),
      ], x: .init("divergence (nats an answer)"), y: .init("%", low: 0, high: 100),
      title: "Right answers, and the reward as a share of its way from"
        + " \(NumberText.fixed(low, decimals: 2)) to \(NumberText.fixed(high, decimals: 2));"
        + " a mark is the mean of \(counted: stretchLength, "step")",
      height: 12)
  }

  /// Means over some neighbouring steps: a single step's draws are few.
  private struct Stretch {
    let first: Int
    let reward: Double
    let quality: Double
    let divergence: Double
  }

  private var stretchLength: Int {
    max(1, (steps.count + Self.longestChart - 1) / Self.longestChart)
  }

  private var stretches: [Stretch] {
    stride(from: 0, to: steps.count, by: stretchLength).map { first in
      let part = steps[first..<min(first + stretchLength, steps.count)]
      func mean(_ path: KeyPath<PolicyHistory.Step, Double>) -> Double {
        part.reduce(0.0) { $0 + $1[keyPath: path] } / Double(part.count)
      }
      return Stretch(
        first: first, reward: mean(\.reward), quality: mean(\.quality),
        divergence: mean(\.divergence))
    }
  }

  private var rewardRange: (low: Double, high: Double) {
    let rewards = stretches.map(\.reward)
    return (rewards.min() ?? 0, rewards.max() ?? 0)
  }

  private var summary: Table {
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
    return Table(
      columns: [
        .init("kl = \(Wording.short(divergenceWeight))"), .init("first steps", .right),
        .init("last steps", .right),
      ],
      rows: [
        ["mean reward", text(early(\.reward)), text(late(\.reward))],
        [
          "right answers", Wording.percent(early(\.quality), decimals: 0),
          Wording.percent(late(\.quality), decimals: 0),
        ],
        ["divergence, nats an answer", text(early(\.divergence)), text(late(\.divergence))],
      ])
  }

  /// The most answers of a step that are listed.
  private static let longestList = 4

  private var examples: Table {
    func rows(_ name: String, _ step: PolicyHistory.Step?) -> [[String]] {
      var seen: Set<Int> = []
      let firsts = (step?.answers ?? []).filter { seen.insert($0.prompt).inserted }
      return firsts.prefix(Self.longestList).map { answer in
        [
          name, history.judge.questions[answer.prompt],
          NumberText.fixed(answer.reward, decimals: 2), ReplyTokens.shown(answer.text),
        ]
      }
    }
    return Table(
      columns: [
        .init("step", .right), .init("question"), .init("reward", .right), .init("answer"),
      ],
      rows: rows("1", steps.first) + rows("\(steps.count)", steps.last),
      title: "Some answers of the first and the last step")
  }
}
