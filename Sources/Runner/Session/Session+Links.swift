import Bedrock
import Notebook

extension Session {
  /// Looks at where the prose leads; the result is what must read otherwise in the report.
  mutating func checkLinks(of lab: ParsedLab, folder: String) -> [LinkReplacement] {
    var replacements: [LinkReplacement] = []
    for destination in lab.destinations {
      let span = SourceSpan(file: lab.file, range: destination.range)
      switch host.links.outcome(of: destination.text, in: folder) {
      case .missing(let path, let suggestion):
        report(
          .error(
            "this link leads nowhere: there is no '\(VisibleText.line(path))'", at: span,
            suggestion: suggestion))
        continue
      case .kept: break
      case .replaced(let text):
        replacements.append(
          LinkReplacement(range: destination.range, bytes: destination.written(text)))
      }
      checkAnchor(destination.text, folder: folder, at: span)
    }
    return replacements
  }

  /// Reports a fragment that names nothing on the page that a link leads to.
  private mutating func checkAnchor(_ text: String, folder: String, at span: SourceSpan) {
    guard let link = AnchorLink(text),
      let anchors = link.path.map({ anchors(of: $0, from: folder) }) ?? ownAnchors(),
      !anchors.contains(link.fragment)
    else { return }
    let page = link.path.map { "'\(VisibleText.line($0))'" } ?? "this page"
    report(
      .error(
        "this link leads nowhere: \(page) has no anchor '#\(VisibleText.line(link.fragment))'",
        at: span,
        suggestion: EditDistance.suggestion(for: link.fragment, among: anchors.all).map { "#" + $0 }
      ))
  }

  /// The anchors of the lab's own page, those of its parts with them.
  private mutating func ownAnchors() -> PageAnchors? {
    if let known = pageAnchors[""] { return known }
    var anchors = PageAnchors()
    add(lab, folder: self.folder, to: &anchors, depth: 0)
    pageAnchors[""] = anchors
    return anchors
  }

  /// The anchors of another page; `nil` for a file that may not be read, or is no Markdown.
  private mutating func anchors(of path: String, from folder: String) -> PageAnchors? {
    guard PathText.isMarkdown(path),
      let file = host.links.source(of: path, in: folder),
      let place = try? host.files.resolve(file, from: "")
    else { return nil }
    if let known = pageAnchors[place.real] { return known }
    guard
      let bytes = try? FileSystem.read(
        place.real, shownAs: place.shown, limit: FileLimits.lab)
    else { return nil }
    host.files.note(place.shown, real: place.real, bytes)
    var anchors = PageAnchors()
    let page = ParsedLab(parsing: SourceFile(path: place.shown, utf8: bytes))
    add(page, folder: PathText.parent(of: place.shown), to: &anchors, depth: 0)
    pageAnchors[place.real] = anchors
    return anchors
  }

  /// Takes in a page and the parts that it includes, as far as they can be read: what cannot is told
  /// where it is included.
  private mutating func add(
    _ page: ParsedLab, folder: String, to anchors: inout PageAnchors, depth: Int
  ) {
    anchors.add(page)
    linkedParts += 1
    guard depth < 32, linkedParts <= 4096 else { return }
    for case .block(let block) in page.pieces {
      guard case .include(let path, _)? = block.statements.first,
        let place = try? host.files.resolve(path, from: folder),
        let bytes = try? FileSystem.read(place.real, shownAs: place.shown, limit: FileLimits.lab)
      else { continue }
      host.files.note(place.shown, real: place.real, bytes)
      let part = ParsedLab(parsing: SourceFile(path: place.shown, utf8: bytes))
      add(part, folder: PathText.parent(of: place.shown), to: &anchors, depth: depth + 1)
    }
  }
}
