/// A regular expression as a tree.
indirect enum PatternNode: Equatable, Sendable {
  case set(ScalarSet)
  case sequence([PatternNode])
  /// The first alternative that leads on.
  case choice([PatternNode])
  case repeated(PatternNode, Repetition)
  /// What follows matches, or does not, and is not taken.
  case look(PatternNode, isNegative: Bool)
  case textEnd
  case textStart
  /// What it matched at first is not given back.
  case atomic(PatternNode)

  /// How often something is repeated.
  struct Repetition: Equatable, Sendable {
    enum Kind: Equatable, Sendable { case greedy, lazy, possessive }

    var least: Int
    /// Nil for no limit.
    var most: Int?
    var kind = Kind.greedy
  }

  /// Whether it can match nothing at all.
  var canBeEmpty: Bool {
    switch self {
    case .set: false
    case .sequence(let nodes): nodes.allSatisfy(\.canBeEmpty)
    case .choice(let nodes): nodes.contains(where: \.canBeEmpty)
    case .repeated(let node, let repetition): repetition.least == 0 || node.canBeEmpty
    case .look, .textEnd, .textStart: true
    case .atomic(let node): node.canBeEmpty
    }
  }
}
