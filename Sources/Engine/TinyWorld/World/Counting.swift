extension TinyWorld {
  /// Counting down to "liftoff" and up to "go", by ones and twos: "Three, two, one, liftoff!".
  ///
  /// After the first two numbers direction and step are known, so order must be read. Kept back:
  /// pairs of caller and count.
  static let counting = Phenomenon(
    name: "counting", weight: 7,
    classes: [
      WordClass("count", columns: ["second", "third", "rest"], entries: counts),
      WordClass("said", words: "counted called shouted"),
      WordClass("numeral", words: numerals.joined(separator: " ")),
    ],
    rules: [
      GrammarRule(
        "counting",
        """
        [1] {^n:count}, {n.second}, {n.third}{n.rest}
        [1] {c:name} {:said}: {n:count~c}, {n.second}, {?n.third|@numeral*5}{n.rest}
        """)
    ])

  private static let numerals = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  private static var counts: [WordClass.Entry] {
    var entries: [WordClass.Entry] = []
    for step in 1...2 {
      for start in (1 + step)...10 {
        let numbers = Array(stride(from: start, through: 1, by: -step))
        entries.append(entry(numbers, end: "liftoff", weight: 30))
      }
      for start in 1...6 {
        for length in 3...6 where start + step * (length - 1) <= 12 {
          let numbers = (0..<length).map { start + step * $0 }
          entries.append(entry(numbers, end: "go", weight: 10))
        }
      }
    }
    return entries
  }

  /// A count; those that begin with the same two numbers are of one group.
  private static func entry(_ numbers: [Int], end: String, weight: Int) -> WordClass.Entry {
    let said = numbers.map { numerals[$0 - 1] } + [end]
    let rest = said.dropFirst(3).map { ", " + $0 }.joined() + "!"
    return WordClass.Entry(
      text: said[0], attributes: [said[1], said[2], rest], weight: weight,
      group: numbers[0] + 2 * numbers[1])
  }
}
