/// Reads expressions from the tokens of one statement, by Jinja's precedence: `or`, `and`, `not`,
/// comparisons, `+ -`, `~`, `* / // %`, unary signs, `**`, then what stands behind a value.
struct TemplateTokens {
  private let tokens: [TemplateToken]
  private var place = 0
  private let line: Int
  private var depth = 0
  private static let deepest = 100

  init(_ tokens: [TemplateToken], line: Int) {
    self.tokens = tokens
    self.line = line
  }

  typealias Node = TemplateExpression.Node

  private var currentLine: Int {
    place < tokens.count ? tokens[place].line : tokens.last?.line ?? line
  }

  private func error(_ problem: String) -> TemplateError {
    TemplateError(line: currentLine, problem)
  }

  private func node(_ expression: TemplateExpression) -> Node {
    Node(expression: expression, line: currentLine)
  }

  private var next: TemplateToken.Kind? { place < tokens.count ? tokens[place].kind : nil }

  mutating func take(_ symbol: String) -> Bool {
    guard next == .symbol(symbol) else { return false }
    place += 1
    return true
  }

  mutating func take(name: String) -> Bool {
    guard next == .name(name) else { return false }
    place += 1
    return true
  }

  mutating func takeName() -> String? {
    guard case .name(let name)? = next else { return nil }
    place += 1
    return name
  }

  /// Throws if something is left.
  mutating func finish() throws(TemplateError) {
    guard next == nil else { throw error("something follows that does not belong there") }
  }

  /// Names with commas between, in parentheses or not.
  mutating func names() throws(TemplateError) -> [String] {
    let isWrapped = take("(")
    var names: [String] = []
    repeat {
      guard let name = takeName() else { throw error("a name is missing") }
      names.append(name)
    } while take(",")
    if isWrapped, !take(")") { throw error("a parenthesis is not closed") }
    return names
  }

  /// All tokens as one expression.
  mutating func whole() throws(TemplateError) -> Node {
    let expression = try expression()
    try finish()
    return expression
  }

  /// All tokens as one expression, or as a list with commas between.
  mutating func wholeTuple() throws(TemplateError) -> Node {
    let first = try expression()
    var all = [first]
    while take(","), next != nil { all.append(try expression()) }
    try finish()
    return all.count == 1 ? first : node(.list(all))
  }

