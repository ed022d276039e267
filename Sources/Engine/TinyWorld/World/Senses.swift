extension TinyWorld {
  /// One word, several senses, decided by what stands before it: "mole" (animal, spy, skin,
  /// chemistry), "bank" (river, money), "bat" (animal, game).
  ///
  /// Kept back: pairs of person and place that set the scene.
  static let senses = Phenomenon(
    name: "senses", weight: 10,
    classes: [
      WordClass("gardener", words: "gardener farmer shepherd hiker ranger"),
      WordClass("garden", words: "garden field meadow lawn hedge"),
      WordClass("agent", words: "agent general minister officer colonel"),
      WordClass("embassy", words: "embassy ministry archive palace bureau"),
      WordClass("doctor", words: "doctor nurse patient surgeon dentist"),
      WordClass("body", words: "arm cheek neck shoulder chin"),
      WordClass("chemist", words: "chemist student professor teacher pupil"),
      WordClass("flask", words: "acid salt flask oxide copper"),
      WordClass(
        "moleAnimal", columns: "rest",
        """
        dug      | a tunnel
        ate      | a worm
        slept    | in its hole
        """),
      WordClass(
        "moleSpy", columns: "rest",
        """
        sold     | the secret
        copied   | the file
        lied     | to the king
        """),
      WordClass(
        "moleSkin", columns: "rest",
        """
        itched   | a little
        grew     | darker
        healed   | in a week
        """),
      WordClass(
        "moleUnit", columns: "rest",
        """
        weighed  | ten grams
        filled   | the glass
        dissolved | in water
        """),
      WordClass("fisher", words: "fisherman swimmer beaver heron boatman"),
      WordClass("river", words: "river stream canal lake creek"),
      WordClass("clerk", words: "clerk banker lawyer merchant robber"),
      WordClass("money", words: "money loan cheque account gold"),
      WordClass("muddy", words: "muddy steep green wet"),
      WordClass("closed", words: "closed rich robbed busy"),
      WordClass("explorer", words: "explorer owl caver monk wanderer"),
      WordClass("cave", words: "cave attic barn ruin forest"),
      WordClass("player", words: "player batter captain coach umpire"),
      WordClass("pitch", words: "pitch match stadium team score"),
      WordClass(
        "batAnimal", columns: "rest",
        """
        flew     | away
        squeaked | at night
        hung     | upside down
        """),
      WordClass(
        "batClub", columns: "rest",
        """
        broke    | in two
        swung    | too late
        struck   | the ball
        """),
    ],
    rules: [
      GrammarRule(
        "senses",
        """
        [3] <gardeners> The mole {?v:moleAnimal|@moleSpy,@moleSkin,@moleUnit} {v.rest}.
        [3] <agents> The mole {?v:moleSpy|@moleAnimal,@moleSkin,@moleUnit} {v.rest}.
        [3] <doctors> The mole {?v:moleSkin|@moleAnimal,@moleSpy,@moleUnit} {v.rest}.
        [3] <chemists> The mole {?v:moleUnit|@moleAnimal,@moleSpy,@moleSkin} {v.rest}.
        [4] <fishers> The bank was {?:muddy|@closed}.
        [4] <clerks> The bank was {?:closed|@muddy}.
        [3] <explorers> The bat {?v:batAnimal|@batClub} {v.rest}.
        [3] <players> The bat {?v:batClub|@batAnimal} {v.rest}.
        """),
      GrammarRule("gardeners", scene("gardener", "garden")),
      GrammarRule("agents", scene("agent", "embassy")),
      GrammarRule("doctors", scene("doctor", "body")),
      GrammarRule("chemists", scene("chemist", "flask")),
      GrammarRule("fishers", scene("fisher", "river")),
      GrammarRule("clerks", scene("clerk", "money")),
      GrammarRule("explorers", scene("explorer", "cave")),
      GrammarRule("players", scene("player", "pitch")),
    ])

  /// Sentences that set a scene with a person and a place, the same for every sense.
  private static func scene(_ person: String, _ place: String) -> String {
    """
    The {p:\(person)} looked at the {:\(place)~p}.
    The {p:\(person)} thought of the {:\(place)~p}.
    The {p:\(person)} asked about the {:\(place)~p}.
    Today the {p:\(person)} saw the {:\(place)~p}.
    {:name} and the {p:\(person)} talked about the {:\(place)~p}.
    """
  }
}
