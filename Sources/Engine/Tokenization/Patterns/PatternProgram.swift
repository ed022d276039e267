/// A regular expression as instructions for a machine that goes back where it fails.
struct PatternProgram: Equatable, Sendable {
  enum Instruction: Equatable, Sendable {
    /// Takes one scalar of a set.
    case set(Int)
    /// Takes as many scalars of a set as there are.
    case run(set: Int, least: Int, most: Int, PatternNode.Repetition.Kind)
    /// Goes on at the first place, and where that fails at the second.
    case split(Int, Int)
    case jump(Int)
    /// Asks whether the instructions behind it match, up to their `accept`; then goes on at `next`.
    case look(next: Int, isNegative: Bool)
    /// Takes what the instructions behind it match at first; then goes on at `next`.
    case atomic(next: Int)
    case textEnd
    case textStart
    case accept
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  /// The most instructions, which counted repetition of groups could multiply.
  private static let longest = 1 << 16

  init(_ pattern: String, dialect: PatternParser.Dialect = .usual) throws(PatternError) {
    let node = try PatternParser.parse(pattern, dialect: dialect)
    append(node)
    instructions.append(.accept)
    guard instructions.count < Self.longest else {
      throw PatternError(pattern: pattern, offset: 0, problem: "it is too long")
    }
  }

  private mutating func index(of set: ScalarSet) -> Int {
    if let known = sets.firstIndex(of: set) { return known }
    sets.append(set)
    return sets.count - 1
  }

  private mutating func append(_ node: PatternNode) {
    guard instructions.count < Self.longest else { return }
    switch node {
    case .set(let set): instructions.append(.set(index(of: set)))
    case .sequence(let nodes): for node in nodes { append(node) }
    case .choice(let nodes): append(choice: nodes)
    case .repeated(let node, let repetition): append(node, repetition)
    case .look(let node, let isNegative):
      append(inside: node) { .look(next: $0, isNegative: isNegative) }
    case .atomic(let node): append(inside: node) { .atomic(next: $0) }
    case .textEnd: instructions.append(.textEnd)
    case .textStart: instructions.append(.textStart)
    }
  }

  private mutating func append(inside node: PatternNode, _ make: (Int) -> Instruction) {
    let place = instructions.count
    instructions.append(.accept)
    append(node)
    instructions.append(.accept)
    instructions[place] = make(instructions.count)
  }

  private mutating func append(choice nodes: [PatternNode]) {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      guard index < nodes.count - 1 else {
        append(node)
        break
      }
      let split = instructions.count
      instructions.append(.accept)
      append(node)
      ends.append(instructions.count)
      instructions.append(.accept)
      instructions[split] = .split(split + 1, instructions.count)
    }
    for end in ends { instructions[end] = .jump(instructions.count) }
  }

  private mutating func append(_ node: PatternNode, _ repetition: PatternNode.Repetition) {
    if case .set(let set) = node {
      instructions.append(
        .run(
          set: index(of: set), least: repetition.least, most: repetition.most ?? .max,
          repetition.kind))
      return
    }
    if repetition.kind == .possessive {
      var greedy = repetition
      greedy.kind = .greedy
      append(inside: .repeated(node, greedy)) { .atomic(next: $0) }
      return
    }
    for _ in 0..<repetition.least { append(node) }
    let isLazy = repetition.kind == .lazy
    guard let most = repetition.most else {
      let split = instructions.count
      instructions.append(.accept)
      append(node)
      instructions.append(.jump(split))
      let (inside, after) = (split + 1, instructions.count)
      instructions[split] = isLazy ? .split(after, inside) : .split(inside, after)
      return
    }
    var splits: [Int] = []
    for _ in repetition.least..<max(most, repetition.least) {
      splits.append(instructions.count)
      instructions.append(.accept)
      append(node)
    }
    let after = instructions.count
    for split in splits {
      instructions[split] = isLazy ? .split(after, split + 1) : .split(split + 1, after)
    }
  }
}
