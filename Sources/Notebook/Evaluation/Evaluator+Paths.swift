import Bedrock

extension Evaluator {
  /// The value that a name and the steps from it lead to.
  func value(of path: Path) throws -> Value {
    var value = try value(of: path.root)
    var place = path.root.span
    for step in path.steps {
      switch step {
      case .member(let name):
        value = try member(name, of: value, at: place)
        place = place.union(name.span)
      case .indices(let indices, let span):
        value = try element(of: value, indices, at: place, span)
        place = place.union(span)
      }
    }
    return value
  }

  private func value(of name: Name) throws -> Value {
    if let binding = environment[name.text] { return binding.value }
    if environment.failed.contains(name.text) { throw DependencyFailed(name: name.text) }
    let suggestion = EditDistance.suggestion(
      for: name.text, among: environment.bindings.keys.sorted())
    let advice =
      name.text.utf8.contains(ASCII.minus)
      ? "; a difference stands in parentheses: (\(name.text))"
      : suggestion == nil ? "; text is written in quotes" : ""
    throw Diagnostic.error(
      "unknown name '\(name.text)'\(advice)", at: name.span, suggestion: suggestion)
  }

  private func member(_ name: Name, of value: Value, at place: SourceSpan) throws -> Value {
    guard case .record(let record) = value else {
      throw Diagnostic.error(
        "'\(place.text)' is \(value.typeName) and has no member '\(name.text)'", at: name.span)
    }
    if let member = record[name.text] { return member }
    throw Diagnostic.error(
      "'\(place.text)' has no member '\(name.text)'; there are "
        + record.names.joined(separator: ", "),
      at: name.span, suggestion: EditDistance.suggestion(for: name.text, among: record.names))
  }

  private func element(
    of value: Value, _ indices: [PathIndex], at place: SourceSpan, _ span: SourceSpan
  ) throws -> Value {
    switch value {
    case .array(let array): return try element(of: array, indices, at: place, span)
    case .list(let list):
      guard let first = indices.first else { return value }
      let rest = Array(indices.dropFirst())
      let axis = IndexedAxis(length: list.count, labels: nil)
      switch try axis.selection(first, self) {
      case .position(let position):
        let element = list[position]
        return rest.isEmpty ? element : try self.element(of: element, rest, at: place, span)
      case .range(let range):
        let elements = try list[range].map {
          rest.isEmpty ? $0 : try element(of: $0, rest, at: place, span)
        }
        return Value(elements: elements)
      }
    default:
      throw Diagnostic.error("'\(place.text)' is \(value.typeName) and has no positions", at: span)
    }
  }

  private func element(
    of array: NumericArray, _ indices: [PathIndex], at place: SourceSpan, _ span: SourceSpan
  ) throws -> Value {
    guard indices.count <= array.shape.count else {
      throw Diagnostic.error(
        "\(indices.count) indices for '\(place.text)', which has "
          + (array.shape.count == 1 ? "1 axis" : "\(array.shape.count) axes"),
        at: span)
    }
    var selections: [IndexedAxis.Selection] = []
    for axis in array.shape.indices {
      let indexed = IndexedAxis(length: array.shape[axis], labels: array.labels[axis])
      selections.append(
        axis < indices.count
          ? try indexed.selection(indices[axis], self) : .range(0..<array.shape[axis]))
    }
    return array.selected(selections)
  }
}

/// One axis with what an index on it may be.
struct IndexedAxis {
  /// What an index picks out.
  enum Selection {
    case position(Int)
    case range(Range<Int>)
  }

  var length: Int
  var labels: [String]?

  func selection(_ index: PathIndex, _ evaluator: Evaluator) throws -> Selection {
    switch index {
    case .at(let expression): return .position(try position(expression, evaluator))
    case .slice(let low, let high, _):
      let start = try low.map { try bound($0, evaluator) } ?? 0
      let end = try high.map { try bound($0, evaluator) } ?? length
      return .range(start..<max(start, end))
    }
  }

  /// A position: from 0, or negative from the end, or by its label.
  private func position(_ expression: Expression, _ evaluator: Evaluator) throws -> Int {
    let value = try evaluator.evaluate(expression)
    if case .string(let text) = value { return try position(ofLabel: text, at: expression.span) }
    let whole = try whole(value, at: expression.span)
    let position = whole < 0 ? whole + length : whole
    guard position >= 0, position < length else {
      throw Diagnostic.error(
        length == 0
          ? "there is no position \(whole): the axis is empty"
          : "there is no position \(whole): the axis has \(length), 0 to \(length - 1)",
        at: expression.span)
    }
    return position
  }

  /// A slice's border: as a position, but cut to the axis where it lies outside.
  private func bound(_ expression: Expression, _ evaluator: Evaluator) throws -> Int {
    let value = try evaluator.evaluate(expression)
    if case .string(let text) = value { return try position(ofLabel: text, at: expression.span) }
    let whole = try whole(value, at: expression.span)
    return min(max(whole < 0 ? whole + length : whole, 0), length)
  }

  private func whole(_ value: Value, at span: SourceSpan) throws -> Int {
    guard case .number(let number) = value else {
      throw Diagnostic.error(
        "an index is a whole number or a label, not \(value.typeName)", at: span)
    }
    guard let whole = Int(exactly: number.value), abs(number.value) <= 0x1p53 else {
      throw Diagnostic.error(
        "an index is a whole number, not \(NumberText.shortest(number.value))", at: span)
    }
    return whole
  }

  /// A label without the blanks before it.
  private static func withoutSpace(_ label: String) -> String {
    String(Substring(label.utf8.drop { $0 == ASCII.space }))
  }

  /// The position of a label: an exact match first, then one without its leading space.
  private func position(ofLabel text: String, at span: SourceSpan) throws -> Int {
    guard let labels else {
      throw Diagnostic.error(
        "there are no labels here: write a position, 0 to \(max(length - 1, 0))", at: span)
    }
    var found = labels.indices.filter { labels[$0].utf8.elementsEqual(text.utf8) }
    if found.isEmpty {
      found = labels.indices.filter { labels[$0].utf8.elementsEqual((" " + text).utf8) }
    }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      let list = found.map { String($0) }.joined(separator: ", ")
      throw Diagnostic.error(
        "'\(text)' stands at the positions \(list): write one of them instead", at: span)
    }
    let known = labels.prefix(12).map(LabText.quoted).joined(separator: ", ")
    throw Diagnostic.error(
      "there is no '\(text)' here; there are \(known)\(labels.count > 12 ? ", …" : "")", at: span,
      suggestion: EditDistance.suggestion(for: text, among: labels.map(Self.withoutSpace)))
  }
}

extension NumericArray {
  /// The elements that one selection an axis picks out; a position takes its axis away.
  func selected(_ selections: [IndexedAxis.Selection]) -> Value {
    var offsets = [0]
    var shape: [Int] = []
    var labels: [[String]?] = []
    for (axis, selection) in selections.enumerated() {
      let length = self.shape[axis]
      switch selection {
      case .position(let position):
        for index in offsets.indices { offsets[index] = offsets[index] * length + position }
      case .range(let range):
        offsets = offsets.flatMap { offset in range.map { offset * length + $0 } }
        shape.append(range.count)
        labels.append(self.labels[axis].map { Array($0[range]) })
      }
    }
    if shape.isEmpty { return .number(number(at: offsets[0])) }
    return .array(
      NumericArray(
        shape: shape, elements: offsets.map { elements[$0] }, width: width, labels: labels))
  }
}
