import Bedrock

/// The runs of backticks of a text by their length, so that each closing run is found at once.
struct BacktickRuns {
  private var starts: [Int: [Int]] = [:]
  private var passed: [Int: Int] = [:]

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ASCII.backtick else {
        index += 1
        continue
      }
      let end = BlockStart.runEnd(bytes, at: index, end: bytes.count)
      starts[end - index, default: []].append(index)
      index = end
    }
  }

  /// The next run of a length from an offset on; offsets are asked for in ascending order.
  mutating func next(length: Int, after offset: Int) -> Int? {
    guard let runs = starts[length] else { return nil }
    var position = passed[length] ?? 0
    while position < runs.count, runs[position] < offset { position += 1 }
    passed[length] = position
    return position < runs.count ? runs[position] : nil
  }
}
