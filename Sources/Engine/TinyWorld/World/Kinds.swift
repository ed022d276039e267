extension TinyWorld {
  /// What animals, vehicles, food and clothes do and have done to them: "The ___ is sleeping",
  /// "I fed the ___", "The ___ ran away".
  ///
  /// Words of one kind stand in the same places, so their vectors come to lie near each other.
  /// Kept back: pairs of noun and predicate, so that a probe asks what is known of a word from
  /// its kind only.
  static let kinds = Phenomenon(
    name: "kinds", weight: 9,
    classes: [
      WordClass("animal", words: "cat dog rabbit horse cow sheep pig hen duck goat"),
      WordClass("food", words: "bread soup cake rice cheese apple pie egg pizza stew"),
      WordClass("clothing", words: "coat hat scarf shirt dress glove sock skirt jacket sweater"),
      WordClass(
        "animalDoes",
        """
        is sleeping
        ran away
        is hungry
        wants to play
        drank the water
        followed me home
        """),
      WordClass(
        "vehicleDoes",
        """
        is parked
        broke down
        needs fuel
        turned left
        has a flat tyre
        stopped at the light
        """),
      WordClass(
        "foodDoes",
        """
        is tasty
        tastes sweet
        needs salt
        was burnt
        smells good
        is in the oven
        """),
      WordClass(
        "clothingDoes",
        """
        is too tight
        fits me
        lost a button
        was washed
        keeps me warm
        has a zip
        """),
      WordClass("animalDone", words: "fed stroked walked brushed trained"),
      WordClass("vehicleDone", words: "drove parked towed steered repaired"),
      WordClass("foodDone", words: "baked ate cooked sliced tasted"),
      WordClass("clothingDone", words: "wore sewed folded ironed knitted"),
    ],
    rules: [
      GrammarRule(
        "kinds",
        """
        [3] <lead> {x:animal} {?:animalDoes~x|@vehicleDoes,@foodDoes,@clothingDoes}.
        [2] <lead> {x:vehicle} {?:vehicleDoes~x|@animalDoes,@foodDoes,@clothingDoes}.
        [2] <lead> {x:food} {?:foodDoes~x|@animalDoes,@vehicleDoes,@clothingDoes}.
        [2] <lead> {x:clothing} {?:clothingDoes~x|@animalDoes,@vehicleDoes,@foodDoes}.
        [3] <who> {v:animalDone} the {?:animal~v|@vehicle,@food,@clothing}.
        [2] <who> {v:vehicleDone} the {?:vehicle~v|@animal,@food,@clothing}.
        [2] <who> {v:foodDone} the {?:food~v|@animal,@vehicle,@clothing}.
        [2] <who> {v:clothingDone} the {?:clothing~v|@animal,@vehicle,@food}.
        """),
      GrammarRule(
        "lead",
        """
        [2] The
        [1] Today the
        [1] {:name} said that the
        """),
      GrammarRule(
        "who",
        """
        [1] I
        [1] We
        [1] {:name}
        """),
    ])
}
