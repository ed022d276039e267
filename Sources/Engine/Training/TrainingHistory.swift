import Bedrock

/// How a model's loss fell while it was trained, as its file keeps it.
public struct TrainingHistory: Sendable, Equatable {
  /// The key under a file's metadata.
  public static let key = "training"

  /// The loss of the first step, before anything was learned, in nats a token.
  public let first: Float
  /// The mean loss of each stretch of steps, in their order.
  public let means: [Float]
  /// How many steps a stretch has; the last one may be shorter.
  public let stretch: Int
  /// The number of steps.
  public let steps: Int

  /// The history of a training with these losses, one a step; nil without any.
  public init?(losses: [Float], stretch: Int = 100) {
    guard let first = losses.first, stretch >= 1 else { return nil }
    self.first = first
    self.stretch = stretch
    steps = losses.count
    means = Swift.stride(from: 0, to: losses.count, by: stretch).map { start in
      let part = losses[start..<min(start + stretch, losses.count)]
      return Float(part.reduce(0.0) { $0 + Double($1) } / Double(part.count))
    }
  }

  var json: JSON {
    .object([
      ("steps", .integer(steps)), ("stretch", .integer(stretch)), ("first", .float(first)),
      ("means", .array(means.map(JSON.float))),
    ])
  }

  /// Reads a history; nil where something is missing or makes no sense.
  init?(json: JSON) {
    guard let steps = json["steps"]?.intValue, let stretch = json["stretch"]?.intValue,
      let first = json["first"]?.doubleValue,
      let means = json["means"]?.arrayValue?.map(\.doubleValue), stretch >= 1, steps >= 1,
      means.count == (steps + stretch - 1) / stretch, !means.contains(nil)
    else { return nil }
    self.steps = steps
    self.stretch = stretch
    self.first = Float(first)
    self.means = means.compactMap { $0 }.map { Float($0) }
  }
}
