/// Methods of values.
enum TemplateMethods {
  /// A method by its name; nil if such a value has none.
  static func method(_ name: String, of value: TemplateValue) -> TemplateValue? {
    switch value {
    case .string(let text):
      guard isTextMethod(name) else { return nil }
      return .callable(name: name) { _, arguments in try call(name, text, arguments) }
    case .mapping(let entries):
      guard ["items", "keys", "values", "get"].contains(name) else { return nil }
      return .callable(name: name) { _, arguments in call(name, entries, arguments) }
    case .list(let elements):
      guard name == "count" || name == "index" else { return nil }
      return .callable(name: name) { _, arguments in
        let wanted = arguments.value(0) ?? .none
        let places = elements.indices.filter { TemplateValue.equal(elements[$0], wanted) }
        guard name == "index" else { return .integer(places.count) }
        guard let first = places.first else { throw TemplateFault("the list holds no such value") }
        return .integer(first)
      }
    default: return nil
    }
  }

  private static func isTextMethod(_ name: String) -> Bool {
    [
      "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "startswith", "endswith",
      "replace", "upper", "lower", "title", "capitalize", "join", "find", "count", "removeprefix",
      "removesuffix", "isdigit", "format",
    ].contains(name)
  }

  private static func call(
    _ name: String, _ entries: [TemplateValue.Entry], _ arguments: TemplateArguments
  ) -> TemplateValue {
    switch name {
    case "items": return .list(entries.map { .list([$0.key, $0.value]) })
    case "keys": return .list(entries.map(\.key))
    case "values": return .list(entries.map(\.value))
    default:
      let key = arguments.value(0, "key") ?? .none
      return entries.first { TemplateValue.equal($0.key, key) }?.value
        ?? arguments.value(1, "default") ?? .none
    }
  }

  private static func call(
    _ name: String, _ text: String, _ arguments: TemplateArguments
  ) throws -> TemplateValue {
    func text0() throws -> String {
      guard let given = arguments.value(0)?.text else {
        throw TemplateFault("'\(name)' wants a text")
      }
      return given
    }
    switch name {
    case "strip", "lstrip", "rstrip":
      let side: TemplateStrings.Side =
        name == "strip" ? .both : name == "lstrip" ? .start : .end
      return .string(TemplateStrings.stripped(text, arguments.value(0, "chars")?.text, side))
    case "split", "rsplit":
      let most = arguments.value(1, "maxsplit")?.integer ?? -1
      return .list(
        try TemplateStrings.split(
          text, arguments.value(0, "sep")?.text, most: most, fromEnd: name == "rsplit"
        ).map { .string($0) })
    case "splitlines": return .list(TemplateStrings.lines(text).map { .string($0) })
    case "startswith", "endswith":
      let candidates: [String]
      if case .list(let all)? = arguments.value(0) {
        candidates = all.compactMap(\.text)
      } else {
        candidates = [try text0()]
      }
      return .bool(
        candidates.contains { part in
          name == "startswith"
            ? text.utf8.starts(with: part.utf8)
            : text.utf8.reversed().starts(with: part.utf8.reversed())
        })
    case "replace":
      guard let new = arguments.value(1)?.text else {
        throw TemplateFault("'replace' wants a text")
      }
      let most = arguments.value(2, "count")?.integer ?? -1
      return .string(TemplateStrings.replaced(text, try text0(), new, most: most))
    case "upper", "lower":
      return .string(try TemplateStrings.cased(text, upper: name == "upper"))
    case "title", "capitalize":
      return .string(try TemplateStrings.capitalized(text, everyWord: name == "title"))
    case "join":
      let elements = try TemplateFilters.elements(of: arguments.value(0) ?? .none, "'join'")
      return .string(elements.map(\.printed).joined(separator: text))
    case "find":
      let place = TemplateStrings.find(try text0(), in: text)
      let scalars = place.map { offset in
        String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
      }
      return .integer(scalars ?? -1)
    case "count":
      let part = try text0()
      guard !part.isEmpty else { return .integer(text.unicodeScalars.count + 1) }
      let parts = try TemplateStrings.split(text, part, most: -1, fromEnd: false)
      return .integer(parts.count - 1)
    case "removeprefix":
      let part = try text0()
      return text.utf8.starts(with: part.utf8)
        ? .string(String(decoding: text.utf8.dropFirst(part.utf8.count), as: UTF8.self))
        : .string(text)
    case "removesuffix":
      let part = try text0()
      return text.utf8.reversed().starts(with: part.utf8.reversed())
        ? .string(String(decoding: text.utf8.dropLast(part.utf8.count), as: UTF8.self))
        : .string(text)
    case "format": return .string(try formatted(text, arguments))
    case "isdigit":
      return .bool(!text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) })
    default: throw TemplateFault("the method '\(name)' of a text is not known")
    }
  }

  /// Python's `format`, for fields without a format of their own.
  private static func formatted(_ text: String, _ arguments: TemplateArguments) throws -> String {
    var result = ""
    var scalars = Array(text.unicodeScalars)[...]
    var next = 0
    while let scalar = scalars.popFirst() {
      guard scalar == "{" || scalar == "}" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if scalars.first == scalar {
        scalars.removeFirst()
        result.unicodeScalars.append(scalar)
        continue
      }
      let field = TemplateStrings.string(scalars.prefix { $0 != "}" })
      scalars = scalars.dropFirst(field.unicodeScalars.count + 1)
      var value: TemplateValue?
      if field.isEmpty {
        value = arguments.value(next)
        next += 1
      } else if let place = Int(field) {
        value = arguments.value(place)
      } else {
        value = arguments.named.first { $0.name == field }?.value
      }
      guard scalar == "{", let value else {
        throw TemplateFault("the format '\(text)' is not known")
      }
      result += value.printed
    }
    return result
  }
}
