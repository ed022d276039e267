/// Fills in a template.
///
/// What is written has a limit, and so has the number of steps: a template from a file can neither run
/// forever nor fill the memory.
struct TemplateRun {
  /// Names, the innermost last.
  private var scopes: [[String: TemplateValue]]
  private var output = ""
  private var steps = 0
  private var depth = 0
  static let mostSteps = 2_000_000
  static let mostBytes = 1 << 26
  private static let deepest = 200

  init(_ names: [String: TemplateValue]) { scopes = [names] }

  /// The text of a template. Throws `TemplateError`.
  static func render(
    _ statements: [TemplateStatement], _ names: [String: TemplateValue]
  ) throws -> String {
    var run = TemplateRun(names)
    _ = try run.execute(statements)
    return run.output
  }

  mutating func step(_ line: Int) throws {
    steps += 1
    guard steps <= Self.mostSteps else {
      throw TemplateError(line: line, "it takes too many steps")
    }
  }

  private mutating func write(_ text: String) throws {
    output += text
    guard output.utf8.count <= Self.mostBytes else {
      throw TemplateError(line: 1, "it writes too much")
    }
  }

  // MARK: - Statements

  private mutating func execute(_ statements: [TemplateStatement]) throws -> TemplateStop? {
    for statement in statements {
      if let stop = try execute(statement) { return stop }
    }
    return nil
  }

  private mutating func execute(_ statement: TemplateStatement) throws -> TemplateStop? {
    switch statement {
    case .text(let text): try write(text)
    case .print(let node): try write(try value(node).printed)
    case .condition(let branches):
      for (condition, body) in branches where try condition.map({ try value($0).isTrue }) ?? true {
        return try execute(body)
      }
    case .loop(let loop): try execute(loop)
    case .set(let target, let node): try assign(try value(node), to: target, node.line)
    case .capture(let name, let filters, let body):
      var text = TemplateValue.string(try captured(body))
      for (filter, arguments) in filters {
        text = try located(1) { run in
          let given = try run.arguments(arguments)
          return try TemplateFilters.apply(filter, text, given, &run)
        }
      }
      define(name, text)
    case .macro(let macro): define(macro.name, callable(macro))
    case .filtered(let name, let arguments, let body, let line):
      let text = TemplateValue.string(try captured(body))
      let filtered = try located(line) { run in
        try TemplateFilters.apply(name, text, try run.arguments(arguments), &run)
      }
      try write(filtered.printed)
    case .group(let body): return try execute(body)
    case .stop(let stop): return stop
    }
    return nil
  }

  /// What a body writes.
  private mutating func captured(_ body: [TemplateStatement]) throws -> String {
    let before = output
    output = ""
    defer { output = before }
    _ = try execute(body)
    return output
  }

  private mutating func define(_ name: String, _ value: TemplateValue) {
    scopes[scopes.count - 1][name] = value
  }

  private mutating func assign(
    _ value: TemplateValue, to target: TemplateTarget, _ line: Int
  ) throws {
    switch target {
    case .member(let owner, let member, let line):
      guard case .namespace(let namespace) = lookUp(owner) else {
        throw TemplateError(line: line, "'\(owner)' is no namespace")
      }
      namespace.values[member] = value
    case .names(let names):
      for (name, part) in try unpacked(value, names, line) { define(name, part) }
    }
  }

  /// A value for each of several names.
  private func unpacked(
    _ value: TemplateValue, _ names: [String], _ line: Int
  ) throws -> [(String, TemplateValue)] {
    guard names.count > 1 else { return [(names[0], value)] }
    guard case .list(let parts) = value, parts.count == names.count else {
      throw TemplateError(line: line, "\(value.kind) does not give \(names.count) values")
    }
    return Array(zip(names, parts))
  }

  private mutating func execute(_ loop: TemplateLoop) throws {
    let line = loop.over.line
    var elements = try located(line) { run in
      try TemplateFilters.elements(of: try run.value(loop.over), "'for'")
    }
    if let condition = loop.condition {
      elements = try elements.filter { element in
        scopes.append(
          Dictionary(try unpacked(element, loop.names, line)) { $1 })
        defer { scopes.removeLast() }
        return try value(condition).isTrue
      }
    }
    guard !elements.isEmpty else {
      _ = try execute(loop.otherwise)
      return
    }
    for (index, element) in elements.enumerated() {
      try step(line)
      var names = Dictionary(try unpacked(element, loop.names, line)) { $1 }
      names["loop"] = Self.loopValue(index, elements)
      scopes.append(names)
      defer { scopes.removeLast() }
      if case .leave? = try execute(loop.body) { break }
    }
  }

  private static func loopValue(_ index: Int, _ elements: [TemplateValue]) -> TemplateValue {
    let count = elements.count
    let cycle = TemplateValue.callable(name: "cycle") { _, arguments in
      guard !arguments.positional.isEmpty else { return .none }
      return arguments.positional[index % arguments.positional.count]
    }
    return .mapping([
      "index": .integer(index + 1), "index0": .integer(index), "first": .bool(index == 0),
      "last": .bool(index == count - 1), "length": .integer(count),
      "revindex": .integer(count - index), "revindex0": .integer(count - index - 1),
      "previtem": index > 0 ? elements[index - 1] : .undefined("loop.previtem"),
      "nextitem": index < count - 1 ? elements[index + 1] : .undefined("loop.nextitem"),
      "depth": .integer(1), "depth0": .integer(0), "cycle": cycle,
    ])
  }

  private func callable(_ macro: TemplateMacro) -> TemplateValue {
    .callable(name: macro.name) { run, arguments in
      guard arguments.positional.count <= macro.parameters.count else {
        throw TemplateFault("the macro '\(macro.name)' takes \(macro.parameters.count) arguments")
      }
      var names: [String: TemplateValue] = [:]
      for (index, parameter) in macro.parameters.enumerated() {
        if let given = arguments.value(index, parameter.name) {
          names[parameter.name] = given
        } else if let fallback = parameter.value {
          names[parameter.name] = try run.value(fallback)
        } else {
          names[parameter.name] = .undefined(parameter.name)
        }
      }
      return try run.call(macro.body, names)
    }
  }

  /// What a macro's body writes; it sees the outermost names and its own.
  private mutating func call(
    _ body: [TemplateStatement], _ names: [String: TemplateValue]
  ) throws -> TemplateValue {
    guard depth < Self.deepest else { throw TemplateFault("macros call each other too deep") }
    depth += 1
    let before = scopes
    scopes = [before[0], names]
    defer {
      scopes = before
      depth -= 1
    }
    return .string(try captured(body))
  }

  // MARK: - Names

  func lookUp(_ name: String) -> TemplateValue {
    for scope in scopes.reversed() {
      if let value = scope[name] { return value }
    }
    return .undefined(name)
  }

  /// Gives a fault the line where it happened.
  mutating func located<T>(_ line: Int, _ body: (inout TemplateRun) throws -> T) throws -> T {
    do { return try body(&self) } catch let fault as TemplateFault {
      throw TemplateError(line: line, fault.problem)
    }
  }
}
