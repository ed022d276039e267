/// Something that the world does and a model can learn: word classes and rules of its own.
struct Phenomenon: Sendable {
  let name: String
  /// The share of passages, against the weights of the other phenomena.
  let weight: Int
  /// Classes it brings along; any phenomenon may use them.
  var classes: [WordClass] = []
  /// Rules by name; a passage is an expansion of the first.
  let rules: [GrammarRule]
}

/// A name and what it may be expanded to.
///
/// Alternatives are written one a line, each with an optional weight in brackets (else 1):
///
///     GrammarRule("reference", """
///       [3] The {x:animal} is hungry, so I fed the {?x|@vehicle}.
///       Mira <sees> {a x:animal}.
///       """)
///
/// The language of templates is told at ``SentenceTemplate``.
struct GrammarRule: Sendable {
  struct Alternative: Sendable {
    let weight: Int
    let template: String
  }

  let name: String
  let alternatives: [Alternative]

  init(_ name: String, _ lines: String) {
    self.name = name
    alternatives = lines.tableLines.map { Self.alternative(of: $0) }
  }

  init(_ name: String, alternatives: [Alternative]) {
    self.name = name
    self.alternatives = alternatives
  }

  private static func alternative(of line: TableText) -> Alternative {
    guard let inside = line.dropping("["), let end = inside.firstIndex(of: "]"),
      let weight = Int(inside[..<end].string)
    else { return Alternative(weight: 1, template: line.string) }
    return Alternative(weight: weight, template: inside[end...].dropFirst().trimmed.string)
  }
}
