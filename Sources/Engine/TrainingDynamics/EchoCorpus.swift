import Bedrock

/// Texts in which nothing helps but copying: different letters in random order, said again and again.
///
/// Each has its own letters and its own length, so that neither which letters follow which nor any
/// fixed distance predicts a thing; what came after a letter the first time always does.
public enum EchoCorpus {
  /// The letters that there are: the fewer, the sooner it is found out how to copy.
  static let alphabet = UInt8(ascii: "a")...UInt8(ascii: "t")
  /// How many of them are said before they are said again.
  static let periods = 6...20
  /// The letters that a document has at least.
  static let length = 64

  /// The first `count` documents of a seed.
  public static func documents(_ count: Int, seed: UInt64) -> [String] {
    var stream = RandomStream(seed: seed, name: "echoes")
    return (0..<count).map { _ in
      var letters = Array(alphabet)
      stream.shuffle(&letters)
      let said = letters.prefix(periods.lowerBound + stream.below(periods.count))
      let times = max(2, (length + said.count - 1) / said.count)
      return String(
        decoding: repeatElement(said, count: times).joined(), as: UTF8.self)
    }
  }
}
