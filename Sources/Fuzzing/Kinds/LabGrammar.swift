import Directives
import Notebook

/// Makes directives from their own declarations, with values in and out of range.
struct LabGrammar {
  var random: FuzzRandom

  private static let directives = Directives.register.all.filter {
    !LabSeeds.isSlow(Array($0.documentation.verb.utf8))
  }.map { (verb: $0.documentation.verb, parameters: ParameterReader.declarations(of: $0)) }

  mutating func statement() -> String {
    switch random.below(8) {
    case 0: return "let \(name()) = \(expression(depth: 3))"
    case 1:
      return "show \(expression(depth: 3))\(random.once(in: 4) ? " : .\(random.below(30))f" : "")"
    case 2: return "expect \(expression(depth: 2)) ~ \(value())"
    default: return directive()
    }
  }

  private mutating func directive() -> String {
    let (verb, parameters) = random.pick(Self.directives)
    var words = [verb]
    for parameter in parameters {
      guard parameter.isRequired && !random.once(in: 12) || random.once(in: 3) else { continue }
      let value = argument(parameter)
      words.append(
        parameter.isPositional && random.once(in: 2) ? value : "\(parameter.name)=\(value)")
    }
    if random.once(in: 12), let parameter = parameters.first {
      words.append("sweep=\(parameter.name)")
    }
    return (random.once(in: 4) ? "\(name()) = " : "") + words.joined(separator: " ")
  }

  /// A value for a parameter: mostly of its type, and often at the edge of it.
  private mutating func argument(_ parameter: ParameterReader.Declaration) -> String {
    if random.once(in: 10) { return value() }
    let choices = parameter.allowed.split(separator: "|").map {
      $0.trimming(" ")
    }
    if choices.count > 1 { return random.pick(choices) }
    if let text = parameter.defaultText, random.once(in: 3) { return text }
    let type = parameter.type
    if type.contains("model") { return random.once(in: 4) ? word() : "tinyworld" }
    if type.contains("matrix") { return matrix() }
    if type.contains("vector") || type.contains("list") {
      return type.contains("text") || type.contains("string") || type.contains("word")
        ? "[\((0..<random.below(5)).map { _ in text() }.joined(separator: ", "))]" : vector()
    }
    if type.contains("flag") { return random.pick(["true", "false"]) }
    if type.contains("text") || type.contains("token") { return text() }
    if type.contains("formula") { return "(\(expression(depth: 3)))" }
    return number()
  }

  private mutating func value() -> String {
    switch random.below(7) {
    case 0: text()
    case 1: vector()
    case 2: matrix()
    case 3: word()
    case 4: "(\(expression(depth: 2)))"
    case 5: random.pick(["true", "false", "[]", "[[]]", "[[], []]", "\"\"", "[[[1]]]"])
    default: number()
    }
  }

  private mutating func number() -> String {
    random.pick([
      "0", "1", "2", "3", "-1", "0.5", "-0.25", "1e-9", "1e9", "1e300", "-1e300", "1e-310", "7",
      "16",
      "64", "255", "1000", "65536", "16777216", "1048576", "4294967296", "9007199254740993",
      "9223372036854775807", "-9223372036854775808", "0.1", "3.5", "100000",
    ])
  }

  private mutating func vector() -> String {
    "[\((0..<random.below(7)).map { _ in number() }.joined(separator: ", "))]"
  }

  private mutating func matrix() -> String {
    let (rows, columns) = (random.below(5), random.below(5))
    let lines = (0..<rows).map { _ in
      let count = random.once(in: 15) ? columns + 1 : columns
      return "[\((0..<count).map { _ in number() }.joined(separator: ", "))]"
    }
    return "[\(lines.joined(separator: ", "))]"
  }

  private mutating func text() -> String {
    random.pick([
      "\"a\"", "\"The blue car\"", "\"\"", "\" \"", "\"a b c d e f\"", "\"é🏳️‍🌈\"", "\"\\n\"",
      "\"|`<>*_\"",
      "\"\\u{202E}\"", "\"\\0\"", "\"    x\"", "\"# x\"", "\"{swiftlab} 1\"",
    ])
  }

  private mutating func word() -> String {
    random.pick([
      "gelu", "relu", "softmax", "x", "y", "prompt", "none", "causal", "true", "blue", "gpt2",
      "o200k_base", "tokens", "neuron.output", "x[0]", "y[-1]",
    ])
  }

  private mutating func name() -> String { random.pick(["x", "y", "z", "tokens", "w1"]) }

  private mutating func expression(depth: Int) -> String {
    if depth == 0 || random.once(in: 4) { return random.once(in: 3) ? word() : value0() }
    switch random.below(6) {
    case 0:
      let function = random.pick([
        "abs", "min", "max", "sum", "mean", "len", "round", "argmax", "exp", "log", "sqrt", "tanh",
        "relu",
        "norm", "dot", "matmul", "softmax", "contains",
      ])
      let count = 1 + random.below(2)
      return
        "\(function)(\((0..<count).map { _ in expression(depth: depth - 1) }.joined(separator: ", ")))"
    case 1: return "(\(expression(depth: depth - 1)))"
    case 2: return "-\(expression(depth: depth - 1))"
    case 3:
      return
        "[\((0..<random.below(4)).map { _ in expression(depth: depth - 1) }.joined(separator: ", "))]"
    default:
      let sign = random.pick(["+", "-", "*", "/", "%", "^", "<", ">", "==", "!=", "and", "or"])
      return "\(expression(depth: depth - 1)) \(sign) \(expression(depth: depth - 1))"
    }
  }

  private mutating func value0() -> String {
    switch random.below(4) {
    case 0: vector()
    case 1: matrix()
    case 2: text()
    default: number()
    }
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> String {
    var text = self
    while text.first == character { text.removeFirst() }
    while text.last == character { text.removeLast() }
    return String(text)
  }
}
