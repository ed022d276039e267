import Bedrock
import Engine
import Notebook

/// The comparisons that `reward` and `dpo` learn from.
struct Preferences: Sendable {
  enum Data: String, ParameterChoice { case tinyworld }

  /// A prompt with two answers, the first of them preferred.
  struct Item: Sendable {
    let prompt: String
    let chosen: String
    let rejected: String
  }

  enum Form: ParameterForm {
    case pairs, data

    var source: ParameterSource {
      switch self {
      case .pairs: .init("pairs=[[\"prompt\", \"better\", \"worse\"], ...]", needs: ["pairs"])
      case .data: .init("data=tinyworld", needs: ["data"])
      }
    }
  }

  let rows: [[String]]?
  let data: Data?
  let heldOut: Double
  let form: Form

  init(_ parameters: inout ParameterReader) {
    rows = parameters.optional(
      "pairs", .textRows(["prompt", "chosen", "rejected"]), positional: true,
      help: "what is compared: rows of a prompt, the better answer and the worse")
    data = parameters.optional(
      "data", .choice(),
      help: "the world's questions instead of pairs: an answer is better than a shrug")
    heldOut = parameters.heldOut()
    form = parameters.exactlyOne("comparisons")
  }

  func load() throws -> HeldOut<Item> {
    let items =
      rows.map { $0.map { Item(prompt: $0[0], chosen: $0[1], rejected: $0[2]) } }
      ?? TinyWorld.instructions.map {
        Item(prompt: $0.prompt, chosen: $0.answer, rejected: $0.shrug)
      }
    let split = HeldOut(items, share: heldOut) { $0.prompt }
    try split.check()
    return split
  }

  static func pairs(_ items: [Item], _ tokens: ReplyTokens) throws -> [PreferencePair] {
    try items.map { try tokens.pair($0.prompt, $0.chosen, $0.rejected) }
  }
}
