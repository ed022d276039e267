extension TinyWorld {
  /// Who did it and to whom: "Dog bites man. They bandaged the ___" against "Man bites dog. …".
  ///
  /// Every being bites every other, so only word order (or the passive) decides.
  /// Kept back: pairs of beings, in both orders.
  static let bites = Phenomenon(
    name: "bites", weight: 12,
    classes: [
      WordClass("being", words: "dog man cat woman horse boy goose girl monkey child"),
      WordClass(
        "attack", columns: "past participle",
        """
        bites      | bit       | bitten
        kicks      | kicked    | kicked
        pushes     | pushed    | pushed
        scratches  | scratched | scratched
        scares     | scared    | scared
        """),
      WordClass("comfort", words: "bandaged comforted helped treated"),
      WordClass("blame", words: "blamed scolded punished arrested"),
    ],
    rules: [
      GrammarRule(
        "bites",
        """
        [3] {^x:being} {:attack} {y:being!x~x}. They <consequence>
        [3] The {x:being} {:attack.past} the {y:being!x~x}, so they <consequence>
        [2] The {y:being} was {:attack.participle} by the {x:being!y~y}, so they <consequence>
        [1] {^x:being} {:attack} {y:being!x~x}. <asked>
        """),
      GrammarRule(
        "consequence",
        """
        {:comfort} the {?y|x}.
        {:blame} the {?x|y}.
        """),
      GrammarRule(
        "asked",
        """
        Who was hurt? The {?y|x}.
        Who did it? The {?x|y}.
        """),
    ])
}
