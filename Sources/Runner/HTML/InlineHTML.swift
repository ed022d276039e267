/// The text of a paragraph as HTML.
///
/// Code, HTML, autolinks and links bind tighter than emphasis, whose runs of `*` and `_` are paired by
/// CommonMark's rules (0.31, section 6.2).
struct InlineHTML {
  private let bytes: [UInt8]
  private let definitions: [String: MarkdownLine.Definition]
  private let destination: (String) -> String
  private var index = 0
  private var nodes: [Node] = []
  private var brackets: [Bracket] = []

  private enum Node {
    case html([UInt8])
    case run(Run)
  }

  /// Marks of emphasis that may open or close some.
  private struct Run {
    var character: UInt8
    var count: Int
    var length: Int
    var opens: Bool
    var closes: Bool
    /// Tags that the run has become: those that open stand behind its marks, those that close before.
    var opening: [String] = []
    var closing: [String] = []
  }

  private struct Bracket {
    var node: Int
    var start: Int
    var isImage: Bool
    var isActive = true
  }

  init(
    _ text: String, definitions: [String: MarkdownLine.Definition],
    destination: @escaping (String) -> String
  ) {
    bytes = Array(text.utf8)
    self.definitions = definitions
    self.destination = destination
  }

  mutating func html() -> String {
    while index < bytes.count { step() }
    pairRuns(from: 0)
    return String(decoding: nodes.flatMap(Self.bytes), as: UTF8.self)
  }

  private static func bytes(of node: Node) -> [UInt8] {
    switch node {
    case .html(let bytes): return bytes
    case .run(let run):
      let marks = [UInt8](repeating: run.character, count: run.count)
      return Array(run.closing.joined().utf8) + marks + Array(run.opening.reversed().joined().utf8)
    }
  }

  private mutating func append(_ bytes: [UInt8]) {
    if case .html(let before)? = nodes.last, brackets.last?.node != nodes.count - 1 {
      nodes[nodes.count - 1] = .html(before + bytes)
    } else {
      nodes.append(.html(bytes))
    }
  }

  private mutating func append(_ text: String) { append(Array(text.utf8)) }

