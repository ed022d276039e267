import Bedrock
import Markdown
import Notebook

/// The places on a page that a link's fragment can name: headings, labels of blocks, and what the
/// author's HTML names.
///
/// They are found without running the page: a heading in which a value is computed has any anchor that
/// fits around the value.
struct PageAnchors: Sendable {
  private var names: Set<String> = []
  /// How often each heading's anchor occurs; the second of one name ends in `-1`.
  private var headings: [String: Int] = [:]
  /// Headings with computed values, by what stands between these.
  private var patterns: [[String]] = []

  /// All anchors that are known in full, in the order of their bytes.
  var all: [String] {
    names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func contains(_ name: String) -> Bool {
    // A browser knows the top of every page.
    name.isEmpty || name == "top" || names.contains(name)
      || patterns.contains { Self.fits(name, $0) }
  }

  /// Takes in a lab, or a part that stands in it.
  mutating func add(_ lab: ParsedLab) {
    for piece in lab.pieces {
      guard case .block(let block) = piece, let label = block.options.label else { continue }
      names.insert(label.text)
    }
    add(MarkdownDocument(lab.file.utf8, from: Self.proseStart(lab)))
  }

  /// Takes in a page that is no lab.
  mutating func add(_ document: MarkdownDocument) {
    names.formUnion(Anchors(document).tags)
    for (index, node) in document.nodes.enumerated() {
      guard case .heading = node.block else { continue }
      let parts = Self.parts(of: document, index).map(Anchors.slug)
      if parts.count == 1 { addHeading(parts[0]) } else { patterns.append(parts) }
    }
  }

  private mutating func addHeading(_ slug: String) {
    let count = headings[slug, default: 0]
    headings[slug] = count + 1
    names.insert(count == 0 ? slug : "\(slug)-\(count)")
  }

  private static func proseStart(_ lab: ParsedLab) -> Int {
    var start = 0
    for piece in lab.pieces {
      switch piece {
      case .byteOrderMark(let range), .frontMatter(let range): start = range.upperBound
      default: return start
      }
    }
    return start
  }

  /// A heading's text, cut where a computed value stands.
  private static func parts(of document: MarkdownDocument, _ heading: Int) -> [String] {
    var parts = [""]
    for node in document.nodes[heading..<document.nodes[heading].end] {
      switch node.inline {
      case .text(let text), .html(let text): parts[parts.count - 1] += text
      case .code(let code) where code.utf8.starts(with: "{swiftlab} ".utf8): parts.append("")
      case .code(let code): parts[parts.count - 1] += code
      case .math(let math): parts[parts.count - 1] += math.source
      case .softBreak, .hardBreak: parts[parts.count - 1] += " "
      default: break
      }
    }
    return parts
  }

  /// Whether a name begins and ends with a pattern's ends, and has its other parts between in order.
  private static func fits(_ name: String, _ parts: [String]) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = parts.first, let last = parts.last, bytes.starts(with: first.utf8),
      bytes.count >= first.utf8.count + last.utf8.count,
      bytes.suffix(last.utf8.count).elementsEqual(last.utf8)
    else { return false }
    var index = first.utf8.count
    let end = bytes.count - last.utf8.count
    for part in parts.dropFirst().dropLast() {
      let part = Array(part.utf8)
      while index + part.count <= end, !bytes[index..<end].starts(with: part) { index += 1 }
      guard index + part.count <= end else { return false }
      index += part.count
    }
    return true
  }
}
