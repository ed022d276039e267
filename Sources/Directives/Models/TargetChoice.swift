import Bedrock
import Engine
import Notebook

/// The parameters `target=` and `against=`: the next token that is looked at, and its rival.
struct TargetChoice: Sendable {
  let target: TokenReference?
  let against: TokenReference?

  init(_ parameters: inout ParameterReader) {
    target = parameters.optional(
      "target", .vocabularyToken,
      help: "the next token that is looked at; without it the most likely one")
    against = parameters.optional(
      "against", .vocabularyToken,
      help: "its rival: the difference of their two logits is measured then")
  }

  /// The measure, once it is known what the model expects.
  func measured(in model: LanguageModel, after prediction: Prediction) throws -> Measured {
    let target = try target.map { try model.id(of: $0, parameter: "target") } ?? prediction.best
    let alternative = try against.map { try model.id(of: $0, parameter: "against") }
    guard alternative != target else {
      throw DirectiveError(
        "'against' is the target itself, \(LabText.quoted(model.label(of: target)))",
        parameter: "against")
    }
    return Measured(
      measure: TargetMeasure(target: target, alternative: alternative),
      target: model.label(of: target), alternative: alternative.map(model.label))
  }
}

/// A measure with the texts of its tokens.
struct Measured {
  let measure: TargetMeasure
  let target: String
  let alternative: String?

  /// What is measured, for titles: `logit(·car) - logit(·wall)`.
  var name: String {
    alternative.map { "logit(\(Self.shown(target))) - logit(\(Self.shown($0)))" }
      ?? "ln p(\(Self.shown(target)))"
  }

  /// For tables and captions, in a word or two.
  var shortName: String { alternative == nil ? "ln p" : "logit difference" }

  func value(_ prediction: Prediction) -> Double { measure.value(prediction) }

  /// A token in a sentence, its space made visible.
  static func shown(_ token: String) -> String { TokenText.visible(token) }
}

/// Tokens inside of a sentence or title.
enum TokenText {
  /// The token with `·` for each space and escapes for what cannot be printed.
  static func visible(_ token: String) -> String {
    var out = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case " ": out += "·"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

extension LanguageModel {
  /// A token that a lab names: by its text, with or without the space before it, or by its id.
  func id(of reference: TokenReference, parameter: String) throws -> Int {
    switch reference {
    case .text(let text): return try id(ofWord: text, parameter: parameter)
    case .position(let id):
      let count = configuration.vocabularySize
      guard (0..<count).contains(id) else {
        throw DirectiveError(
          "there is no token \(id): the model has \(counted: count, "token"), from 0",
          parameter: parameter)
      }
      return id
    }
  }
}
