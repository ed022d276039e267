/// Names the phases of a training from its losses.
///
/// The rules, in order of the steps; v is the validation loss:
/// - `frequencies` until v first reaches the unigram level;
/// - `pairs` from there until v first reaches the bigram level;
/// - `context` from there on;
/// - `plateau` from where v has done all but 3% of its whole fall, if a fifth of the run or more is
///   left;
/// - `memorizing` from v's lowest point on, if v ends above it by more than 2% of its whole fall while
///   the training loss ends below what it was there.
/// Between two measurements, a level is passed where the straight line between them passes it.
public struct PhaseDetector: Sendable {
  public let points: [LossPoint]
  public let levels: CountingModel.Losses
  public var plateauShare = 0.03
  public var shortestPlateau = 0.2
  public var riseShare = 0.02

  /// - Parameter points: by ascending step, the first before any training.
  public init(_ points: [LossPoint], levels: CountingModel.Losses) {
    self.points = points
    self.levels = levels
  }

  public var phases: [TrainingPhase] {
    guard let first = points.first, let last = points.last, points.count >= 3 else { return [] }
    var cuts: [(step: Double, kind: TrainingPhase.Kind)] = [(Double(first.step), .frequencies)]
    let unigram = crossing(levels.unigram)
    let bigram = crossing(levels.bigram)
    if let unigram { cuts.append((unigram, .pairs)) }
    if let bigram { cuts.append((max(bigram, unigram ?? bigram), .context)) }
    let lowest = points.indices.min { points[$0].validation < points[$1].validation } ?? 0
    let memorizes = isMemorizing(from: lowest)
    if let plateau = plateau(until: memorizes ? points[lowest].step : last.step) {
      cuts.append((plateau, .plateau))
    }
    if memorizes { cuts.append((Double(points[lowest].step), .memorizing)) }
    return stretches(cuts, end: Double(last.step))
  }

  /// The stretches between cuts; one that a later cut comes before has no length and is left out.
  private func stretches(
    _ cuts: [(step: Double, kind: TrainingPhase.Kind)], end: Double
  ) -> [TrainingPhase] {
    cuts.indices.compactMap { index in
      let start = cuts[index].step
      let next = cuts[(index + 1)...].map(\.step).min() ?? end
      guard next > start else { return nil }
      return TrainingPhase(
        kind: cuts[index].kind, start: start, end: next,
        training: (value(start, \.training), value(next, \.training)),
        validation: (value(start, \.validation), value(next, \.validation)))
    }
  }

  /// The step at which the validation loss first comes down to a level.
  private func crossing(_ level: Double) -> Double? {
    guard let index = points.firstIndex(where: { $0.validation <= level }) else { return nil }
    guard index > 0 else { return Double(points[0].step) }
    let (before, after) = (points[index - 1], points[index])
    let share = (before.validation - level) / (before.validation - after.validation)
    return Double(before.step) + share * Double(after.step - before.step)
  }

  private func isMemorizing(from lowest: Int) -> Bool {
    let (first, low, last) = (points[0], points[lowest], points[points.count - 1])
    let fall = first.validation - low.validation
    return lowest > 0 && last.validation > low.validation + riseShare * fall
      && last.training < low.training
  }

  /// Where a long enough stretch begins in which the loss hardly falls.
  private func plateau(until end: Int) -> Double? {
    let seen = points.filter { $0.step <= end }
    guard let first = seen.first, let last = points.last,
      let low = seen.map(\.validation).min(), first.validation > low
    else { return nil }
    let level = low + plateauShare * (first.validation - low)
    guard let start = seen.first(where: { $0.validation <= level }) else { return nil }
    let length = Double(end - start.step)
    return length >= shortestPlateau * Double(last.step - first.step) ? Double(start.step) : nil
  }

  /// A loss between measurements, on the straight line.
  private func value(_ step: Double, _ loss: KeyPath<LossPoint, Double>) -> Double {
    guard let index = points.firstIndex(where: { Double($0.step) >= step }) else {
      return points[points.count - 1][keyPath: loss]
    }
    guard index > 0, Double(points[index].step) > step else { return points[index][keyPath: loss] }
    let (before, after) = (points[index - 1], points[index])
    let share = (step - Double(before.step)) / Double(after.step - before.step)
    return before[keyPath: loss] + share * (after[keyPath: loss] - before[keyPath: loss])
  }
}
