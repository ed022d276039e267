extension TinyWorld {
  /// Four kinds of brackets, nested up to three deep: "( p [ q { r } s ] )".
  ///
  /// Each closes the latest that is open. Kept back: some kinds directly inside some others.
  static let brackets = Phenomenon(
    name: "brackets", weight: 7,
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
      GrammarRule("middle", "{i:bracket~o} <inside> {?i.close|@bracket.close*3}"),
      GrammarRule(
        "inside",
        """
        [3] {:letter}
        [3] {:letter} {:letter}
        [2] {:letter} <inner>
        [2] {:letter} <inner> {:letter}
        """),
      GrammarRule("inner", "{e:bracket~i} {:letter} {?e.close|@bracket.close*3}"),
    ])
}
