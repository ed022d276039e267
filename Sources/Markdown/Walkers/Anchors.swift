import Bedrock

/// The places in a document that a link's fragment can name.
///
/// A heading's anchor is made from its text as GitHub makes it: letters in lower case, blanks as
/// hyphens, other marks left out; the second of one name ends in `-1`. Besides there are the `id` and
/// `name` attributes of the author's HTML, and footnotes.
public struct Anchors: Sendable {
  /// The anchor of each heading, by the heading's index among the nodes.
  public private(set) var headings: [Int: String] = [:]
  /// The anchors that the author's HTML sets, in order.
  public private(set) var tags: [String] = []

  public init(_ document: MarkdownDocument) {
    var counts: [String: Int] = [:]
    for (index, node) in document.nodes.enumerated() {
      switch node.content {
      case .block(.heading):
        headings[index] = Self.unique(Self.slug(of: document.plainText(of: index)), &counts)
      case .block(.html(let lines)):
        tags += TagDestinations.names(in: document, document.lines[lines].map(\.range))
      case .inline(.html): tags += TagDestinations.names(in: document, [node.range])
      default: break
      }
    }
  }

  private static func unique(_ slug: String, _ counts: inout [String: Int]) -> String {
    let count = counts[slug, default: 0]
    counts[slug] = count + 1
    return count == 0 ? slug : "\(slug)-\(count)"
  }

  /// The anchor that a heading's text gives.
  public static func slug(of text: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ": slug.append("-")
      case "-", "_": slug.append(scalar)
      case _ where isWord(scalar): slug.append(CaseFolding.simple(scalar))
      default: break
      }
    }
    return String(slug)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return UInt8(scalar.value).isAlphanumeric }
    let category = GeneralCategory(scalar)
    return category.isLetter || category.isMark || category.isNumber
      || category == .connectorPunctuation
  }
}
