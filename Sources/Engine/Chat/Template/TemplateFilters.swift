import Bedrock

/// What may stand behind `|`.
enum TemplateFilters {
  /// The elements of a value that can be run over.
  static func elements(of value: TemplateValue, _ what: String) throws -> [TemplateValue] {
    switch value {
    case .list(let elements): return elements
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .mapping(let entries): return entries.map(\.key)
    case .undefined: return []
    default: throw TemplateFault("\(what) cannot run over \(value.kind)")
    }
  }

  static func apply(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments,
    _ run: inout TemplateRun
  ) throws -> TemplateValue {
    if let text = try ofText(name, value, arguments) { return text }
    if let list = try ofList(name, value, arguments, &run) { return list }
    switch name {
    case "default", "d":
      let isMissing =
        value.isUndefined || arguments.value(1, "boolean")?.isTrue == true && !value.isTrue
      return isMissing ? arguments.value(0, "default_value") ?? .string("") : value
    case "tojson":
      let indent = arguments.value(0, "indent")?.integer
      guard (0...100).contains(indent ?? 0) else {
        throw TemplateFault("'tojson' indents by 0 to 100")
      }
      return .string(
        try value.json(
          indent: indent, sortsKeys: arguments.value(-1, "sort_keys")?.isTrue ?? false))
    case "length", "count":
      switch value {
      case .string(let text): return .integer(text.unicodeScalars.count)
      default: return .integer(try elements(of: value, "'length'").count)
      }
    case "int", "float": return number(name, value, arguments)
    case "abs":
      if let number = value.integer, number != .min { return .integer(abs(number)) }
      guard let number = value.number else { throw TemplateFault("'abs' wants a number") }
      return .double(abs(number))
    case "round":
      guard let number = value.number else { throw TemplateFault("'round' wants a number") }
      let digits = arguments.value(0, "precision")?.integer ?? 0
      guard (0...15).contains(digits) else { throw TemplateFault("'round' keeps 0 to 15 digits") }
      let scale = Elementary.pow(10.0, Double(digits))
      return .double((number * scale).rounded(.toNearestOrEven) / scale)
    case "items":
      guard case .mapping(let entries) = value else {
        if value.isUndefined { return .list([]) }
        throw TemplateFault("'items' wants a mapping, not \(value.kind)")
      }
      return .list(entries.map { .list([$0.key, $0.value]) })
    case "dictsort":
      guard case .mapping(let entries) = value else {
        throw TemplateFault("'dictsort' wants a mapping, not \(value.kind)")
      }
      let sorted = try sort(entries.map { .list([$0.key, $0.value]) }) { element in
        if case .list(let pair) = element { pair[0] } else { element }
      }
      return .list(sorted)
    case "attr":
      return value[arguments.value(0)?.text ?? ""] ?? .undefined("attr")
    default: throw TemplateFault("the filter '\(name)' is not known")
    }
  }

  private static func number(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments
  ) -> TemplateValue {
    let text = value.text.map { TemplateStrings.stripped($0, nil, .both) }
    let number = value.number ?? text.flatMap { Double($0) }
    if name == "float" {
      return number.map { .double($0) } ?? arguments.value(0, "default") ?? .double(0)
    }
    if let whole = value.integer ?? text.flatMap({ Int($0) }) { return .integer(whole) }
    if let number, let whole = Int(exactly: number.rounded(.towardZero)) { return .integer(whole) }
    return arguments.value(0, "default") ?? .integer(0)
  }

  // MARK: - Texts

  /// Filters that make texts; nil for another one.
  private static func ofText(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments
  ) throws -> TemplateValue? {
    switch name {
    case "string": return .string(value.printed)
    case "safe": return value
    case "trim":
      let characters = arguments.value(0, "chars")?.text
      return .string(TemplateStrings.stripped(value.printed, characters, .both))
    case "upper", "lower":
      return .string(try TemplateStrings.cased(value.printed, upper: name == "upper"))
    case "title", "capitalize":
      return .string(try TemplateStrings.capitalized(value.printed, everyWord: name == "title"))
    case "replace":
      guard let old = arguments.value(0, "old"), let new = arguments.value(1, "new") else {
        throw TemplateFault("'replace' wants two texts")
      }
      let most = arguments.value(2, "count")?.integer ?? -1
      return .string(
        TemplateStrings.replaced(value.printed, old.printed, new.printed, most: most))
    case "indent": return .string(try indented(value.printed, arguments))
    case "e", "escape":
      var text = value.printed
      for (mark, name) in [
        ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ("\"", "&#34;"),
      ] {
        text = TemplateStrings.replaced(text, mark, name, most: -1)
      }
      return .string(text)
    case "format":
      return .string(
        try TemplateArithmetic.formatted(value.printed, .list(arguments.positional)))
    case "wordcount":
      return .integer(try TemplateStrings.split(value.printed, nil, most: -1, fromEnd: false).count)
    default: return nil
    }
  }

  private static func indented(_ text: String, _ arguments: TemplateArguments) throws -> String {
    let width = arguments.value(0, "width") ?? .integer(4)
    let mark = width.text ?? String(repeating: " ", count: min(max(width.integer ?? 4, 0), 1000))
    let first = arguments.value(1, "first")?.isTrue ?? false
    let blank = arguments.value(2, "blank")?.isTrue ?? false
    let lines = try TemplateStrings.split(text, "\n", most: -1, fromEnd: false)
    return lines.enumerated().map { index, line in
      (index == 0 ? first : blank || !line.isEmpty) ? mark + line : line
    }.joined(separator: "\n")
  }