  private mutating func step() {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\\"): takeEscape()
    case UInt8(ascii: "`"): takeCode()
    case UInt8(ascii: "<"): takeAngle()
    case UInt8(ascii: "&"):
      let end = HTMLText.entityEnd(bytes, at: index)
      append(end.map { Array(bytes[index..<$0]) } ?? Array("&amp;".utf8))
      index = end ?? index + 1
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): takeRun(byte)
    case UInt8(ascii: "!") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "["):
      open(isImage: true)
    case UInt8(ascii: "["): open(isImage: false)
    case UInt8(ascii: "]"): close()
    case UInt8(ascii: " ") where takeHardBreak(): break
    default:
      append(HTMLText.escaped(byte))
      index += 1
    }
  }

  // MARK: Escapes, code, HTML

  private mutating func takeEscape() {
    guard index + 1 < bytes.count else {
      append("\\")
      index += 1
      return
    }
    let next = bytes[index + 1]
    if next == UInt8(ascii: "\n") {
      append("<br>\n")
    } else if HTMLText.isPunctuation(next) {
      append(HTMLText.escaped(next))
    } else {
      append("\\")
      index += 1
      return
    }
    index += 2
  }

  /// Two blanks or more at the end of a line break it.
  private mutating func takeHardBreak() -> Bool {
    let blanks = bytes[index...].prefix { $0 == UInt8(ascii: " ") }.count
    guard index + blanks < bytes.count, bytes[index + blanks] == UInt8(ascii: "\n") else {
      return false
    }
    append(blanks >= 2 ? "<br>\n" : "\n")
    index += blanks + 1
    return true
  }

  private mutating func takeCode() {
    let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
    var end = index + length
    while end < bytes.count {
      let run = bytes[end...].prefix { $0 == UInt8(ascii: "`") }.count
      if run == length { break }
      end += max(1, run)
    }
    guard end < bytes.count else {
      append(Array(bytes[index..<index + length]))
      index += length
      return
    }
    var content = bytes[(index + length)..<end].map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 }
    if content.count > 1, content.first == 0x20, content.last == 0x20,
      content.contains(where: { $0 != 0x20 })
    {
      content = Array(content.dropFirst().dropLast())
    }
    append("<code>")
    append(content.flatMap(HTMLText.escaped))
    append("</code>")
    index = end + length
  }

  private mutating func takeAngle() {
    if let end = Self.autolinkEnd(bytes, at: index) {
      let target = String(decoding: bytes[(index + 1)..<(end - 1)], as: UTF8.self)
      let isMail = !target.utf8.contains(UInt8(ascii: ":"))
      let text = HTMLText.escaped(target)
      append("<a href=\"\(isMail ? "mailto:" : "")\(text)\">\(text)</a>")
      index = end
    } else if let end = Self.tagEnd(bytes, at: index) {
      append(Array(bytes[index..<end]))
      index = end
    } else {
      append("&lt;")
      index += 1
    }
  }

  /// The end of a tag or comment; `nil` for a `<` that begins none.
  static func tagEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    if bytes[start...].starts(with: "<!--".utf8) {
      var index = start + 4
      while index + 2 < bytes.count {
        if bytes[index...].starts(with: "-->".utf8) { return index + 3 }
        index += 1
      }
      return nil
    }
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
    guard index < bytes.count, HTMLText.isLetter(bytes[index]) else { return nil }
    while index < bytes.count,
      HTMLText.isAlphanumeric(bytes[index]) || bytes[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    // Behind a tag's name stands nothing else: `<http://…>` is no tag.
    guard index < bytes.count,
      bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: ">")
    else { return nil }
    var quote: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
      index += 1
    }
    return nil
  }

  private static func autolinkEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 1 < bytes.count, HTMLText.isLetter(bytes[start + 1]) else { return nil }
    var index = start + 1
    var hasMark = false
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      if bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "<") { return nil }
      if bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "@") { hasMark = true }
      if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "=") && !hasMark {
        return nil
      }
      index += 1
    }
    return index < bytes.count && hasMark ? index + 1 : nil
  }

  // MARK: Links

  private mutating func open(isImage: Bool) {
    let start = index
    index += isImage ? 2 : 1
    brackets.append(Bracket(node: nodes.count, start: start, isImage: isImage))
    nodes.append(.html(Array(bytes[start..<index])))
  }

  private mutating func close() {
    let end = index
    index += 1
    guard let bracket = brackets.popLast() else { return append("]") }
    guard bracket.isActive, let target = target(bracket, textEnd: end) else { return append("]") }
    pairRuns(from: bracket.node + 1)
    let inner = nodes[(bracket.node + 1)...].flatMap(Self.bytes)
    nodes.removeSubrange(bracket.node...)
    let title = target.title.map { " title=\"\(HTMLText.escaped($0))\"" } ?? ""
    let leads = HTMLText.escaped(destination(target.destination))
    if bracket.isImage {
      append("<img src=\"\(leads)\" alt=\"\(Self.withoutTags(inner))\"\(title)>")
    } else {
      append("<a href=\"\(leads)\"\(title)>")
      append(inner)
      append("</a>")
      // A link holds no link.
      for index in brackets.indices where !brackets[index].isImage {
        brackets[index].isActive = false
      }
    }
  }

  private mutating func target(
    _ bracket: Bracket, textEnd: Int
  ) -> (destination: String, title: String?)? {
    if index < bytes.count, bytes[index] == UInt8(ascii: "(") {
      var reader = LinkTarget(bytes, at: index + 1)
      if reader.take(UInt8(ascii: ")")) {
        index = reader.index
        return ("", nil)
      }
      if let target = reader.read(), reader.take(UInt8(ascii: ")")) {
        index = reader.index
        return target
      }
    }
    var label = bytes[(bracket.start + (bracket.isImage ? 2 : 1))..<textEnd]
    var behind = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "["),
      let close = bytes[index...].firstIndex(of: UInt8(ascii: "]"))
    {
      if close > index + 1 { label = bytes[(index + 1)..<close] }
      behind = close + 1
    }
    guard let definition = definitions[Self.label(label)] else { return nil }
    index = behind
    return (definition.destination, definition.title)
  }

  /// A label as labels are compared: ASCII letters in lower case, blanks as one.
  static func label(_ bytes: ArraySlice<UInt8>) -> String {
    let words = bytes.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
    let lower = words.map { word in
      String(decoding: word.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }
    return lower.joined(separator: " ")
  }

  private static func withoutTags(_ html: [UInt8]) -> String {
    var out: [UInt8] = []
    var isTag = false
    for byte in html {
      if byte == UInt8(ascii: "<") { isTag = true }
      if !isTag { out.append(byte) }
      if byte == UInt8(ascii: ">") { isTag = false }
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: Emphasis

  private mutating func takeRun(_ character: UInt8) {
    let count = bytes[index...].prefix { $0 == character }.count
    let before = index > 0 ? bytes[index - 1] : 0x20
    let after = index + count < bytes.count ? bytes[index + count] : 0x20
    let leftFlanking =
      after > 0x20
      && (!HTMLText.isPunctuation(after) || before <= 0x20 || HTMLText.isPunctuation(before))
    let rightFlanking =
      before > 0x20
      && (!HTMLText.isPunctuation(before) || after <= 0x20 || HTMLText.isPunctuation(after))
    var run = Run(
      character: character, count: count, length: count, opens: leftFlanking, closes: rightFlanking)
    if character == UInt8(ascii: "_") {
      run.opens = leftFlanking && (!rightFlanking || HTMLText.isPunctuation(before))
      run.closes = rightFlanking && (!leftFlanking || HTMLText.isPunctuation(after))
    } else if character == UInt8(ascii: "~"), count > 2 {
      (run.opens, run.closes) = (false, false)
    }
    nodes.append(.run(run))
    index += count
  }

  /// Pairs the runs behind a node: each that closes with the nearest before it that opens.
  private mutating func pairRuns(from start: Int) {
    var closer = start
    while closer < nodes.count {
      guard case .run(var closing) = nodes[closer], closing.closes, closing.count > 0,
        let opener = opener(for: closing, before: closer, from: start),
        case .run(var opening) = nodes[opener]
      else {
        closer += 1
        continue
      }
      let isStrike = closing.character == UInt8(ascii: "~")
      let used = isStrike ? closing.count : min(2, opening.count, closing.count)
      let tag = isStrike ? "del" : used == 2 ? "strong" : "em"
      opening.count -= used
      closing.count -= used
      opening.opening.append("<\(tag)>")
      closing.closing.append("</\(tag)>")
      nodes[opener] = .run(opening)
      nodes[closer] = .run(closing)
      // What stands between can no longer be paired with what stands outside.
      for between in (opener + 1)..<closer {
        guard case .run(var run) = nodes[between] else { continue }
        (run.opens, run.closes) = (false, false)
        nodes[between] = .run(run)
      }
    }
  }

  private func opener(for closing: Run, before closer: Int, from start: Int) -> Int? {
    for index in (start..<closer).reversed() {
      guard case .run(let run) = nodes[index], run.character == closing.character, run.opens,
        run.count > 0
      else { continue }
      if closing.character == UInt8(ascii: "~"), run.count != closing.count { continue }
      let isMixed = run.closes || closing.opens
      if isMixed, (run.length + closing.length) % 3 == 0,
        run.length % 3 != 0 || closing.length % 3 != 0
      {
        continue
      }
      return index
    }
    return nil
  }
}
