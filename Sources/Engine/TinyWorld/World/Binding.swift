extension TinyWorld {
  /// An adjective belongs to its noun: "The blue car hit the green wall. The car was ___".
  ///
  /// Beside it the plain sentences of the chapters: "The small dog chased the ball.", "The blue
  /// car hit the wall". Kept back: pairs of nouns.
  static let binding = Phenomenon(
    name: "binding", weight: 12,
    rules: [
      GrammarRule(
        "binding",
        """
        [3] The {c:color} {x:vehicle} hit the {d:color!c} {y:obstacle~x}. <color>
        [3] The {c:color} {x:pet} chased the {d:color!c} {y:toy~x}. <color>
        [1] The {:color} {x:vehicle} hit the {y:obstacle~x}.
        [1] The {:size} {x:pet} chased the {y:toy~x}.
        """),
      GrammarRule(
        "color",
        """
        The {x} was {?c|d}.
        The {y} was {?d|c}.
        """),
    ])
}
