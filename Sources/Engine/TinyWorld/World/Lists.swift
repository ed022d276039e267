extension TinyWorld {
  /// Lists of arbitrary words, said twice or thrice: what comes next is what came after it the
  /// first time.
  ///
  /// The words are drawn from all over the world and in no order, so nothing but copying helps:
  /// this is what makes induction heads worth having. Kept back: pairs of neighbours.
  static let lists = Phenomenon(
    name: "lists", weight: 24,
    classes: [WordClass("word", words: listWords)],
    rules: [
      GrammarRule(
        "lists",
        alternatives: (3...8).map { length in
          let said = list(length, of: "word")
          return GrammarRule.Alternative(weight: 3, template: "List: \(said.first) \(said.again).")
        }
          + (3...6).map { length in
            let said = list(length, of: "name")
            return GrammarRule.Alternative(
              weight: 3, template: "Names: \(said.first) \(said.again).")
          }
          + (3...6).map { length in
            let said = list(length, of: "letter")
            return GrammarRule.Alternative(
              weight: 2, template: "Again: \(said.first) \(said.again) \(said.again).")
          })
    ])

  private static let listWords = """
    blue red green black white yellow orange grey brown pink small big tiny huge little \
    car truck bus van taxi bike train tractor wall fence gate bridge tower post shed house \
    dog cat rabbit horse fox goat monkey mouse ball kite stick rope ring doll leaf bone coin bell \
    box bag chest crate drum basket case trunk man woman boy girl child goose \
    bread soup cake rice cheese apple pie egg coat hat scarf shirt dress \
    garden field river money stone iron two three four five six seven eight nine ten \
    ran ate slept sold broke flew dug grew hungry thirsty tired scared lost stuck wet \
    cold calm angry
    """

  /// Templates that draw a list and that say it again; a probe may ask from the second word on.
  private static func list(
    _ length: Int, of source: String
  ) -> (first: String, again: String) {
    let first = (0..<length).map { index -> String in
      let earlier = (0..<index).map { "!w\($0)" }.joined()
      return "{w\(index):\(source)\(earlier)" + (index > 0 ? "~w\(index - 1)}" : "}")
    }
    let again = (0..<length).map { index -> String in
      let others = (0..<length).filter { $0 != index }.map { "w\($0)" }
      return index == 0 ? "{w0}" : "{?w\(index)|\(others.joined(separator: ","))}"
    }
    return (first.joined(separator: " "), again.joined(separator: " "))
  }
}
