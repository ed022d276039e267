import Bedrock
import Engine
import Notebook

/// A text as a model reads it: tokens, and what each of them says.
struct ModelText {
  let ids: [Int]
  /// The tokens' bytes.
  let bytes: [[UInt8]]
  /// Whether the model's start token stands before the text.
  let hasStart: Bool

  /// Each token as text, for labels; bytes that are no text as `\xNN`.
  var labels: [String] { bytes.map { pieceText($0) } }
  var count: Int { ids.count }

  /// A text's tokens, with the model's start token before them, and behind them the one that a few
  /// models want there.
  ///
  /// - Parameter start: whether the model's start token comes first, where it has one.
  /// - Throws: `DirectiveError` if there is no token, or more than the model's context holds.
  init(
    _ text: String, in model: LanguageModel, start: Bool = true, special: Bool = false,
    parameter: String = "text"
  ) throws {
    let first = start ? model.startToken.map { [$0] } ?? [] : []
    let last = start ? model.tokenizerRecord.finishID.map { [$0] } ?? [] : []
    self.init(
      ids: first + model.tokenizer.encode(text, allowSpecial: special) + last, in: model,
      hasStart: !first.isEmpty)
    guard !ids.isEmpty else {
      throw DirectiveError("the text is empty: there is nothing to read", parameter: parameter)
    }
    guard ids.count <= model.configuration.context else {
      throw DirectiveError(
        "the text has \(counted: ids.count, "token"), and the model's context holds"
          + " \(NumberText.grouped(model.configuration.context))", parameter: parameter)
    }
  }

  /// Tokens by their ids, which must be the model's.
  init(ids: [Int], in model: LanguageModel, hasStart: Bool) {
    self.ids = ids
    self.hasStart = hasStart
    bytes = ids.map { model.tokenizer.bytes(of: $0) ?? [] }
  }
}

extension LanguageModel {
  /// The token that stands before a text: for tinyworld, whose documents begin where another ended,
  /// the end of text.
  var startToken: Int? { tokenizerRecord.startID }

  /// A token as a label.
  func label(of id: Int) -> String { pieceText(tokenizer.bytes(of: id) ?? []) }
}
