import Bedrock
import Engine
import Figures
import Notebook

/// What `reward` shows: how the loss falls, how many comparisons come out right, and some rewards.
struct RewardReport {
  let losses: [Float]
  let items: HeldOut<Preferences.Item>
  let probes: [[String]]
  private let trained: Rewards
  private let held: Rewards
  private let probeRewards: [Double]

  /// The rewards of pairs' answers.
  private struct Rewards {
    let chosen: [Double]
    let rejected: [Double]

    init(_ pairs: [PreferencePair], _ model: RewardModel) throws {
      chosen = try model.rewards(of: pairs.map(\.chosen))
      rejected = try model.rewards(of: pairs.map(\.rejected))
    }

    /// A tie is no success.
    var accuracy: Double {
      Double(zip(chosen, rejected).count { $0 > $1 }) / Double(max(chosen.count, 1))
    }
  }

  init(
    losses: [Float], model: RewardModel, items: HeldOut<Preferences.Item>, probes: [[String]],
    tokens: ReplyTokens
  ) throws {
    self.losses = losses
    self.items = items
    self.probes = probes
    trained = try Rewards(try Preferences.pairs(items.trained, tokens), model)
    held = try Rewards(try Preferences.pairs(items.held, tokens), model)
    probeRewards = try model.rewards(of: try probes.map { try tokens.reply($0[0], $0[1]) })
  }

  var values: Record {
    var record = Record([
      "losses": .array(NumericArray(floats: losses, shape: [losses.count])),
      "accuracy": .double(trained.accuracy),
      "chosen_rewards": .vector(trained.chosen),
      "rejected_rewards": .vector(trained.rejected),
    ])
    if !items.held.isEmpty {
      record["held_accuracy"] = .double(held.accuracy)
      record["held_chosen_rewards"] = .vector(held.chosen)
      record["held_rejected_rewards"] = .vector(held.rejected)
    }
    if !probes.isEmpty { record["probe_rewards"] = .vector(probeRewards) }
    return record
  }

  var blocks: [OutcomeBlock] {
    [.figure(chart), .table(accuracies), .table(examples)]
      + (probes.isEmpty ? [] : [.table(probeTable)])
  }

  private var chart: LineChart {
    LineChart(
      series: [
        .init("loss", x: losses.indices.map { Double($0 + 1) }, y: losses.map { Double($0) })
      ], x: .init("step"), y: .init("loss", low: 0),
      title: "Loss: -ln of the probability of the ranking, ln 2 = 0.69 at the start", height: 9,
      precision: .float)
  }

  private var accuracies: Table {
    func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(max(values.count, 1))
    }
    func row(_ name: String, _ rewards: Rewards) -> [String] {
      [
        name, "\(rewards.chosen.count)", Wording.percent(rewards.accuracy, decimals: 0),
        text(mean(rewards.chosen)), text(mean(rewards.rejected)),
      ]
    }
    return Table(
      columns: [
        .init("pairs"), .init("count", .right), .init("ranked right", .right),
        .init("mean reward, chosen", .right), .init("rejected", .right),
      ],
      rows: [row("trained", trained)]
        + (items.held.isEmpty ? [] : [row("kept back", held)]))
  }

  /// The most pairs that are listed.
  private static let longestList = 4

  private var examples: Table {
    let (source, rewards) =
      items.held.isEmpty ? (items.trained, trained) : (items.held, held)
    let rows = source.indices.prefix(Self.longestList).flatMap { index in
      [
        [
          source[index].prompt, text(rewards.chosen[index]),
          ReplyTokens.shown(source[index].chosen),
        ],
        ["", text(rewards.rejected[index]), ReplyTokens.shown(source[index].rejected)],
      ]
    }
    return Table(
      columns: [.init("prompt"), .init("reward", .right), .init("answer")], rows: rows,
      title: items.held.isEmpty ? "The first pairs" : "The first pairs kept back")
  }

  private var probeTable: Table {
    Table(
      columns: [.init("prompt"), .init("reward", .right), .init("answer")],
      rows: zip(probes, probeRewards).map { [$0[0], text($1), ReplyTokens.shown($0[1])] },
      title: "What nobody compared")
  }

  private func text(_ reward: Double) -> String { NumberText.signed(reward, decimals: 2) }
}
