extension TinyWorld {
  /// A prompt with a known distribution of next words: "The storm was loud, but the child
  /// stayed ___", with the probabilities of the seven words in chapter 05.
  ///
  /// Not asked by forced choice: what a model must get right here is the distribution itself.
  /// Kept back: pairs of person and weather.
  static let storm = Phenomenon(
    name: "storm", weight: 6,
    classes: [
      WordClass("weather", words: "storm wind rain night snow sea thunder frost fog crowd"),
      WordClass("harsh", words: "loud strong wild dark heavy"),
      WordClass("person", words: "child girl boy man woman nurse farmer teacher sailor baker"),
    ],
    rules: [
      GrammarRule("storm", "The {w:weather} was {:harsh}, but the {:person~w} <stayed>"),
      GrammarRule(
        "stayed",
        """
        [272] stayed calm.
        [170] stayed inside.
        [197] stayed outside.
        [77] stayed cold.
        [52] stayed angry.
        [114] stayed.
        [117] stayed, and later it was quiet.
        """),
    ])
}
