import Bedrock
import Engine
import Notebook

/// What one model does with the prompt.
struct CompareStage {
  let name: String
  let answer: String
  let isEnded: Bool
  let probabilities: [Double]
  /// The distinct answers drawn, the commonest first.
  let drawn: [(text: String, count: Int)]

  init(
    _ name: String, _ file: ModelFile, prompt: String, continuations: [String], tokens: Int,
    draws: Int, stream: RandomStream
  ) throws {
    self.name = name
    let coder = ReplyTokens(file)
    let ids = try coder.prompt(prompt)
    let model = try Transformer(file.weights)
    var sampler = Sampler(
      temperature: 0, maximumTokens: tokens, endTokens: Set(coder.end.map { [$0] } ?? []))
    let greedy = try sampler.answers(to: [ids], count: 1, by: model, stream: stream)
    answer = coder.text(greedy[0].reply.answer)
    isEnded = greedy[0].isEnded
    probabilities = try ReplyScores.logProbabilities(
      of: try continuations.map { try coder.reply(prompt, $0, isEnded: false) },
      configuration: file.configuration, tensors: file.weights.tensors
    ).map { Elementary.exp($0) }
    sampler.temperature = 1
    let drawn = try sampler.answers(to: [ids], count: draws, by: model, stream: stream)
    self.drawn = Self.counted(drawn.map { ReplyTokens.shown(coder.text($0.reply.answer)) })
  }

  private static func counted(_ texts: [String]) -> [(text: String, count: Int)] {
    var places: [String: Int] = [:]
    var counts: [(text: String, count: Int)] = []
    for text in texts {
      if let place = places[text] {
        counts[place].count += 1
      } else {
        places[text] = counts.count
        counts.append((text, 1))
      }
    }
    return counts.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }
}
