extension TinyWorld {
  /// Counting down to "liftoff" and up to "go", by ones and twos: "Three, two, one, liftoff!".
  ///
  /// After the first two numbers direction and step are known, so order must be read. Kept back:
  /// some starts, each with its direction and step.
  static let counting = Phenomenon(
    name: "counting", weight: 7,
    classes: [
      WordClass("count", columns: ["second", "third", "rest"], entries: counts),
      WordClass("said", words: "counted called shouted"),
      WordClass("numeral", words: numerals.joined(separator: " ")),
    ],
    rules: [
      Rule(
        "counting",
        """
        [2] {^n:count}, {n.second}, {?n.third|@numeral*5}{n.rest}
        [1] {:name} {:said}: {n:count}, {n.second}, {?n.third|@numeral*5}{n.rest}
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
        entries.append(
          entry(numbers, end: "liftoff", weight: 30, isHeldOut: (start + 2 * step) % 5 == 4))
      }
      for start in 1...6 {
        for length in 3...6 where start + step * (length - 1) <= 12 {
          let numbers = (0..<length).map { start + step * $0 }
          entries.append(
            entry(numbers, end: "go", weight: 10, isHeldOut: (start + 2 * step) % 5 == 1))
        }
      }
    }
    return entries
  }

  private static func entry(
    _ numbers: [Int], end: String, weight: Int, isHeldOut: Bool
  ) -> WordClass.Entry {
    let said = numbers.map { numerals[$0 - 1] } + [end]
    let rest = said.dropFirst(3).map { ", " + $0 }.joined() + "!"
    return WordClass.Entry(
      text: said[0], attributes: [said[1], said[2], rest], weight: weight, isHeldOut: isHeldOut)
  }
}
