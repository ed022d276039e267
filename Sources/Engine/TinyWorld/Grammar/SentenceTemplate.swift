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
struct SentenceTemplate {
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
    var rest = Substring(text).utf8
    while let open = rest.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") })
    {
      if open > rest.startIndex { steps.append(.literal(rest[..<open].string)) }
      let isRule = rest[open] == UInt8(ascii: "<")
      guard let close = rest[open...].firstIndex(of: isRule ? ">" : "}") else {
        preconditionFailure("template \(text): a bracket is never closed")
      }
      let inside = rest[open..<close].dropFirst()
      steps.append(isRule ? .expand(rule: inside.string) : Self.word(inside, of: text))
      rest = rest[close...].dropFirst()
    }
    if !rest.isEmpty { steps.append(.literal(rest.string)) }
    self.steps = steps
  }

  private static func word(_ inside: TableText, of text: String) -> Step {
    var body = inside
    var distractors: [Distractor]?
    if let asked = body.dropping("?") {
      let parts = asked.parts(at: "|")
      precondition(parts.count == 2, "template \(text): a probe needs distractors after |")
      body = parts[0]
      distractors = parts[1].parts(at: ",").map(distractor)
    }
    let form = takeForm(&body)
    guard let colon = body.firstIndex(of: ":") else {
      let (register, attribute) = splitAttribute(body)
      return .recall(
        Recall(form: form, register: register, attribute: attribute, distractors: distractors))
    }
    var draw = Draw(form: form, register: body[..<colon].string, source: "")
    draw.distractors = distractors
    takeSource(body[colon...].dropFirst(), into: &draw)
    return .draw(draw)
  }

  private static func takeForm(_ body: inout TableText) -> Form {
    var form: Form = []
    if let rest = body.dropping("^") {
      form.insert(.capital)
      body = rest
    }
    if let rest = body.dropping("a ") {
      form.insert(.article)
      body = rest
    }
    return form
  }

  /// Reads `class.attribute!x!y~z`, of which only the class must be there.
  private static func takeSource(_ text: TableText, into draw: inout Draw) {
    let isSign: (UInt8) -> Bool = { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "~") }
    let head = text.prefix { !isSign($0) }
    (draw.source, draw.attribute) = splitAttribute(head)
    var rest = text[head.endIndex...]
    while let sign = rest.first {
      let name = rest.dropFirst().prefix { !isSign($0) }
      if sign == UInt8(ascii: "!") {
        draw.distinctFrom.append(name.string)
      } else {
        draw.pairedWith = name.string
      }
      rest = rest[name.endIndex...]
    }
  }

  private static func distractor(_ text: TableText) -> Distractor {
    guard let source = text.dropping("@") else {
      let (register, attribute) = splitAttribute(text)
      return .register(register, attribute: attribute)
    }
    let parts = source.parts(at: "*")
    let (name, attribute) = splitAttribute(parts[0])
    let count = parts.count > 1 ? Int(parts[1].string) ?? 1 : 1
    return .words(source: name, attribute: attribute, count: count)
  }

  private static func splitAttribute(_ text: TableText) -> (String, String?) {
    guard let dot = text.firstIndex(of: ".") else { return (text.string, nil) }
    return (text[..<dot].string, text[dot...].dropFirst().string)
  }
}
