import Bedrock

/// What a benchmark found: a median, how far the samples lay apart, and the ceiling to hold it to.
struct Measurement {
  var name: String
  var threads: Int
  /// The unit of `value`, such as `GFLOP/s` or `MB/s`.
  var unit: String
  /// The median of the samples.
  var value: Double
  /// Half the distance between the lowest and the highest sample, as a share of the median.
  var spread: Double
  /// The ceiling measured in the same run, in the same unit; `nil` where there is none.
  var limit: Double?
  /// What the figure is about, in a few words: sizes, data.
  var detail: String

  /// Sums up samples that were taken in one run.
  init(
    _ name: String, threads: Int, unit: String, samples: [Double], limit: Double? = nil,
    detail: String = ""
  ) {
    let sorted = samples.sorted()
    self.name = name
    self.threads = threads
    self.unit = unit
    value = Self.median(samples)
    spread = sorted.isEmpty ? .nan : (sorted[sorted.count - 1] - sorted[0]) / 2 / value
    self.limit = limit
    self.detail = detail
  }

  /// The median: of an even number of samples, the mean of the two in the middle.
  static func median(_ samples: [Double]) -> Double {
    let sorted = samples.sorted()
    let middle = sorted.count / 2
    guard !sorted.isEmpty else { return .nan }
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  var json: JSON {
    .object([
      ("name", .string(name)), ("threads", .integer(threads)), ("unit", .string(unit)),
      ("value", .double(value)), ("spread", .double(spread)),
      ("limit", limit.map(JSON.double) ?? .null),
    ])
  }
}
