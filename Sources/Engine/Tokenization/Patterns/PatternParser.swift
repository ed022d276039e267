/// Reads a regular expression of the kind that tokenizers cut texts with.
///
/// Sets, groups, alternatives, repetition (greedy, lazy, possessive), looking ahead, `(?i:…)`, ends of
/// the text, and categories of Unicode are read; what else there is is an error, for a pattern that is
/// understood in part would cut wrongly.
struct PatternParser {
  /// How classes are meant.
  enum Dialect: Sendable {
    /// As in Oniguruma, which Hugging Face's tokenizers use.
    case usual
    /// As in llama.cpp, where every class of letters is that of all letters.
    case llama
  }

  private let pattern: String
  private let scalars: [UInt32]
  private let dialect: Dialect
  private var place = 0
  private var ignoresCase = false
  private var depth = 0
  private static let deepest = 64
  /// The most that a counted repetition may ask for.
  private static let longest = 1024

  private init(_ pattern: String, _ dialect: Dialect) {
    self.pattern = pattern
    self.dialect = dialect
    scalars = pattern.unicodeScalars.map(\.value)
  }

  static func parse(
    _ pattern: String, dialect: Dialect = .usual
  ) throws(PatternError) -> PatternNode {
    var parser = PatternParser(pattern, dialect)
    let node = try parser.alternatives()
    guard parser.place == parser.scalars.count else {
      throw parser.error("a bracket closes that was not opened")
    }
    return node
  }

  private func error(_ problem: String) -> PatternError {
    PatternError(pattern: pattern, offset: place, problem: problem)
  }

  private var next: UInt32? { place < scalars.count ? scalars[place] : nil }

  private func isNext(_ text: StaticString) -> Bool {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return bytes.indices.allSatisfy {
      place + $0 < scalars.count && scalars[place + $0] == UInt32(bytes[$0])
    }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    guard isNext(text) else { return false }
    place += text.utf8CodeUnitCount
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    var all = [try sequence()]
    while take("|") { all.append(try sequence()) }
    return all.count == 1 ? all[0] : .choice(all)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != 0x7C, scalar != 0x29 {
      let atom = try atom()
      nodes.append(try repeated(atom))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    if isNext("(") { return try group() }
    if isNext("[") { return .set(try bracket()) }
    if take("$") { return .textEnd }
    if take("^") { return .textStart }
    if take(".") { return .set(ScalarSet([.range(0x0A...0x0A)], isNegated: true)) }
    if isNext("\\") {
      if take("\\z") || take("\\Z") { return .textEnd }
      if take("\\A") { return .textStart }
      return .set(ScalarSet([try escape()]))
    }
    guard let scalar = next, scalar != 0x2A, scalar != 0x2B, scalar != 0x3F else {
      throw error("nothing is there to repeat")
    }
    place += 1
    return .set(ScalarSet(literal(scalar)))
  }

  /// A scalar, and its other case where that does not count.
  private func literal(_ scalar: UInt32) -> [ScalarSet.Member] {
    var members: [ScalarSet.Member] = [.range(scalar...scalar)]
    guard ignoresCase else { return members }
    if (0x41...0x5A).contains(scalar) || (0x61...0x7A).contains(scalar) {
      members.append(.range(scalar ^ 0x20...scalar ^ 0x20))
    }
    // The two letters that have a relative outside of ASCII: the long s, and Kelvin's K.
    if scalar | 0x20 == 0x73 { members.append(.range(0x17F...0x17F)) }
    if scalar | 0x20 == 0x6B { members.append(.range(0x212A...0x212A)) }
    return members
  }
}

// MARK: - Groups and repetition

extension PatternParser {
  private mutating func group() throws(PatternError) -> PatternNode {
    depth += 1
    guard depth <= Self.deepest else { throw error("groups are nested too deep") }
    defer { depth -= 1 }
    let outer = ignoresCase
    defer { ignoresCase = outer }
    var wrap: (PatternNode) -> PatternNode = { $0 }
    if take("(?:") {
    } else if take("(?i:") {
      ignoresCase = true
    } else if take("(?=") {
      wrap = { .look($0, isNegative: false) }
    } else if take("(?!") {
      wrap = { .look($0, isNegative: true) }
    } else if take("(?>") {
      wrap = { .atomic($0) }
    } else if isNext("(?") {
      throw error("this kind of group is not known")
    } else {
      _ = take("(")
    }
    let node = try alternatives()
    guard take(")") else { throw error("a group is not closed") }
    return wrap(node)
  }

