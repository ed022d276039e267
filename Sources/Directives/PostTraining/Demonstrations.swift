import Bedrock
import Engine
import Notebook

/// The prompts with answers that `finetune` learns from.
struct Demonstrations: Sendable {
  enum Data: String, ParameterChoice { case tinyworld }

  /// A prompt, the answer that is demonstrated, and what else is known of it.
  struct Item: Sendable {
    let prompt: String
    let answer: String
    /// A shrug in the answer's place, if the world has one.
    let shrug: String?
  }

  enum Form: ParameterForm {
    case pairs, data

    var source: ParameterSource {
      switch self {
      case .pairs: .init("pairs=[[\"prompt\", \"answer\"], ...]", needs: ["pairs"])
      case .data: .init("data=tinyworld", needs: ["data"], takes: ["shrugs"])
      }
    }
  }

  let rows: [[String]]?
  let data: Data?
  let shrugs: Double
  let heldOut: Double
  let form: Form

  init(_ parameters: inout ParameterReader) {
    rows = parameters.optional(
      "pairs", .textRows(["prompt", "answer"]), positional: true,
      help: "what is demonstrated: rows of a prompt and its answer")
    data = parameters.optional(
      "data", .choice(), help: "the world's questions and answers instead of pairs")
    shrugs = parameters.value(
      "shrugs", .number(in: 0...1), default: 0,
      help: "of data=tinyworld: the share of demonstrations that shrug where they could answer")
    heldOut = parameters.heldOut()
    form = parameters.exactlyOne("demonstrations")
  }

  func load() throws -> HeldOut<Item> {
    let items =
      rows.map { $0.map { Item(prompt: $0[0], answer: $0[1], shrug: nil) } }
      ?? TinyWorld.instructions.map {
        Item(prompt: $0.prompt, answer: $0.answer, shrug: $0.shrug)
      }
    let split = HeldOut(items, share: heldOut) { $0.prompt }
    try split.check()
    return split
  }

  /// The demonstrations as tokens: each prompt in copies, so many of which shrug as `shrugs` says.
  func replies(_ items: [Item], _ tokens: ReplyTokens) throws -> [Reply] {
    let copies = shrugs > 0 && shrugs < 1 ? 20 : 1
    let shrugged = Int(Double(copies) * shrugs + 0.5)
    return try items.flatMap { item in
      try (0..<copies).map { copy in
        let answer = copy < shrugged ? item.shrug ?? item.answer : item.answer
        return try tokens.reply(item.prompt, answer)
      }
    }
  }
}
