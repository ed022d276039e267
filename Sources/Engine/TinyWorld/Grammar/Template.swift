/// A template, taken apart: literal text, words to draw, words to say again, rules to expand.
///
///     {x:animal}        draw a word of the class `animal`, remember it as x
///     {:animal}         draw one and forget it
///     {x}  {x.food}     say x again, or what the table has for it in the column `food`
///     {f:fault.fix}     draw a word but say its `fix`; `{f}` may say the word later
///     {y:animal!x}      draw another word than x (several: `!x!z`)
///     {y:toy~x}         draw a y that goes with x; one pair in five is kept back from training
///     {^x}  {a x:food}  with a capital; after "a" or "an"; both: `{^a x:food}`
///     {?x|y,@toy*2}     a probe may ask for x here, against y and two words of the class `toy`
///     <rule>            expand a rule; what it remembers stays remembered
struct Template {
  enum Step {
    case literal(String)
    case expand(rule: String)
    case draw(Draw)
    case recall(Recall)
  }

  /// How a word is written where it stands.
  struct Form: OptionSet {
    let rawValue: UInt8
    static let capital = Form(rawValue: 1)
    static let article = Form(rawValue: 2)
  }

  struct Draw {
    var form: Form
    var register: String
    var source: String
    var attribute: String?
    var distinctFrom: [String] = []
    var pairedWith: String?
    var distractors: [Distractor]?
  }

  struct Recall {
    var form: Form
    var register: String
    var attribute: String?
    var distractors: [Distractor]?
  }

  /// Words that a probe offers beside the right one.
  enum Distractor {
    case register(String, attribute: String?)
    case words(source: String, attribute: String?, count: Int)
  }

  let steps: [Step]

  init(_ text: String) {
    var steps: [Step] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "<" }) {
      if open > rest.startIndex { steps.append(.literal(String(rest[..<open]))) }
      let closer: Character = rest[open] == "{" ? "}" : ">"
      guard let close = rest[open...].firstIndex(of: closer) else {
        preconditionFailure("template \(text): a bracket is never closed")
      }
      let inside = rest[rest.index(after: open)..<close]
      steps.append(
        closer == ">" ? .expand(rule: String(inside)) : Self.word(inside, of: text))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { steps.append(.literal(String(rest))) }
    self.steps = steps
  }

  private static func word(_ inside: Substring, of text: String) -> Step {
    var body = inside
    var distractors: [Distractor]?
    if body.first == "?" {
      let parts = body.dropFirst().split(separator: "|")
      precondition(parts.count == 2, "template \(text): a probe needs distractors after |")
      body = parts[0]
      distractors = parts[1].split(separator: ",").map(distractor)
    }
    let form = takeForm(&body)
    guard let colon = body.firstIndex(of: ":") else {
      let (register, attribute) = splitAttribute(body)
      return .recall(
        Recall(form: form, register: register, attribute: attribute, distractors: distractors))
    }
    var draw = Draw(
      form: form, register: String(body[..<colon]), source: "", distractors: distractors)
    takeSource(body[body.index(after: colon)...], into: &draw)
    return .draw(draw)
  }

  private static func takeForm(_ body: inout Substring) -> Form {
    var form: Form = []
    if body.first == "^" {
      form.insert(.capital)
      body = body.dropFirst()
    }
    if body.hasPrefix("a ") {
      form.insert(.article)
      body = body.dropFirst(2)
    }
    return form
  }

  /// Reads `class.attribute!x!y~z`, of which only the class must be there.
  private static func takeSource(_ text: Substring, into draw: inout Draw) {
    let head = text.prefix { $0 != "!" && $0 != "~" }
    (draw.source, draw.attribute) = splitAttribute(head)
    var rest = text[head.endIndex...]
    while let sign = rest.first {
      let name = rest.dropFirst().prefix { $0 != "!" && $0 != "~" }
      if sign == "!" {
        draw.distinctFrom.append(String(name))
      } else {
        draw.pairedWith = String(name)
      }
      rest = rest[name.endIndex...]
    }
  }

  private static func distractor(_ text: Substring) -> Distractor {
    guard text.first == "@" else {
      let (register, attribute) = splitAttribute(text)
      return .register(register, attribute: attribute)
    }
    let parts = text.dropFirst().split(separator: "*")
    let (source, attribute) = splitAttribute(parts[0])
    return .words(
      source: source, attribute: attribute, count: parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
  }

  private static func splitAttribute(_ text: Substring) -> (String, String?) {
    guard let dot = text.firstIndex(of: ".") else { return (String(text), nil) }
    return (String(text[..<dot]), String(text[text.index(after: dot)...]))
  }
}
