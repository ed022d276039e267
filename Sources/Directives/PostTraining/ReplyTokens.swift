import Bedrock
import Engine
import Notebook

/// Prompts and answers as one model's tokens.
struct ReplyTokens: Sendable {
  let tokenizer: any Tokenizer
  /// The token that stands before a text, and the one that ends it.
  let start: Int?
  let end: Int?
  let context: Int

  init(_ model: ModelFile) {
    tokenizer = model.tokenizer.tokenizer()
    end = model.tokenizer.endIDs.first
    start = model.tokenizer.startID
    context = model.configuration.context
  }

  /// A prompt's tokens, the start token before them.
  func prompt(_ text: String) throws -> [Int] {
    let ids = (start.map { [$0] } ?? []) + tokenizer.encode(text)
    guard !ids.isEmpty else { throw DirectiveError("a prompt is empty") }
    guard ids.count < context else {
      throw DirectiveError(
        "the prompt \(LabText.quoted(text)) has \(counted: ids.count, "token"), and the model's context"
          + " holds \(context)")
    }
    return ids
  }

  /// A prompt with an answer, a blank between them, and the token that ends the text.
  func reply(_ prompt: String, _ answer: String, isEnded: Bool = true) throws -> Reply {
    let ids = try self.prompt(prompt)
    var said = tokenizer.encode(Self.spaced(answer))
    if isEnded, let end { said.append(end) }
    guard !said.isEmpty else { throw DirectiveError("an answer is empty") }
    guard ids.count + said.count <= context else {
      throw DirectiveError(
        "prompt and answer have \(counted: ids.count + said.count, "token"), and the model's context"
          + " holds \(context): \(LabText.quoted(prompt))")
    }
    return Reply(prompt: ids, answer: said)
  }

  /// A prompt with two answers.
  func pair(_ prompt: String, _ chosen: String, _ rejected: String) throws -> PreferencePair {
    let (better, worse) = (try reply(prompt, chosen), try reply(prompt, rejected))
    return PreferencePair(
      prompt: better.prompt, chosen: better.answer, rejected: worse.answer)
  }

  /// What an answer says, without the token that ended it.
  func text(_ answer: [Int]) -> String {
    let said = answer.last == end ? Array(answer.dropLast()) : answer
    return String(decoding: tokenizer.decode(said), as: UTF8.self)
  }

  /// A token as a label.
  func label(_ id: Int) -> String { pieceText(tokenizer.bytes(of: id) ?? []) }

  /// An answer with a blank before it, as it follows its prompt.
  static func spaced(_ answer: String) -> String {
    guard let first = answer.utf8.first else { return answer }
    let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\n")]
    return blanks.contains(first) ? answer : " " + answer
  }

  /// A text without blanks at its ends, its line ends shown as `\n`.
  static func shown(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    let trimmed = bytes.drop { $0 == UInt8(ascii: " ") }
    let lines = trimmed.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " \\n ")
  }
}
