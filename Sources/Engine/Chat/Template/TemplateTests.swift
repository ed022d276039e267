/// What may stand behind `is`.
enum TemplateTests {
  static func holds(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments
  ) throws -> Bool {
    switch (name, value) {
    case ("defined", _): return !value.isUndefined
    case ("undefined", _): return value.isUndefined
    case ("none", .none), ("string", .string), ("mapping", .mapping), ("boolean", .bool),
      ("integer", .integer), ("float", .double), ("callable", .callable):
      return true
    case ("number", _): return value.number != nil
    case ("true", .bool(let flag)): return flag
    case ("false", .bool(let flag)): return !flag
    case ("iterable", .string), ("iterable", .list), ("iterable", .mapping), ("sequence", .string),
      ("sequence", .list), ("sequence", .mapping):
      return true
    case ("none", _), ("string", _), ("mapping", _), ("boolean", _), ("integer", _), ("float", _),
      ("callable", _), ("true", _), ("false", _), ("iterable", _), ("sequence", _):
      return false
    default: return try compared(name, value, arguments)
    }
  }

  private static func compared(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments
  ) throws -> Bool {
    let symbols = [
      "eq": "==", "equalto": "==", "==": "==", "ne": "!=", "lt": "<", "lessthan": "<", "gt": ">",
      "greaterthan": ">", "le": "<=", "ge": ">=", "in": "in",
    ]
    if let symbol = symbols[name] {
      guard let other = arguments.value(0) else {
        throw TemplateFault("the test '\(name)' has nothing to compare with")
      }
      return try TemplateRun.holds(symbol, value, other)
    }
    switch name {
    case "odd", "even", "divisibleby":
      guard let number = value.integer else {
        throw TemplateFault("the test '\(name)' wants a whole number, not \(value.kind)")
      }
      guard name == "divisibleby" else { return (number % 2 == 0) == (name == "even") }
      guard let divisor = arguments.value(0)?.integer, divisor != 0 else {
        throw TemplateFault("the test 'divisibleby' wants a number other than 0")
      }
      return divisor == -1 || number % divisor == 0
    default: throw TemplateFault("the test '\(name)' is not known")
    }
  }
}
