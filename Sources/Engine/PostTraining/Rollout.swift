import Bedrock
import Numerics
import Synchronization

/// An answer that a model drew to a prompt.
public struct Rollout: Sendable, Equatable {
  /// The position of its prompt among those given.
  public let prompt: Int
  /// Prompt and answer; the answer has the token that ended it, if one did.
  public let reply: Reply
  /// Whether the model ended the answer itself.
  public let isEnded: Bool
}

/// Draws answers to prompts, several to each.
public struct Sampler: Sendable {
  /// Divides the logits; 0 takes the most likely token each time.
  public var temperature: Double
  /// The most tokens of an answer.
  public var maximumTokens: Int
  /// The tokens that end an answer.
  public var endTokens: Set<Int>

  public init(temperature: Double = 1, maximumTokens: Int, endTokens: Set<Int>) {
    self.temperature = temperature
    self.maximumTokens = maximumTokens
    self.endTokens = endTokens
  }

  /// Draws `count` answers to each prompt.
  ///
  /// Law: each answer has a random stream of its own, so the answers are the same at every thread
  /// count. They come in the order of the prompts.
  public func answers(
    to prompts: [[Int]], count: Int, by model: Transformer, stream: RandomStream,
    pool: WorkerPool = .default
  ) throws -> [Rollout] {
    let results = Mutex([[Rollout]](repeating: [], count: prompts.count))
    try pool.forEach(prompts.count) { (index: Int) throws(any Error) in
      let drawn = try answers(
        to: prompts[index], index, count: count, by: model, stream: stream.child("\(index)"),
        pool: pool)
      results.withLock { $0[index] = drawn }
    }
    return results.withLock { $0.flatMap { $0 } }
  }

  private func answers(
    to prompt: [Int], _ index: Int, count: Int, by model: Transformer, stream: RandomStream,
    pool: WorkerPool
  ) throws -> [Rollout] {
    let room = model.configuration.context - prompt.count
    let longest = max(min(maximumTokens, room), 0)
    var start = DecodingState(model.configuration, capacity: prompt.count + longest)
    let first = try model.logits(prompt, state: &start, rows: .last, pool: pool)
    return try (0..<count).map { sample in
      var stream = stream.child("\(sample)")
      var (state, logits, answer) = (start, first, [Int]())
      var isEnded = false
      while answer.count < longest, !isEnded {
        let id = try choose(logits, &stream)
        answer.append(id)
        isEnded = endTokens.contains(id)
        if !isEnded, answer.count < longest {
          logits = try model.logits([id], state: &state, rows: .last, pool: pool)
        }
      }
      return Rollout(
        prompt: index, reply: Reply(prompt: prompt, answer: answer), isEnded: isEnded)
    }
  }

  private func choose(_ logits: Tensor, _ stream: inout RandomStream) throws -> Int {
    let scaled = try LogitFilter.temperature(temperature).applied(
      to: logits.elements.map { Double($0) })
    return stream.categorical(try Softmax.probabilities(scaled))
  }
}
