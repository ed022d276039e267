import Bedrock

/// What a Markdown document holds that a lab is made of: its fences, its code spans, its comments and
/// its destinations, each with its place.
///
/// Law: a fence is listed if and only if the tree has a fenced code block there.
public struct MarkdownStructure: Sendable {
  /// Every fenced code block, in order, whatever its language.
  public private(set) var fences: [MarkdownFence] = []
  /// Lines that look like the opening of a fence and are none, in order.
  public private(set) var strayFences: [StrayFence] = []
  /// Every code span, in order.
  public private(set) var codeSpans: [CodeSpan] = []
  /// Every piece of HTML in a line of text, in order: tags, comments and the like.
  public private(set) var inlineHTML: [Range<Int>] = []
  /// Where links, images, reference definitions and HTML attributes lead, in order.
  public private(set) var destinations: [Destination] = []

  /// Lists what a document holds; linear in its length.
  public init(_ document: MarkdownDocument) {
    fences = document.fences
    strayFences = document.strayFences
    codeSpans = document.codeSpans
    for node in document.nodes {
      switch node.content {
      case .block(.definition(let link)): add(link, .definition)
      case .inline(.link(let link)): add(link, .link)
      case .inline(.image(let link)): add(link, .image)
      case .inline(.html):
        inlineHTML.append(node.range)
        destinations += TagDestinations.all(in: document, [node.range])
      case .block(.html(let lines)):
        destinations += TagDestinations.all(in: document, document.lines[lines].map(\.range))
      default: break
      }
    }
    destinations.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Scans a document from an offset, which begins a line.
  public init(_ bytes: [UInt8], from start: Int = 0) {
    self.init(MarkdownDocument(bytes, from: start))
  }

  private mutating func add(_ link: MarkdownLink, _ kind: Destination.Kind) {
    guard let place = link.place else { return }
    destinations.append(
      Destination(range: place.range, kind: kind, form: place.form, text: link.destination))
  }
}
