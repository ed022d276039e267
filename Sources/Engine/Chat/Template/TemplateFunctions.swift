/// Functions that every template can call.
enum TemplateFunctions {
  static func named(_ name: String) -> TemplateValue? {
    switch name {
    case "range": .callable(name: name) { _, arguments in try range(arguments) }
    case "namespace":
      .callable(name: name) { _, arguments in
        var values: [String: TemplateValue] = [:]
        if case .mapping(let entries)? = arguments.positional.first {
          for entry in entries { values[entry.key.printed] = entry.value }
        }
        for (name, value) in arguments.named { values[name] = value }
        return .namespace(TemplateNamespace(values))
      }
    case "dict":
      .callable(name: name) { _, arguments in
        .mapping(arguments.named.map { .init(key: .string($0.name), value: $0.value) })
      }
    case "raise_exception":
      .callable(name: name) { _, arguments in
        throw TemplateFault(
          "it refuses the conversation: \(arguments.value(0)?.printed ?? "")")
      }
    default: nil
    }
  }

  private static func range(_ arguments: TemplateArguments) throws -> TemplateValue {
    let numbers = arguments.positional.compactMap(\.integer)
    guard numbers.count == arguments.positional.count, (1...3).contains(numbers.count) else {
      throw TemplateFault("'range' wants one to three whole numbers")
    }
    let (start, end) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
    let step = numbers.count == 3 ? numbers[2] : 1
    guard step != 0 else { throw TemplateFault("the step of 'range' is 0") }
    let (span, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, span.magnitude / step.magnitude < UInt(TemplateRun.mostSteps) else {
      throw TemplateFault("'range' is too long")
    }
    return .list(stride(from: start, to: end, by: step).map { .integer($0) })
  }
}
