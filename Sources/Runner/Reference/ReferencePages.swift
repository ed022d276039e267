import Bedrock
import Markdown
import Notebook

/// The reference as labs: a page for each directive, made from its own declaration, and one for the
/// language.
///
/// They lie in `Labs/reference` like any lab, so every example on them runs, and a report is what one
/// reads.
package struct ReferencePages {
  /// A page by its name in the folder.
  package struct Page: Sendable {
    package var name: String
    package var text: String
  }

  /// Where the pages belong, from the working folder.
  package static let folder = Workspace.labsFolder + "/reference"

  let register: DirectiveRegister
  /// Each chapter's lab by the number that its name begins with, `06`, if it is there.
  let chapters: [String: String]

  /// - Parameter labs: the paths of all labs below `Labs/`.
  package init(register: DirectiveRegister, labs: [String]) {
    self.register = register
    var chapters: [String: String] = [:]
    for lab in labs.reversed() where PathText.parent(of: lab).isEmpty {
      chapters[Self.number(lab)] = lab
    }
    self.chapters = chapters
  }

  /// All pages, in the order of their names.
  package var all: [Page] {
    let directives = register.all.map { directive in
      Page(
        name: directive.documentation.verb + ".md",
        text: DirectivePage(directive, chapter: chapter(of: directive)).text)
    }
    let language = [
      Page(name: LanguagePage.name, text: LanguagePage.text),
      Page(name: LanguagePage.partName, text: LanguagePage.part),
    ]
    let others = register.pages.map { page in
      Page(
        name: page.name,
        text: """
          ---
          title: \(page.title)
          summary: \(page.summary)
          ---
          \(Self.mark)

          \(page.text)

          """)
    }
    return (directives + language + others).map { Page(name: $0.name, text: Self.wrapped($0.text)) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// A page whose prose fits a pager.
  private static func wrapped(_ page: String) -> String {
    let lines = page.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return ProseWrap.page(lines.map { String(Substring($0)) }, columns: 80).joined(separator: "\n")
  }

  /// The chapter that a directive belongs to, as a link where its lab is there.
  private func chapter(of directive: any Directive.Type) -> String {
    let chapter = directive.documentation.chapter
    let name = chapter.rawValue
    guard let lab = chapters[chapter.number] else { return MarkdownEscape.inline(name) }
    return "[\(MarkdownEscape.inline(name))](../\(PercentEncoding.encoded(path: lab)))"
  }

  /// What stands before the first blank or hyphen.
  private static func number(_ name: String) -> String {
    String(Substring(name.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }))
  }

  /// What tells a page that was made from one that somebody wrote.
  static let mark = "<!-- Made by `swiftlab help --format lab`; do not edit. -->"
}