  /// - Parameter hasCondition: whether `a if b else c` may stand there.
  mutating func expression(hasCondition: Bool = true) throws(TemplateError) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("the expression is nested too deep") }
    var value = try either()
    while hasCondition, take(name: "if") {
      let condition = try either()
      let otherwise = take(name: "else") ? try expression() : nil
      value = node(.conditional(value, condition: condition, otherwise: otherwise))
    }
    return value
  }

  private mutating func either() throws(TemplateError) -> Node {
    var left = try both()
    while take(name: "or") { left = node(.binary("or", left, try both())) }
    return left
  }

  private mutating func both() throws(TemplateError) -> Node {
    var left = try negation()
    while take(name: "and") { left = node(.binary("and", left, try negation())) }
    return left
  }

  private mutating func negation() throws(TemplateError) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("the expression is nested too deep") }
    if take(name: "not") { return node(.unary("not", try negation())) }
    return try comparison()
  }

  private mutating func comparison() throws(TemplateError) -> Node {
    let left = try sum()
    var rest: [(String, Node)] = []
    while true {
      if let symbol = ["==", "!=", "<=", ">=", "<", ">"].first(where: { take($0) }) {
        rest.append((symbol, try sum()))
      } else if take(name: "in") {
        rest.append(("in", try sum()))
      } else if next == .name("not"), place + 1 < tokens.count,
        tokens[place + 1].kind == .name("in")
      {
        place += 2
        rest.append(("not in", try sum()))
      } else {
        break
      }
    }
    return rest.isEmpty ? left : node(.comparison(left, rest))
  }

  private mutating func sum() throws(TemplateError) -> Node {
    var left = try joined()
    while let symbol = ["+", "-"].first(where: { take($0) }) {
      left = node(.binary(symbol, left, try joined()))
    }
    return left
  }

  private mutating func joined() throws(TemplateError) -> Node {
    var left = try product()
    while take("~") { left = node(.binary("~", left, try product())) }
    return left
  }

  private mutating func product() throws(TemplateError) -> Node {
    var left = try signed()
    while let symbol = ["*", "/", "//", "%"].first(where: { take($0) }) {
      left = node(.binary(symbol, left, try signed()))
    }
    return left
  }

  private mutating func signed(hasFilters: Bool = true) throws(TemplateError) -> Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("the expression is nested too deep") }
    let value: Node
    if let symbol = ["-", "+"].first(where: { take($0) }) {
      value = node(.unary(symbol, try signed(hasFilters: false)))
    } else {
      value = try power()
    }
    return hasFilters ? try behind(value) : value
  }

  private mutating func power() throws(TemplateError) -> Node {
    let base = try postfix(try primary())
    return take("**") ? node(.binary("**", base, try signed(hasFilters: false))) : base
  }

  /// Filters and tests behind a value.
  private mutating func behind(_ value: Node) throws(TemplateError) -> Node {
    var value = value
    while true {
      if take("|") {
        let (name, arguments) = try filter()
        value = try postfix(node(.filter(value, name, arguments)))
      } else if take(name: "is") {
        let isNegated = take(name: "not")
        guard let name = takeName() else { throw error("a test has no name") }
        value = node(.test(value, name, try testArguments(), isNegated: isNegated))
      } else {
        return value
      }
    }
  }

  /// A filter's name and arguments.
  mutating func filter() throws(TemplateError) -> (String, TemplateExpression.Arguments) {
    guard let name = takeName() else { throw error("a filter has no name") }
    return (name, take("(") ? try arguments() : .init())
  }

  /// A test's arguments: in parentheses, or one value without.
  private mutating func testArguments() throws(TemplateError) -> TemplateExpression.Arguments {
    if take("(") { return try arguments() }
    switch next {
    case .name(let name)?
    where !["and", "or", "else", "if", "is", "not", "in", "recursive"].contains(name):
      return .init(positional: [try postfix(try primary())])
    case .integer?, .double?, .string?: return .init(positional: [try primary()])
    default: return .init()
    }
  }

  private mutating func arguments() throws(TemplateError) -> TemplateExpression.Arguments {
    var arguments = TemplateExpression.Arguments()
    while !take(")") {
      if case .name(let name)? = next, place + 1 < tokens.count,
        tokens[place + 1].kind == .symbol("=")
      {
        place += 2
        arguments.named.append((name, try expression()))
      } else {
        arguments.positional.append(try expression())
      }
      if !take(",") {
        guard take(")") else { throw error("the arguments of a call are not closed") }
        break
      }
    }
    return arguments
  }

  private mutating func postfix(_ value: Node) throws(TemplateError) -> Node {
    var value = value
    while true {
      if take(".") {
        if let name = takeName() {
          value = node(.attribute(value, name))
        } else if case .integer(let index)? = next {
          place += 1
          value = node(.index(value, node(.literal(.integer(index)))))
        } else {
          throw error("a name is missing behind '.'")
        }
      } else if take("[") {
        value = try subscripted(value)
      } else if take("(") {
        value = node(.call(value, try arguments()))
      } else {
        return value
      }
    }
  }

  private mutating func subscripted(_ value: Node) throws(TemplateError) -> Node {
    var parts: [Node?] = [nil]
    while !take("]") {
      if take(":") {
        guard parts.count < 3 else { throw error("a slice has too many parts") }
        parts.append(nil)
      } else {
        guard parts[parts.count - 1] == nil else { throw error("an index is not closed") }
        parts[parts.count - 1] = try expression()
      }
      guard next != nil else { throw error("an index is not closed") }
    }
    if parts.count == 1 {
      guard let index = parts[0] else { throw error("an index is missing") }
      return node(.index(value, index))
    }
    return node(.slice(value, parts[0], parts[1], parts.count > 2 ? parts[2] : nil))
  }

  private mutating func primary() throws(TemplateError) -> Node {
    guard let kind = next else { throw error("a value is missing") }
    if take("(") { return try wrapped() }
    if take("[") { return node(.list(try elements(until: "]"))) }
    if take("{") { return try mapping() }
    place += 1
    switch kind {
    case .integer(let number): return node(.literal(.integer(number)))
    case .double(let number): return node(.literal(.double(number)))
    case .string(var text):
      // Texts side by side are one.
      while case .string(let more)? = next {
        text += more
        place += 1
      }
      return node(.literal(.string(text)))
    case .name("true"), .name("True"): return node(.literal(.bool(true)))
    case .name("false"), .name("False"): return node(.literal(.bool(false)))
    case .name("none"), .name("None"): return node(.literal(.none))
    case .name(let name): return node(.name(name))
    case .symbol(let symbol):
      place -= 1
      throw error("'\(symbol)' stands where a value was expected")
    }
  }

  private mutating func wrapped() throws(TemplateError) -> Node {
    if take(")") { return node(.list([])) }
    let first = try expression()
    if take(")") { return first }
    guard take(",") else { throw error("a parenthesis is not closed") }
    return node(.list([first] + (try elements(until: ")"))))
  }

  private mutating func elements(until end: String) throws(TemplateError) -> [Node] {
    var elements: [Node] = []
    while !take(end) {
      elements.append(try expression())
      if !take(",") {
        guard take(end) else { throw error("'\(end)' is missing") }
        break
      }
    }
    return elements
  }

  private mutating func mapping() throws(TemplateError) -> Node {
    var pairs: [(Node, Node)] = []
    while !take("}") {
      let key = try expression()
      guard take(":") else { throw error("':' is missing in a mapping") }
      pairs.append((key, try expression()))
      if !take(",") {
        guard take("}") else { throw error("'}' is missing") }
        break
      }
    }
    return node(.mapping(pairs))
  }
}
