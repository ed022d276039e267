import Bedrock

/// The values of expressions.
extension TemplateRun {
  mutating func value(_ node: TemplateExpression.Node) throws -> TemplateValue {
    try located(node.line) { run in
      try run.step(node.line)
      return try run.evaluate(node.expression)
    }
  }

  private mutating func evaluate(_ expression: TemplateExpression) throws -> TemplateValue {
    switch expression {
    case .literal(let value): return value
    case .name(let name): return named(name)
    case .list(let nodes): return .list(try nodes.map { try value($0) })
    case .mapping(let pairs):
      var entries: [TemplateValue.Entry] = []
      for (key, node) in pairs {
        let (key, value) = (try value(key), try value(node))
        entries.removeAll { TemplateValue.equal($0.key, key) }
        entries.append(.init(key: key, value: value))
      }
      return .mapping(entries)
    case .attribute(let node, let name): return try attribute(name, of: try value(node))
    case .index(let node, let index): return try element(try value(index), of: try value(node))
    case .slice(let node, let first, let last, let step):
      return try slice(
        try value(node), try first.map { try value($0) }, try last.map { try value($0) },
        try step.map { try value($0) })
    case .call(let node, let given): return try call(node, given)
    case .filter(let node, let name, let given):
      let (subject, given) = (try value(node), try arguments(given))
      return try TemplateFilters.apply(name, subject, given, &self)
    case .test(let node, let name, let given, let isNegated):
      let (subject, given) = (try value(node), try arguments(given))
      return .bool(try TemplateTests.holds(name, subject, given) != isNegated)
    case .unary(let symbol, let node): return try unary(symbol, try value(node))
    case .binary("and", let left, let right):
      let first = try value(left)
      return first.isTrue ? try value(right) : first
    case .binary("or", let left, let right):
      let first = try value(left)
      return first.isTrue ? first : try value(right)
    case .binary(let symbol, let left, let right):
      return try TemplateArithmetic.value(symbol, try value(left), try value(right))
    case .comparison(let first, let rest): return try compared(first, rest)
    case .conditional(let node, let condition, let otherwise):
      if try value(condition).isTrue { return try value(node) }
      return try otherwise.map { try value($0) } ?? .undefined("the other case")
    }
  }

  private func named(_ name: String) -> TemplateValue {
    let value = lookUp(name)
    if value.isUndefined, let function = TemplateFunctions.named(name) { return function }
    return value
  }

  mutating func arguments(
    _ given: TemplateExpression.Arguments
  ) throws -> TemplateArguments {
    var result = TemplateArguments()
    for node in given.positional { result.positional.append(try value(node)) }
    for (name, node) in given.named { result.named.append((name, try value(node))) }
    return result
  }

  private mutating func call(
    _ node: TemplateExpression.Node, _ given: TemplateExpression.Arguments
  ) throws -> TemplateValue {
    let function = try value(node)
    guard case .callable(_, let body) = function else {
      throw TemplateFault("\(function.kind) cannot be called")
    }
    return try body(&self, try arguments(given))
  }

  private func unary(_ symbol: String, _ value: TemplateValue) throws -> TemplateValue {
    if symbol == "not" { return .bool(!value.isTrue) }
    if let number = value.integer {
      guard symbol == "-" else { return .integer(number) }
      let (result, overflow) = (0).subtractingReportingOverflow(number)
      guard !overflow else { throw TemplateFault("a number is too large") }
      return .integer(result)
    }
    guard let number = value.number else {
      throw TemplateFault("\(value.kind) has no sign")
    }
    return .double(symbol == "-" ? -number : number)
  }

  private mutating func compared(
    _ first: TemplateExpression.Node,
    _ rest: [(operation: String, value: TemplateExpression.Node)]
  ) throws -> TemplateValue {
    var left = try value(first)
    for (operation, node) in rest {
      let right = try value(node)
      guard try Self.holds(operation, left, right) else { return .bool(false) }
      left = right
    }
    return .bool(true)
  }

