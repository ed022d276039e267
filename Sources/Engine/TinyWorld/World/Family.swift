extension TinyWorld {
  /// Species and age as two facts that add up: a puppy barks like a dog and drinks milk like a
  /// kitten, so puppy − dog + cat comes out near kitten.
  ///
  /// What belongs to the species is said of both ages in the same words, what belongs to the age
  /// of all species. Kept back: pairs of animal and who speaks of it.
  static let family = Phenomenon(
    name: "family", weight: 13,
    classes: [
      species,
      WordClass("knew", words: "said knew"),
      WordClass(
        "young", columns: "adult",
        """
        puppy    | dog
        kitten   | cat
        calf     | cow
        lamb     | sheep
        foal     | horse
        piglet   | pig
        chick    | hen
        duckling | duck
        cub      | lion
        bunny    | rabbit
        """),
      WordClass(
        "voice", columns: "sound",
        """
        dog      | barks
        puppy    | barks
        cat      | meows
        kitten   | meows
        cow      | moos
        calf     | moos
        sheep    | bleats
        lamb     | bleats
        horse    | neighs
        foal     | neighs
        pig      | grunts
        piglet   | grunts
        hen      | clucks
        chick    | clucks
        duck     | quacks
        duckling | quacks
        lion     | roars
        cub      | roars
        rabbit   | squeaks
        bunny    | squeaks
        """),
      WordClass(
        "home", columns: "place",
        """
        dog      | kennel
        puppy    | kennel
        cat      | basket
        kitten   | basket
        cow      | barn
        calf     | barn
        sheep    | fold
        lamb     | fold
        horse    | stable
        foal     | stable
        pig      | sty
        piglet   | sty
        hen      | coop
        chick    | coop
        duck     | pond
        duckling | pond
        lion     | den
        cub      | den
        rabbit   | hutch
        bunny    | hutch
        """),
      WordClass(
        "meal", columns: "food",
        """
        dog      | bones
        puppy    | bones
        cat      | fish
        kitten   | fish
        cow      | grass
        calf     | grass
        sheep    | clover
        lamb     | clover
        horse    | hay
        foal     | hay
        pig      | turnips
        piglet   | turnips
        hen      | corn
        chick    | corn
        duck     | snails
        duckling | snails
        lion     | meat
        cub      | meat
        rabbit   | carrots
        bunny    | carrots
        """),
    ],
    rules: [
      GrammarRule(
        "family",
        """
        [3] <the> <fact>.
        [3] {n:name} {:knew} that the <toldFact>.
        [1] {^a j:young} is a young {j.adult}.
        [1] {^a j:young} grows up to be {a j.adult}.
        [1] The mother of the {j:young} is {a j.adult}.
        [1] {^a k:adult} was once {a k.young}.
        """),
      GrammarRule(
        "the",
        """
        [2] The
        [1] Today the
        """),
      GrammarRule(
        "fact",
        """
        {v:voice} {v.sound}
        {h:home} lives in the {h.place}
        {m:meal} eats {m.food}
        {:young} <isYoung>
        {:adult} <isAdult>
        """),
      GrammarRule(
        "toldFact",
        """
        {v:voice~n} {?v.sound|@voice.sound*3}
        {h:home~n} lives in the {?h.place|@home.place*3}
        {m:meal~n} eats {?m.food|@meal.food*3}
        {:young} <isYoung>
        {:adult} <isAdult>
        """),
      GrammarRule(
        "isYoung",
        """
        is {:digit} weeks old
        drinks milk
        follows its mother
        is still a baby
        """),
      GrammarRule(
        "isAdult",
        """
        is {:digit} years old
        has had a long life
        looks after its baby
        is fully grown
        """),
    ])

  /// The species: the word for the adult, then for its young.
  static let species = WordClass(
    "adult", columns: "young",
    """
    dog     | puppy
    cat     | kitten
    cow     | calf
    sheep   | lamb
    horse   | foal
    pig     | piglet
    hen     | chick
    duck    | duckling
    lion    | cub
    rabbit  | bunny
    """)
}
