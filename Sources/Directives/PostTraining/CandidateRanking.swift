import Bedrock
import Engine
import Figures
import Notebook

/// Answers to questions, judged and compared in pairs.
struct CandidateRanking {
  struct Answer {
    let question: Int
    let text: String
    let kind: TinyWorld.ReplyKind
  }

  let questions: [String]
  let answers: [Answer]
  /// The better and the worse answer of each comparison, as positions in `answers`.
  private(set) var pairs: [(better: Int, worse: Int)]
  private(set) var mistakes = 0

  init(questions: [String], answers: [(prompt: Int, text: String)]) {
    self.questions = questions
    let judged = answers.map {
      Answer(
        question: $0.prompt, text: $0.text,
        kind: TinyWorld.kind(ofReply: $0.text, to: questions[$0.prompt]))
    }
    self.answers = judged
    pairs = questions.indices.flatMap { Self.pairs(of: $0, judged) }
  }

  /// Every two answers of a question that differ in rank; one that was drawn twice is compared once.
  private static func pairs(of question: Int, _ answers: [Answer]) -> [(better: Int, worse: Int)] {
    var seen: Set<String> = []
    let own = answers.indices.filter {
      answers[$0].question == question && seen.insert(answers[$0].text).inserted
    }
    return own.flatMap { first in
      own.filter { answers[first].kind.quality > answers[$0].kind.quality }
        .map { (better: first, worse: $0) }
    }
  }

  /// Exchanges the answers of some comparisons.
  mutating func turnAround(share: Double, _ random: inout RandomStream) {
    guard share > 0 else { return }
    for index in pairs.indices where random.uniform() < share {
      pairs[index] = (better: pairs[index].worse, worse: pairs[index].better)
      mistakes += 1
    }
  }

  private var shares: [Double] {
    TinyWorld.ReplyKind.allCases.map { kind in
      Double(answers.count { $0.kind == kind }) / Double(max(answers.count, 1))
    }
  }

  var values: Record {
    Record([
      "prompts": .strings(questions),
      "answers": .strings(answers.map(\.text)),
      "kinds": .strings(answers.map(\.kind.rawValue)),
      "shares": .vector(shares, labels: TinyWorld.ReplyKind.allCases.map(\.rawValue)),
      "pairs": .list(
        pairs.map { pair in
          .strings([
            questions[answers[pair.better].question], answers[pair.better].text,
            answers[pair.worse].text,
          ])
        }),
      "count": .integer(pairs.count),
    ])
  }

  func blocks(shown: Int) -> [OutcomeBlock] {
    let listed = questions.indices.prefix(shown).map { OutcomeBlock.table(table(of: $0)) }
    return listed + [.figure(bars), .paragraph(sentence)]
  }

  private func table(of question: Int) -> Table {
    let own = answers.filter { $0.question == question }
      .enumerated().sorted {
        ($1.element.kind.quality, $0.offset) < ($0.element.kind.quality, $1.offset)
      }
    return Table(
      columns: [.init("judged"), .init("answer")],
      rows: own.map { [$0.element.kind.rawValue, ReplyTokens.shown($0.element.text)] },
      title: questions[question])
  }

  private var bars: BarChart {
    BarChart(
      entries: zip(TinyWorld.ReplyKind.allCases, shares).map { .init($0.rawValue, $1) },
      columns: [.value], valueName: "share", labelName: "kind",
      title: "All \(counted: answers.count, "answer") to \(counted: questions.count, "question")",
      full: 1)
  }

  private var sentence: String {
    let turned =
      mistakes == 0 ? "" : " In \(counted: mistakes, "comparison") the judge was mistaken."
    return "They make \(counted: pairs.count, "comparison").\(turned)"
  }
}