  static func holds(
    _ operation: String, _ left: TemplateValue, _ right: TemplateValue
  ) throws -> Bool {
    switch operation {
    case "==": return TemplateValue.equal(left, right)
    case "!=": return !TemplateValue.equal(left, right)
    case "in": return try contains(right, left)
    case "not in": return try !contains(right, left)
    default:
      let isTurned = operation == ">" || operation == "<="
      let (a, b) = isTurned ? (right, left) : (left, right)
      guard let isBefore = TemplateValue.isBefore(a, b) else {
        throw TemplateFault("\(left.kind) and \(right.kind) cannot be compared")
      }
      return operation == "<" || operation == ">" ? isBefore : !isBefore
    }
  }

  private static func contains(_ whole: TemplateValue, _ part: TemplateValue) throws -> Bool {
    switch whole {
    case .string(let text):
      guard let part = part.text else {
        throw TemplateFault("\(part.kind) is looked for in a text")
      }
      return TemplateStrings.find(part, in: text) != nil
    case .list(let elements): return elements.contains { TemplateValue.equal($0, part) }
    case .mapping(let entries): return entries.contains { TemplateValue.equal($0.key, part) }
    case .undefined: return false
    default: throw TemplateFault("nothing is in \(whole.kind)")
    }
  }
}

// MARK: - Members and elements

extension TemplateRun {
  /// `value.name`: a method goes before a key, as in Jinja.
  private func attribute(_ name: String, of value: TemplateValue) throws -> TemplateValue {
    if case .undefined(let unknown) = value {
      throw TemplateFault("'\(unknown)' is not defined, and so has no '\(name)'")
    }
    if let method = TemplateMethods.method(name, of: value) { return method }
    if case .namespace(let namespace) = value {
      return namespace.values[name] ?? .undefined(name)
    }
    return value[name] ?? .undefined(name)
  }

  private func element(
    _ index: TemplateValue, of value: TemplateValue
  ) throws -> TemplateValue {
    switch value {
    case .undefined(let unknown):
      throw TemplateFault("'\(unknown)' is not defined, and so has no elements")
    case .mapping(let entries):
      let found = entries.first { TemplateValue.equal($0.key, index) }
      return found?.value ?? .undefined(index.printed)
    case .list(let elements):
      guard let place = Self.place(index, elements.count) else { return .undefined(index.printed) }
      return elements[place]
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      guard let place = Self.place(index, scalars.count) else { return .undefined(index.printed) }
      return .string(String(scalars[place]))
    case .namespace(let namespace):
      return namespace.values[index.printed] ?? .undefined(index.printed)
    default: return .undefined(index.printed)
    }
  }

  /// A place from 0; negative indices count from the end.
  private static func place(_ index: TemplateValue, _ count: Int) -> Int? {
    guard let number = index.integer else { return nil }
    let place = number < 0 ? number &+ count : number
    return (0..<count).contains(place) ? place : nil
  }

  private func slice(
    _ value: TemplateValue, _ first: TemplateValue?, _ last: TemplateValue?,
    _ step: TemplateValue?
  ) throws -> TemplateValue {
    func bound(_ value: TemplateValue?) throws -> Int? {
      guard let value, !value.isUndefined else { return nil }
      if case .none = value { return nil }
      guard let number = value.integer else {
        throw TemplateFault("a slice is bounded by \(value.kind)")
      }
      return number
    }
    let step = try bound(step) ?? 1
    guard step != 0, step.magnitude < 1 << 31 else {
      throw TemplateFault("the step of a slice is \(step)")
    }
    func places(_ count: Int) throws -> [Int] {
      func clamped(_ number: Int) -> Int {
        let place = number < 0 ? number &+ count : number
        return step > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
      }
      let start = try bound(first).map(clamped) ?? (step > 0 ? 0 : count - 1)
      let end = try bound(last).map(clamped) ?? (step > 0 ? count : -1)
      return Array(stride(from: start, to: end, by: step))
    }
    switch value {
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      var result = ""
      result.unicodeScalars.append(contentsOf: try places(scalars.count).map { scalars[$0] })
      return .string(result)
    case .list(let elements): return .list(try places(elements.count).map { elements[$0] })
    default: throw TemplateFault("\(value.kind) cannot be sliced")
    }
  }
}
