import Bedrock

/// Samples counted in half-open bins of one round width.
struct SampleBins {
  let bins: [Histogram.Bin]

  init(_ samples: [Double], count: Int) {
    let finite = samples.filter(\.isFinite)
    var bins = Self.bins(finite, count: max(1, count))
    let odd = samples.count - finite.count
    if odd > 0 { bins.append(Histogram.Bin("not finite", count: odd)) }
    self.bins = bins
  }

  private static func bins(_ samples: [Double], count: Int) -> [Histogram.Bin] {
    guard let low = samples.min(), let high = samples.max() else { return [] }
    guard let step = RoundStep(low: low, high: high, count: count) else {
      return [Histogram.Bin(NumberText.shortest(low), count: samples.count)]
    }
    let (start, _) = step.enclosing(low, high)
    func index(_ x: Double) -> Int { Int(((x / 2 - start / 2) / (step.size / 2)).rounded(.down)) }
    var counts = Array(repeating: 0, count: index(high) + 1)
    for sample in samples { counts[min(max(0, index(sample)), counts.count - 1)] += 1 }
    let first = Int((start / step.size).rounded())
    let edges = (0...counts.count).map {
      RoundStep.times((first + $0) * step.factor, step.exponent)
    }
    let labels = AxisScale.labelled(edges).map(\.label)
    guard labels.count == edges.count else { return [] }
    return counts.enumerated().map { index, count in
      Histogram.Bin("\(labels[index]) to \(labels[index + 1])", count: count)
    }
  }
}
