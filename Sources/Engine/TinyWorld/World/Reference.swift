extension TinyWorld {
  /// A pronoun with two candidates, told apart by what is said of it: "A blue car crashed into a
  /// concrete wall, it was speeding, so they stopped the ___".
  ///
  /// Which of many nouns it is must be carried over from the first clause. In half of the
  /// passages "it" stands after the cue ("They stopped it. The car was speeding.").
  /// Kept back: pairs of nouns.
  static let reference = Phenomenon(
    name: "reference", weight: 16,
    classes: [
      WordClass(
        "crash",
        """
        crashed into
        hit
        ran into
        slid into
        """),
      WordClass(
        "vehicleFault", columns: "fix",
        """
        speeding     | stopped
        too fast     | stopped
        skidding     | slowed
        out of fuel  | refuelled
        overheated   | cooled
        smoking      | cooled
        stolen       | returned
        """),
      WordClass(
        "obstacleFault", columns: "fix",
        """
        cracked      | mended
        broken       | mended
        crooked      | straightened
        leaning      | straightened
        crumbling    | rebuilt
        falling down | rebuilt
        unpainted    | painted
        """),
      WordClass(
        "petState", columns: "help",
        """
        hungry       | fed
        thirsty      | watered
        tired        | carried
        scared       | calmed
        """),
      WordClass(
        "toyState", columns: "help",
        """
        lost         | found
        torn         | glued
        missing      | replaced
        stuck        | freed
        """),
    ],
    rules: [
      GrammarRule(
        "reference",
        """
        [4] {^a c:color} {x:vehicle} {:crash} {a m:material} {y:obstacle~x}, <fault>
        [2] {^a m:material} {y:obstacle} was hit by {a c:color} {x:vehicle~y}, <fault>
        [4] {^a c:color} {x:vehicle} {:crash} {a m:material} {y:obstacle~x}. <repair>
        [2] {^a m:material} {y:obstacle} was hit by {a c:color} {x:vehicle~y}. <repair>
        [2] The {s:size} {x:pet} chased the {c:color} {y:toy~x}, <state>
        [2] The {s:size} {x:pet} chased the {c:color} {y:toy~x}. <help>
        """),
      GrammarRule(
        "fault",
        """
        it was {f:vehicleFault}, so they {f.fix} the {?x|y}.
        it was {g:obstacleFault}, so they {g.fix} the {?y|x}.
        """),
      GrammarRule(
        "repair",
        """
        They {f:vehicleFault.fix} it. The {?x|y} was {f}.
        They {g:obstacleFault.fix} it. The {?y|x} was {g}.
        """),
      GrammarRule(
        "state",
        """
        it was {p:petState}, so they {p.help} the {?x|y}.
        it was {t:toyState}, so they {t.help} the {?y|x}.
        """),
      GrammarRule(
        "help",
        """
        They {p:petState.help} it. The {?x|y} was {p}.
        They {t:toyState.help} it. The {?y|x} was {t}.
        """),
    ])

  /// Two things of one kind, told apart by their roles: "The bag did not fit into the box, it was
  /// too big, so they moved the ___".
  ///
  /// Anything may be put into anything, so only the order of the words decides.
  /// Kept back: pairs of nouns, in both orders.
  static let fitting = Phenomenon(
    name: "fitting", weight: 9,
    classes: [
      WordClass("thing", words: "box bag chest crate drum basket case trunk sack jar"),
      WordClass("large", words: "big large wide tall"),
      WordClass("narrow", words: "small narrow tiny short"),
      WordClass("move", words: "moved replaced swapped sold"),
    ],
    rules: [
      GrammarRule(
        "fitting",
        """
        The {x:thing} did not fit into the {y:thing!x~x}, it was <tooLarge>
        """),
      GrammarRule(
        "tooLarge",
        """
        too {:large}, so they {:move} the {?x|y}.
        too {:narrow}, so they {:move} the {?y|x}.
        """),
    ])
}
