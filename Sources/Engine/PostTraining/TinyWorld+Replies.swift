extension TinyWorld {
  /// What an answer to one of the world's questions is worth.
  public enum ReplyKind: String, CaseIterable, Sendable {
    /// The question's own answer, word for word.
    case answer
    /// The answer to another question.
    case wrongAnswer = "wrong answer"
    /// A shrug.
    case shrug
    /// Anything else.
    case noise

    /// Its rank, the higher the better.
    public var quality: Int {
      switch self {
      case .answer: 3
      case .wrongAnswer: 2
      case .shrug: 1
      case .noise: 0
      }
    }
  }

  /// What a text says to a question: its first line, without blanks around it.
  public static func kind(ofReply text: String, to question: String) -> ReplyKind {
    let line = firstLine(of: text)
    func isLine(_ other: String) -> Bool { other.utf8.elementsEqual(line) }
    if let entry = questionTable.entries.first(where: { isLine($0.attributes[0]) }) {
      return entry.text.utf8.elementsEqual(question.utf8) ? .answer : .wrongAnswer
    }
    return shrugs.entries.contains { isLine($0.text) } ? .shrug : .noise
  }

  private static func firstLine(of text: String) -> [UInt8] {
    var bytes = Array(text.utf8.prefix { $0 != UInt8(ascii: "\n") })
    bytes.trimSuffix { $0 == UInt8(ascii: " ") }
    return Array(bytes.drop { $0 == UInt8(ascii: " ") })
  }
}

extension Array {
  /// Takes off elements at the end while they meet a condition.
  fileprivate mutating func trimSuffix(while condition: (Element) -> Bool) {
    while let last, condition(last) { removeLast() }
  }
}
