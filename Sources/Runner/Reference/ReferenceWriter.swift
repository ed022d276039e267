import Bedrock
import Notebook

/// Puts the reference's pages into a folder, and takes those away that belong to no directive.
struct ReferenceWriter {
  let product: Product
  let workspace: Workspace
  let console: Console
  /// The folder as the user named it.
  let folder: String

  func run() throws -> CommandLineTool.ExitStatus {
    let pages = ReferencePages(register: product.register, labs: labs).all
    var written = 0
    for page in pages {
      let isWritten = try place.write(Array(page.text.utf8), to: page.name) { standing in
        guard isMade(standing, page.name) else {
          throw FileError(
            workspace.shown(PathText.join(folder, page.name)), "cannot be written",
            "it is not a page of the reference")
        }
      }
      if isWritten { written += 1 }
    }
    let removed = try removeOthers(Set(pages.map(\.name)))
    var parts = ["\(pages.count) pages in \(workspace.shown(folder))", "\(written) written"]
    if removed > 0 { parts.append("\(removed) removed") }
    console.printError("swiftlab: \(parts.joined(separator: ", "))\n")
    return .success
  }

  private var place: SafeFolder { workspace.folder(folder) }

  private var labs: [String] {
    LabDiscovery(workspace: workspace).find(named: []).labs.compactMap(\.pathInLabs)
  }

  /// Whether a file is a page that was made here: nothing else is overwritten or removed.
  private func isMade(_ bytes: [UInt8], _ name: String) -> Bool {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return bytes.isEmpty
      || head.utf8.split(separator: UInt8(ascii: "\n")).contains {
        $0.elementsEqual(ReferencePages.mark.utf8)
      }
  }

  private func removeOthers(_ names: Set<String>) throws -> Int {
    var removed = 0
    for name in place.entries() where PathText.isMarkdown(name) && !names.contains(name) {
      guard let bytes = try? place.read(name), !bytes.isEmpty, isMade(bytes, name) else {
        continue
      }
      try place.remove(name)
      removed += 1
    }
    return removed
  }
}
