import Bedrock
import Figures
import Notebook

/// Carries one lab from its file to its report's bytes; it writes nothing.
struct LabRunner: Sendable {
  let product: Product
  let workspace: Workspace
  let options: RunOptions
  /// Results of earlier runs; `nil` where everything is to be computed anew.
  let cache: ResultCache?
  let progress: @Sendable (String) -> Void

  init(
    product: Product, workspace: Workspace, options: RunOptions,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.product = product
    self.workspace = workspace
    self.options = options
    self.progress = progress
    cache =
      options.usesCache
      ? ResultCache(
        folder: workspace.absolute(Workspace.cacheFolder), program: product.programHash) : nil
  }

  /// A lab that was read and taken to pieces, or why it could not be read.
  struct Prepared: Sendable {
    var lab: LabFile
    var parsed: Result<ParsedLab, FileError>
    var sha256 = ""
  }

  func prepare(_ lab: LabFile) -> Prepared {
    do {
      let bytes = try FileSystem.read(workspace.absolute(lab.path), shownAs: lab.path)
      return prepare(lab, bytes: bytes)
    } catch let error as FileError {
      return Prepared(lab: lab, parsed: .failure(error))
    } catch {
      return Prepared(lab: lab, parsed: .failure(FileError(lab.path, "cannot be read", "\(error)")))
    }
  }

  func prepare(_ lab: LabFile, bytes: [UInt8]) -> Prepared {
    let file = SourceFile(path: lab.path, utf8: bytes)
    return Prepared(
      lab: lab, parsed: .success(ParsedLab(parsing: file)),
      sha256: options.tracksInputs ? CheckRecord.hash(bytes) : "")
  }

  /// - Parameter links: where the report will stand; `nil` for its usual place.
  func run(_ prepared: Prepared, links: LinkRewriter? = nil) -> LabOutcome {
    switch prepared.parsed {
    case .failure(let error):
      var outcome = LabOutcome(lab: prepared.lab, status: .failed)
      outcome.fileErrors = [error]
      if options.format == .json {
        outcome.json = LabDocument.json(of: outcome, executed: nil)
      }
      return outcome
    case .success(let parsed):
      return run(parsed, prepared, links: links)
    }
  }

  private func run(_ parsed: ParsedLab, _ prepared: Prepared, links: LinkRewriter?) -> LabOutcome {
    let lab = prepared.lab
    let files = FileAccess(
      workspace: workspace, allowedFolders: options.allowedFolders,
      tracksInputs: options.tracksInputs)
    let host = SessionHost(
      register: product.register, modelNames: product.modelNames, settings: options.settings,
      files: files,
      links: links ?? LinkRewriter(workspace: workspace, output: options.output, lab: lab),
      cache: cache, progress: progress)
    var session = Session(lab: parsed, folder: PathText.parent(of: lab.path), host: host)
    let executed = session.run()
    var outcome = LabOutcome(lab: lab, status: session.log.hasErrors ? .failed : .ok)
    outcome.title = parsed.frontMatter.title
    outcome.summary = parsed.frontMatter.summary
    outcome.diagnostics = session.log.sorted
    outcome.notes = session.notes
    outcome.inputs = [CheckRecord.Input(path: lab.path, sha256: prepared.sha256)] + files.inputs
    switch options.format {
    case .markdown: outcome.report = report(of: executed, outcome)
    case .json: outcome.json = LabDocument.json(of: outcome, executed: executed)
    }
    return outcome
  }

  private func report(of executed: ExecutedLab, _ outcome: LabOutcome) -> [UInt8] {
    let matter = executed.lab.frontMatter
    let style = FigureStyle(charset: matter.charset, width: matter.width)
    let isDraft = outcome.status == .failed
    var opening = [OpeningComment.text(source: outcome.lab.sourceName)]
    if isDraft { opening += DraftHeading.lines(outcome.diagnostics) }
    return ReportWriter.report(
      of: executed, opening: opening, style: style, showsErrors: isDraft)
  }
}