  private mutating func repeated(_ node: PatternNode) throws(PatternError) -> PatternNode {
    guard var repetition = try repetition() else { return node }
    if take("?") { repetition.kind = .lazy } else if take("+") { repetition.kind = .possessive }
    if isNext("*") || isNext("+") || isNext("?") {
      throw error("what is repeated is repeated again")
    }
    if repetition.most == nil, node.canBeEmpty {
      throw error("what can be empty is repeated without end")
    }
    return .repeated(node, repetition)
  }

  private mutating func repetition() throws(PatternError) -> PatternNode.Repetition? {
    if take("*") { return .init(least: 0, most: nil) }
    if take("+") { return .init(least: 1, most: nil) }
    if take("?") { return .init(least: 0, most: 1) }
    guard isNext("{"), let closing = scalars[place...].firstIndex(of: 0x7D) else { return nil }
    let inner = scalars[place + 1..<closing]
    guard inner.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }), !inner.isEmpty else {
      return nil
    }
    let parts = inner.split(separator: 0x2C, omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { min($0 * 10 + Int($1) - 0x30, Self.longest + 1) }
    }
    guard parts.count <= 2, parts.allSatisfy({ $0 <= Self.longest }) else {
      throw error("this repetition is not run")
    }
    place = closing + 1
    if parts.count == 1 { return .init(least: parts[0], most: parts[0]) }
    let isOpen = inner.last == 0x2C
    guard isOpen || parts[0] <= parts[1] else { throw error("a repetition ends before it begins") }
    return .init(least: parts[0], most: isOpen ? nil : parts[1])
  }
}

// MARK: - Sets

extension PatternParser {
  private mutating func bracket() throws(PatternError) -> ScalarSet {
    _ = take("[")
    let isNegated = take("^")
    var members: [ScalarSet.Member] = []
    while !take("]") {
      guard let scalar = next else { throw error("a set is not closed") }
      if scalar == 0x5B { throw error("sets within sets are not known") }
      if isNext("&&") { throw error("what sets have in common is not known") }
      guard let first = try single() else {
        members.append(try escape())
        continue
      }
      guard isNext("-"), place + 1 < scalars.count, scalars[place + 1] != 0x5D else {
        members += literal(first)
        continue
      }
      place += 1
      guard let last = try single(), first <= last else { throw error("a range makes no sense") }
      members.append(.range(first...last))
    }
    return ScalarSet(members, isNegated: isNegated)
  }

  /// One scalar of a set; nil where a class stands.
  private mutating func single() throws(PatternError) -> UInt32? {
    guard let scalar = next else { throw error("a set is not closed") }
    guard scalar == 0x5C else {
      place += 1
      return scalar
    }
    guard place + 1 < scalars.count else { throw error("nothing is escaped") }
    return try escapedScalar()
  }

  /// The scalar that an escape stands for, taken; nil, and nothing taken, where it is a class.
  private mutating func escapedScalar() throws(PatternError) -> UInt32? {
    let letter = scalars[place + 1]
    let controls: [UInt32: UInt32] = [0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x66: 0x0C, 0x76: 0x0B]
    if let control = controls[letter] {
      place += 2
      return control
    }
    let isLetterOrDigit =
      (0x30...0x39).contains(letter) || (0x41...0x5A).contains(letter | 0x20 ^ 0x20)
      || (0x61...0x7A).contains(letter)
    guard isLetterOrDigit else {
      place += 2
      return letter
    }
    return nil
  }

  /// A class or an escaped scalar.
  private mutating func escape() throws(PatternError) -> ScalarSet.Member {
    guard place + 1 < scalars.count else { throw error("nothing is escaped") }
    if let scalar = try escapedScalar() { return .range(scalar...scalar) }
    let start = place
    place += 2
    switch scalars[start + 1] {
    case 0x73: return .space
    case 0x53: return .excluded([.space])
    case 0x64: return .categories([.decimalNumber])
    case 0x44: return .excluded([.categories([.decimalNumber])])
    case 0x70: return try category()
    case 0x50: return .excluded([try category()])
    default:
      place = start
      throw error("this escape is not known")
    }
  }

  private mutating func category() throws(PatternError) -> ScalarSet.Member {
    guard isNext("{"), let closing = scalars[place...].firstIndex(of: 0x7D) else {
      throw error("a category has no name")
    }
    var name = ""
    for scalar in scalars[place + 1..<closing] {
      if let scalar = Unicode.Scalar(scalar) { name.unicodeScalars.append(scalar) }
    }
    guard let member = ScalarSet.Member.named(name) else {
      throw error("the category '\(name)' is not known")
    }
    place = closing + 1
    if dialect == .llama, ["Lu", "Ll", "Lt", "Lm", "Lo"].contains(name) { return .letters }
    return member
  }
}
