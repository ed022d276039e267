extension TinyWorld {
  /// Four kinds of brackets, nested up to three deep: "( p [ q { r } s ] )".
  ///
  /// Each closes the latest that is open. Kept back: some kinds before some letters.
  static let brackets = Phenomenon(
    name: "brackets", weight: 9,
    classes: [
      WordClass(
        "bracket", columns: "close",
        """
        ( | )
        [ | ]
        { | }
        < | >
        """),
      WordClass("letter", words: "p q r s t u v x y z"),
    ],
    rules: [
      GrammarRule(
        "brackets",
        """
        {o:bracket} <outside> {?o.close|@bracket.close*3}
        """),
      GrammarRule(
        "outside",
        """
        [2] <middle>
        [3] {:letter} <middle>
        [3] <middle> {:letter}
        [2] {:letter} <middle> {:letter}
        [2] {:letter} <middle> {:letter} <middle>
        """),
      GrammarRule("middle", "{i:bracket} <inside> {?i.close|@bracket.close*3}"),
      GrammarRule(
        "inside",
        """
        [3] {:letter~i}
        [3] {:letter~i} {:letter}
        [2] {:letter~i} <inner>
        [2] {:letter~i} <inner> {:letter}
        """),
      GrammarRule("inner", "{e:bracket} {:letter~e} {?e.close|@bracket.close*3}"),
    ])
}
