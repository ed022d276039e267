import Engine
import Notebook

/// Which positions of two prompts belong together.
struct PatchPlaces {
  let text: ModelText
  let source: ModelText
  let position: TokenReference?

  /// The positions that are put over: the one that was named, or all.
  ///
  /// A text is looked up in both prompts, and a number counts in both, from the end if negative.
  func positions() throws -> [PatchPosition] {
    guard let position else { return try all() }
    func place(_ text: ModelText) throws -> Int {
      try TokenLookup(texts: text.labels, count: text.count, parameter: "position")
        .position(of: position)
    }
    return [PatchPosition(source: try place(source), destination: try place(text))]
  }

  /// The named position's token, for a sentence.
  func name() throws -> String {
    guard let place = try positions().first else { return "" }
    return LabText.quoted(text.labels[place.destination])
  }

  /// Each position by itself. Throws if the prompts differ in length.
  func all() throws -> [PatchPosition] {
    guard text.count == source.count else {
      throw DirectiveError(
        "the prompts have \(text.count) and \(counted: source.count, "token"), so their positions do"
          + " not match; name one with 'position='", parameter: "from")
    }
    return text.ids.indices.map { PatchPosition(source: $0, destination: $0) }
  }

  /// Where the prompts differ: `·stopped / ·mended`.
  var differences: [String] {
    guard text.count == source.count else { return [] }
    return text.ids.indices.filter { text.ids[$0] != source.ids[$0] }.map {
      "position \($0): \(TokenText.visible(text.labels[$0])) here,"
        + " \(TokenText.visible(source.labels[$0])) there"
    }
  }
}
