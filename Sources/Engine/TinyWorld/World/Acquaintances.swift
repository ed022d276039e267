extension TinyWorld {
  /// Who met whom, asked again: "Mira met Otto. Ida met Finn. Then Mira met ___".
  ///
  /// Kept back: pairs of names, in both orders.
  static let acquaintances = Phenomenon(
    name: "acquaintances", weight: 18,
    classes: [WordClass("meet", words: "met saw called helped")],
    rules: [
      GrammarRule(
        "acquaintances",
        """
        [2] {a:name} {v:meet} {b:name!a~a}. Then {a} {v} {?b|a} again.
        [3] {a:name} {v:meet} {b:name!a~a}. {c:name!a!b} {v} {d:name!a!b!c~c}. <again>
        """),
      GrammarRule(
        "again",
        """
        Then {a} {v} {?b|a,c,d} again.
        Then {c} {v} {?d|a,b,c} again.
        """),
    ])
}
