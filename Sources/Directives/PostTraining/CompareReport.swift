import Bedrock
import Figures
import Notebook

/// What `compare` shows: the models' answers, and how likely each finds given texts.
struct CompareReport {
  let prompt: String
  let continuations: [String]
  let stages: [CompareStage]

  var values: Record {
    var record = Record(["answers": .strings(stages.map(\.answer))])
    if !continuations.isEmpty {
      record["probabilities"] = .array(
        NumericArray(
          rows: continuations.indices.map { row in stages.map { $0.probabilities[row] } },
          rowLabels: continuations, columnLabels: stages.map(\.name)))
    }
    if stages.contains(where: { !$0.drawn.isEmpty }) {
      record["counts"] = .list(
        stages.map { stage in
          .record([
            "answers": .strings(stage.drawn.map(\.text)),
            "counts": .integers(stage.drawn.map(\.count)),
          ])
        })
    }
    return record
  }

  var blocks: [OutcomeBlock] {
    [.table(answers)] + (continuations.isEmpty ? [] : [.table(probabilities)])
      + (stages.contains { !$0.drawn.isEmpty } ? [.table(draws)] : [])
  }

  private var answers: Table {
    Table(
      columns: [.init("model"), .init("goes on with"), .init("ended")],
      rows: stages.map {
        [$0.name, ReplyTokens.shown($0.answer), $0.isEnded ? "yes" : "no"]
      }, title: prompt)
  }

  private var probabilities: Table {
    Table(
      columns: [.init("probability of")] + stages.map { .init($0.name, .right) },
      rows: continuations.indices.map { row in
        [ReplyTokens.shown(continuations[row])]
          + stages.map { Wording.probability($0.probabilities[row]) }
      }, title: "how likely each of them finds a given text")
  }

  /// The most distinct answers that are listed for a model.
  private static let longestList = 5

  private var draws: Table {
    Table(
      columns: [.init("model"), .init("drawn", .right), .init("answer")],
      rows: stages.flatMap { stage -> [[String]] in
        let listed = stage.drawn.prefix(Self.longestList).enumerated().map { index, answer in
          [index == 0 ? stage.name : "", "\(answer.count)", answer.text]
        }
        let others = stage.drawn.dropFirst(Self.longestList)
        guard !others.isEmpty else { return listed }
        let total = others.reduce(0) { $0 + $1.count }
        return listed + [["", "\(total)", "(\(counted: others.count, "other answer"))"]]
      })
  }
}
