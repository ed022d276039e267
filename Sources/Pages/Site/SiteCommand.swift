import Bedrock
import Markdown
import Notebook
import Runner

/// `swiftlab site`: runs the labs and makes one web site of all reports.
struct SiteCommand {
  /// Names the files that a site is made of, one a line; a folder without it is somebody else's.
  static let manifest = ".swiftlab-site"

  let product: Product
  let workspace: Workspace
  let console: Console
  /// The site's folder, as the user named it.
  let output: String
  var reports = "output"

  func run() throws -> CommandLineTool.ExitStatus {
    let tool = CommandLineTool(product: product, workspace: workspace, console: console)
    let status = tool.run(["run"])
    guard status == .success else {
      console.printError("swiftlab: error: the site was not made: a lab failed\n")
      return status
    }
    let site = try load()
    let (files, notes) = site.files()
    for note in notes { console.printError("\(reports)/\(note)\n") }
    let changed = try write(files)
    let size = files.reduce(0) { $0 + $1.bytes.count }
    console.printError(
      "swiftlab: \(site.pages.count + 1) pages, \(files.count) files, \(size / 1000) kB in "
        + "'\(output)', \(changed) changed\n")
    return .success
  }

  // MARK: Reading

  /// The reports as they stand.
  func load() throws -> Site {
    var pages: [CoursePage] = []
    for lab in LabDiscovery(workspace: workspace).find(named: []).labs {
      let path = PathText.join(reports, lab.pathInOutput)
      guard let markdown = try? FileSystem.read(workspace.absolute(path), shownAs: path) else {
        console.printError("\(lab.path): note: it has no report, so it is not part of the site\n")
        continue
      }
      let bytes = try FileSystem.read(workspace.absolute(lab.path), shownAs: lab.path)
      let matter = ParsedLab(parsing: SourceFile(path: lab.path, utf8: bytes)).frontMatter
      pages.append(
        CoursePage(
          report: lab.pathInOutput, title: matter.title ?? PathText.stem(of: lab.pathInOutput),
          summary: matter.summary, markdown: markdown))
    }
    // Those at the top come before those in folders, as on the index page.
    pages =
      pages.filter { PathText.parent(of: $0.report).isEmpty }
      + pages.filter { !PathText.parent(of: $0.report).isEmpty }
    let path = PathText.join(reports, "README.md")
    let index = try FileSystem.read(workspace.absolute(path), shownAs: path)
    var site = Site(pages: pages, index: indexPage(index))
    site.reports = reports
    site.file = { linkedFile($0) }
    return site
  }

  private func indexPage(_ markdown: [UInt8]) -> CoursePage {
    let page = CoursePage(report: "README.md", title: "", summary: nil, markdown: markdown)
    let heading = page.document.nodes.indices.first {
      if case .heading = page.document.nodes[$0].block { true } else { false }
    }
    let title = heading.map { page.document.plainText(of: $0) } ?? "Labs"
    return CoursePage(report: "README.md", title: title, summary: nil, markdown: markdown)
  }

  /// A file that a page links to: a regular one below the working folder, none that is hidden.
  private func linkedFile(_ path: String) -> [UInt8]? {
    let absolute = workspace.absolute(path)
    guard !PathText.components(path).contains(where: { $0.utf8.first == UInt8(ascii: ".") }),
      FileSystem.kind(of: absolute) == .file, let real = FileSystem.realPath(absolute),
      let root = FileSystem.realPath(workspace.root), PathText.contains(root, real),
      let size = FileSystem.size(of: real), size <= Site.copyLimit
    else { return nil }
    return try? FileSystem.read(real, shownAs: path)
  }

  // MARK: Writing

  /// Writes what is new, takes away what an earlier site had more; the result is how many changed.
  private func write(_ files: [(path: String, bytes: [UInt8])]) throws -> Int {
    let folder = workspace.folder(output)
    let before = try earlierFiles(folder)
    let list = files.map(\.path).joined(separator: "\n") + "\n"
    var changed = 0
    for (path, bytes) in files
    where try folder.write(bytes, to: path) {
      changed += 1
    }
    let now = Set(files.map(\.path))
    for path in before where !now.contains(path) {
      try folder.remove(path)
      changed += 1
    }
    try folder.write(Array(list.utf8), to: Self.manifest)
    return changed
  }

  /// The files of the site that stands there.
  ///
  /// - Throws: `FileError` for a folder with files that no site is made of.
  private func earlierFiles(_ folder: SafeFolder) throws -> [String] {
    if let bytes = try folder.read(Self.manifest) {
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      return lines.filter { line in
        let parts = PathText.components(line)
        return !parts.isEmpty && !PathText.isAbsolute(line) && !parts.contains("..")
          && !parts.contains(".")
      }
    }
    let names = folder.entries()
    if names.isEmpty { return [] }
    throw FileError(
      output, "cannot be written", "the folder holds files that no site of swiftlab is made of")
  }
}

extension WebPages {
  /// Carries out `swiftlab site`.
  package static func site(
    _ arguments: Arguments, _ workspace: Workspace, _ console: Console, _ product: Product
  ) throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.isEmpty else {
      throw UsageError("'site' takes all reports, and no names")
    }
    let output = arguments.value("--output") ?? "site"
    guard !output.isEmpty else { throw UsageError("option '--output' needs a folder") }
    return try SiteCommand(
      product: product, workspace: workspace, console: console, output: output
    ).run()
  }
}
