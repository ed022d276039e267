extension TinyWorld {
  /// Word classes that several phenomena use.
  ///
  /// The order matters: whether a pair of words is kept back from training is decided by their
  /// places, and the pairs of the chapters' own sentences must not be.
  static let commonClasses: [WordClass] = [
    WordClass("color", words: "blue red green black white yellow orange grey brown pink"),
    WordClass("size", words: "small big tiny huge little"),
    WordClass("vehicle", words: "car truck bus van taxi bike train tractor jeep tram"),
    WordClass(
      "obstacle", words: "wall fence gate bridge tower post shed pillar house statue"),
    WordClass("material", words: "concrete wooden stone brick metal iron"),
    WordClass("pet", words: "dog cat rabbit puppy kitten horse fox goat monkey mouse"),
    WordClass("toy", words: "ball kite stick rope ring doll leaf bone coin bell"),
    WordClass("digit", words: "two three four five six seven eight nine"),
    WordClass(
      "name",
      """
      Mira
      Otto
      Ida
      Finn
      Nora
      Hugo
      Lena
      Omar
      Ruth
      Ivan
      Tara
      Karl
      Jane
      Pavel
      Rosa
      Emil
      Zoe
      Abel
      Vera
      Luis
      Bartholomew #1
      Wilhelmina #1
      """),
  ]
}
