import Bedrock
import Engine

/// Words to make texts of, some far more frequent than others, as in a language.
///
/// The common ones are those of GPT-2's vocabulary, which lists them about as often as they occur;
/// the rare ones are put together from these, and most tokenizers have no single token for them.
struct WordPool {
  /// Lower-case words of two letters and more, the most frequent first.
  let common: [[UInt8]]
  /// Derived and compound words and names.
  let rare: [[UInt8]]
  private let commonRanks: RankDistribution
  private let rareRanks: RankDistribution

  init(seed: UInt64, rareCount: Int) {
    var random = RandomStream(seed: seed, name: "words")
    let common = Self.commonWords()
    self.common = common
    rare = (0..<rareCount).map { _ in Array(Self.rareWord(from: common, &random).prefix(14)) }
    commonRanks = RankDistribution(count: common.count, exponent: 1.2, shift: 4)
    rareRanks = RankDistribution(count: rareCount, exponent: 1, shift: 20)
  }

  func commonWord(_ random: inout RandomStream) -> [UInt8] { common[commonRanks.draw(&random)] }

  func rareWord(_ random: inout RandomStream) -> [UInt8] { rare[rareRanks.draw(&random)] }

  private static func commonWords() -> [[UInt8]] {
    let vocabulary = BuiltInEncoding.r50kBase.tokenizer.vocabulary
    return (0..<vocabulary.count).compactMap { id in
      guard let token = vocabulary[id], token.count > 2, token[0] == UInt8(ascii: " ") else {
        return nil
      }
      let word = Array(token.dropFirst())
      return word.allSatisfy { (97...122).contains($0) } ? word : nil
    }
  }

  private static func rareWord(
    from common: [[UInt8]], _ random: inout RandomStream
  ) -> [UInt8] {
    let suffixes = [
      "ness", "like", "ization", "wards", "ably", "ism", "ists", "ures", "en", "ic", "oid", "ette",
    ]
    let stem = common[random.below(common.count)]
    switch random.below(3) {
    case 0: return stem + Array(suffixes[random.below(suffixes.count)].utf8)
    case 1: return stem + common[random.below(3000)]
    default: return capitalized(Array(stem.prefix(4)) + common[random.below(2000)].suffix(4))
    }
  }
}

/// The word with its first letter in upper case.
func capitalized(_ word: [UInt8]) -> [UInt8] {
  guard let first = word.first, (97...122).contains(first) else { return word }
  return [first - 32] + word.dropFirst()
}
