import Bedrock
import Figures
import Notebook

/// A figure's file beside a report.
struct ReportPicture: Sendable, Equatable {
  /// Below the output folder, such as `08-attention/attn.svg`.
  var path: String
  var bytes: [UInt8]
}

/// Where the pictures of a report go, and how they are drawn.
struct PictureFolder: Sendable {
  /// The report's path below the output folder.
  let report: String
  /// The line that every file begins with.
  let opening: String
  /// In pixels.
  let width: Int

  /// - Parameters:
  ///   - report: the report's path below the output folder.
  ///   - source: the lab, as the opening comment names it.
  ///   - columns: the page's width, for pictures about as wide as its text.
  init(report: String, source: String, columns: Int) {
    self.report = report
    opening = OpeningComment.text(source: source)
    width = min(max(9 * columns, 320), 1200)
  }

  /// The folder of a report's pictures below the output folder: `a/b` of `a/b.md`.
  static func path(of report: String) -> String {
    PathText.isMarkdown(report) ? String(Substring(report.utf8.dropLast(3))) : report + ".figures"
  }

  func picture(_ figure: any Figure, named name: String, alternative: String?) -> ReportPicture {
    let text = opening + "\n" + figure.svg(width: width, alternative: alternative)
    return ReportPicture(
      path: PathText.join(Self.path(of: report), name + ".svg"), bytes: Array(text.utf8))
  }

  /// The picture's destination, seen from the report.
  func destination(of picture: ReportPicture) -> String {
    let parent = PathText.parent(of: report)
    let path =
      parent.isEmpty
      ? picture.path : String(Substring(picture.path.utf8.dropFirst(parent.utf8.count + 1)))
    return PercentEncoding.encoded(path: path)
  }
}

/// The names of a block's pictures: after its label, and where it has several, after the results,
/// runs, kinds and titles that tell them apart.
///
/// A name depends on nothing outside of its block, so that a block more or less renames no file.
struct PictureNames {
  /// A name for each figure in order; none where the block has no label.
  let names: [String]

  init(_ executed: ExecutedBlock) {
    guard let label = executed.block.options.label?.text else {
      names = []
      return
    }
    var parts: [[String]] = []
    for statement in executed.statements {
      var run = ""
      for result in statement.results {
        switch result {
        case .runHeading(let heading): run = Self.slug(heading)
        case .outcome(.figure(let figure)):
          let title = figure.data["title"]?.stringValue ?? figure.data["name"]?.stringValue ?? ""
          parts.append([
            statement.name ?? "", run, Self.slug(type(of: figure).kind), Self.slug(title),
          ])
        case .outcome, .line, .text: break
        }
      }
    }
    names = Self.apart(parts).map { ([label] + $0).joined(separator: "-") }
  }

  /// Of each picture's parts as few as tell all of them apart; figures of one kind and title are
  /// numbered.
  private static func apart(_ parts: [[String]]) -> [[String]] {
    // What all pictures have in common tells nothing apart.
    let useful = (0..<4).filter { part in Set(parts.map { $0[part] }).count > 1 }
    var used: [Int] = []
    for part in useful where Set(parts.map { all in used.map { all[$0] } }).count < parts.count {
      used.append(part)
    }
    var taken: [[String]: Int] = [:]
    return parts.map { all in
      let own = used.map { all[$0] }.filter { !$0.isEmpty }
      let number = taken[own, default: 0] + 1
      taken[own] = number
      return number == 1 ? own : own + ["\(number)"]
    }
  }

  /// The first lower-case letters, digits and points of a text, with hyphens between.
  static func slug(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 where bytes.count < 40 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "."): bytes.append(byte)
      case 0x41...0x5A: bytes.append(byte + 0x20)
      default:
        if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
    }
    while bytes.last == UInt8(ascii: "-") || bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