  // MARK: - Lists

  /// Filters that run over lists; nil for another one.
  private static func ofList(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments,
    _ run: inout TemplateRun
  ) throws -> TemplateValue? {
    switch name {
    case "first", "last":
      let all = try elements(of: value, "'\(name)'")
      return (name == "first" ? all.first : all.last) ?? .undefined(name)
    case "list": return .list(try elements(of: value, "'list'"))
    case "join":
      let all = try elements(of: value, "'join'")
      let separator = arguments.value(0, "d")?.printed ?? ""
      let attribute = arguments.value(1, "attribute")?.text
      let parts = attribute.map { name in all.map { member($0, name) } } ?? all
      return .string(parts.map(\.printed).joined(separator: separator))
    case "reverse":
      if case .string(let text) = value {
        return .string(TemplateStrings.string(text.unicodeScalars.reversed()))
      }
      return .list(try elements(of: value, "'reverse'").reversed())
    case "sort":
      let attribute = arguments.value(-1, "attribute")?.text
      let sorted = try sort(try elements(of: value, "'sort'")) { element in
        attribute.map { member(element, $0) } ?? element
      }
      return .list(arguments.value(0, "reverse")?.isTrue == true ? sorted.reversed() : sorted)
    case "unique":
      var kept: [TemplateValue] = []
      for element in try elements(of: value, "'unique'")
      where !kept.contains(where: { TemplateValue.equal($0, element) }) {
        kept.append(element)
      }
      return .list(kept)
    case "sum":
      return try elements(of: value, "'sum'").reduce(.integer(0)) {
        try TemplateArithmetic.value("+", $0, $1)
      }
    case "min", "max":
      let sorted = try sort(try elements(of: value, "'\(name)'")) { $0 }
      return (name == "min" ? sorted.first : sorted.last) ?? .undefined(name)
    case "map": return .list(try mapped(value, arguments, &run))
    case "select", "reject", "selectattr", "rejectattr":
      return .list(try chosen(name, value, arguments))
    default: return nil
    }
  }

  /// A member along a path with dots.
  private static func member(_ value: TemplateValue, _ path: String) -> TemplateValue {
    var value = value
    for name in path.utf8.split(separator: UInt8(ascii: ".")) {
      let name = String(decoding: name, as: UTF8.self)
      value = value[name] ?? .undefined(path)
    }
    return value
  }

  private static func mapped(
    _ value: TemplateValue, _ arguments: TemplateArguments, _ run: inout TemplateRun
  ) throws -> [TemplateValue] {
    // Jinja runs over nothing where there is nothing, be it a list or not.
    let all = value.isTrue ? try elements(of: value, "'map'") : []
    if let attribute = arguments.value(-1, "attribute")?.text {
      let fallback = arguments.value(-1, "default")
      return all.map { element in
        let found = member(element, attribute)
        return found.isUndefined ? fallback ?? found : found
      }
    }
    guard let filter = arguments.positional.first?.text else {
      throw TemplateFault("'map' wants a filter or an attribute")
    }
    let rest = TemplateArguments(
      positional: Array(arguments.positional.dropFirst()), named: arguments.named)
    return try all.map { try apply(filter, $0, rest, &run) }
  }

  private static func chosen(
    _ name: String, _ value: TemplateValue, _ arguments: TemplateArguments
  ) throws -> [TemplateValue] {
    var given = arguments.positional
    let isByMember = name.utf8.count > 6
    var attribute: String?
    if isByMember {
      guard let path = given.first?.text else {
        throw TemplateFault("'\(name)' wants an attribute")
      }
      attribute = path
      given.removeFirst()
    }
    let isRejected = name.utf8.starts(with: "reject".utf8)
    let test = given.first?.text
    let rest = TemplateArguments(positional: Array(given.dropFirst()))
    let all = value.isTrue ? try elements(of: value, "'\(name)'") : []
    return try all.filter { element in
      let subject = attribute.map { member(element, $0) } ?? element
      let holds = try test.map { try TemplateTests.holds($0, subject, rest) } ?? subject.isTrue
      return holds != isRejected
    }
  }

  /// Sorted by a key, the first of equals first; texts without regard to ASCII's cases.
  private static func sort(
    _ elements: [TemplateValue], by key: (TemplateValue) -> TemplateValue
  ) throws -> [TemplateValue] {
    func folded(_ value: TemplateValue) -> TemplateValue {
      guard case .string(let text) = value else { return value }
      return .string(
        TemplateStrings.string(
          text.unicodeScalars.map {
            (0x41...0x5A).contains($0.value) ? Unicode.Scalar(UInt8($0.value) | 0x20) : $0
          }))
    }
    let keyed = elements.enumerated().map { ($0.offset, folded(key($0.element)), $0.element) }
    let sorted = try keyed.sorted { a, b in
      if TemplateValue.equal(a.1, b.1) { return a.0 < b.0 }
      guard let isBefore = TemplateValue.isBefore(a.1, b.1) else {
        throw TemplateFault("\(a.2.kind) and \(b.2.kind) cannot be sorted")
      }
      return isBefore
    }
    return sorted.map(\.2)
  }
}
