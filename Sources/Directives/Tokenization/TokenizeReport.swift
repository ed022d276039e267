import Bedrock
import Engine
import Figures
import Notebook

/// What `tokenize` shows: the tokens of each encoding, and how many there are.
struct TokenizeReport {
  let texts: [TokenizedText]
  let shown: Tokenize.Shown

  /// The most tokens that a table lists.
  private static let longestTable = 200

  var blocks: [OutcomeBlock] {
    guard shown != .none else { return [] }
    return texts.flatMap(tokens)
      + [texts.count == 1 ? .paragraph(counts(texts[0])) : .table(comparison)]
  }

  private func tokens(of text: TokenizedText) -> [OutcomeBlock] {
    let title = texts.count > 1 ? text.name : ""
    let picture: OutcomeBlock =
      switch shown {
      case .chips, .none: .figure(TokenizedText.chips(text.bytes, text.ids, title: title))
      case .table, .bytes: .table(table(text, title))
      }
    return [picture] + (partialNote(text).map { [.paragraph($0)] } ?? [])
  }

  /// A line a token, with its bytes if these are asked for; the token last.
  private func table(_ text: TokenizedText, _ title: String) -> Table {
    let count = min(text.ids.count, Self.longestTable)
    let rows = (0..<count).map { position in
      [String(position), String(text.ids[position])]
        + (shown == .bytes ? [Self.spaced(text.bytes[position])] : [])
        + [TokenLabel(bytes: text.bytes[position]).text]
    }
    let more = count < text.ids.count ? " (the first \(count) of \(text.ids.count))" : ""
    return Table(
      columns: [.init("position", .right), .init("id", .right)]
        + (shown == .bytes ? [.init("bytes")] : []) + [.init("token")],
      rows: rows, title: (title.isEmpty ? text.name : title) + more)
  }

  /// `f0 9f 98 80`
  private static func spaced(_ bytes: [UInt8]) -> String {
    bytes.map { Hexadecimal.string([$0]) }.joined(separator: " ")
  }

  private func partialNote(_ text: TokenizedText) -> String? {
    let partial = text.partial
    guard !partial.isEmpty else { return nil }
    let places = partial.prefix(12).map { String($0) }
    let more = partial.count > places.count ? " and others" : ""
    return partial.count == 1
      ? "The token at position \(places[0]) holds a part of a character: it is no text by itself."
      : "The tokens at positions \(Wording.list(places))\(more) hold parts of characters: they are"
        + " no text by themselves."
  }

  /// The same text in four units.
  private func counts(_ text: TokenizedText) -> String {
    let units =
      "\(counted: Words.count(text.text), "word"), \(counted: text.characterCount, "character"),"
      + " \(counted: text.byteCount, "byte")"
    guard !text.ids.isEmpty else { return "\(units): no tokens under \(text.name)." }
    let perToken = NumberText.fixed(text.charactersPerToken, decimals: 2)
    return "\(units) make \(counted: text.ids.count, "token") under \(text.name):"
      + " \(perToken) characters to a token."
  }

  /// A line an encoding.
  private var comparison: Table {
    let rows = texts.map { text in
      [
        text.name, NumberText.grouped(text.tokenizer.vocabularySize),
        NumberText.grouped(text.ids.count),
        text.ids.isEmpty ? "-" : NumberText.fixed(text.charactersPerToken, decimals: 2),
        text.ids.isEmpty
          ? "-" : NumberText.fixed(Double(text.byteCount) / Double(text.ids.count), decimals: 2),
      ]
    }
    let text = texts[0]
    return Table(
      columns: [
        .init("encoding"), .init("vocabulary", .right), .init("tokens", .right),
        .init("characters per token", .right), .init("bytes per token", .right),
      ], rows: rows,
      title: "\(counted: Words.count(text.text), "word"),"
        + " \(counted: text.characterCount, "character"), \(counted: text.byteCount, "byte")")
  }
}

extension TokenizedText {
  static func chips(_ bytes: [[UInt8]], _ ids: [Int], title: String = "") -> Chips {
    Chips(tokens: zip(bytes, ids).map { Chips.Token(bytes: $0, id: $1) }, title: title)
  }
}

/// A word put together from its bytes, merge by merge.
struct ReplayedWord {
  let word: String
  let name: String
  let tokenizer: BytePairTokenizer
  let steps: [MergeStep]

  init(_ word: String, name: String, tokenizer: BytePairTokenizer) {
    self.word = word
    self.name = name
    self.tokenizer = tokenizer
    steps = tokenizer.replay(word: word)
  }

  func piece(_ id: Int) -> String { pieceText(tokenizer.bytes(of: id) ?? []) }

  /// A line a merge: what was joined, its rank, and all pieces after it.
  var table: Table {
    let start = tokenizer.byteIDs(of: Array(word.utf8))
    let rows =
      [["0", "", "", joined(start)]]
      + steps.enumerated().map { index, step in
        [
          String(index + 1), NumberText.grouped(step.rank), String(step.result), joined(step.ids),
        ]
      }
    return Table(
      columns: [
        .init("step", .right), .init("rank of the merge", .right), .init("new id", .right),
        .init("pieces"),
      ], rows: rows,
      title: "\(LabText.quoted(word)) under \(name): \(counted: start.count, "byte"),"
        + " \(counted: steps.count, "merge"),"
        + " \(counted: steps.last?.ids.count ?? start.count, "token")")
  }

  private func joined(_ ids: [Int]) -> String {
    ids.map { TokenLabel(bytes: tokenizer.bytes(of: $0) ?? []).text }.joined(separator: " ")
  }
}
