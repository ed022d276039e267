import Bedrock
import Figures
import Notebook

/// Carries one lab from its file to its report's bytes; it writes nothing but into the cache.
struct LabRunner: Sendable {
  let product: Product
  let workspace: Workspace
  let options: RunOptions
  /// What is known from earlier runs; `nil` where everything is to be computed anew.
  let cache: RunCache?
  let readable: ReadableFolders
  private let hashes: FileHashes
  /// The labs of this run whose results others use.
  let shared: SharedLabs
  let progress: @Sendable (String) -> Void
  /// Is told of each directive that begins.
  var announce: @Sendable (SourceSpan) -> Void = { _ in }

  init(
    product: Product, workspace: Workspace, options: RunOptions,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.product = product
    self.workspace = workspace
    self.options = options
    self.progress = progress
    readable = ReadableFolders(
      workspace, besides: options.allowedFolders + [product.modelFolder].compactMap(\.self))
    cache = RunCache(product: product, workspace: workspace, options: options)
    hashes = cache?.hashes ?? FileHashes(folder: nil)
    shared = SharedLabs(
      graph: UseGraph(
        files: FileAccess(
          workspace: workspace, readable: readable, tracksInputs: false,
          questions: FileQuestions(), hashes: hashes)))
  }

  /// A lab that was read, or why it could not be.
  struct Prepared: Sendable {
    var lab: LabFile
    var bytes: Result<[UInt8], FileError>

    /// The lab taken to pieces.
    var parsed: Result<ParsedLab, FileError> {
      bytes.map { ParsedLab(parsing: SourceFile(path: lab.path, utf8: $0)) }
    }
  }

  func prepare(_ lab: LabFile) -> Prepared {
    do {
      let bytes = try LabSource(workspace: workspace, readable: readable).bytes(of: lab)
      return Prepared(lab: lab, bytes: .success(bytes))
    } catch let error as FileError {
      return Prepared(lab: lab, bytes: .failure(error))
    } catch {
      return Prepared(lab: lab, bytes: .failure(FileError(lab.path, "cannot be read", "\(error)")))
    }
  }

  func run(_ prepared: Prepared) -> LabOutcome {
    switch prepared.bytes {
    case .failure(let error):
      var outcome = LabOutcome(lab: prepared.lab, status: .failed)
      outcome.fileErrors = [error]
      if options.format == .json {
        outcome.json = LabDocument.json(of: outcome, executed: nil)
      }
      return outcome
    case .success(let bytes): return known(prepared.lab, bytes) ?? run(prepared.lab, bytes)
    }
  }

  /// A lab that ended the process that worked on it.
  func broken(_ prepared: Prepared, _ verdict: IsolationState.Verdict) -> LabOutcome {
    var outcome = LabOutcome(lab: prepared.lab, status: .failed)
    let bytes =
      verdict.path == prepared.lab.path
      ? try? prepared.bytes.get()
      : try? FileSystem.read(workspace.absolute(verdict.path), limit: FileLimits.lab)
    let file = SourceFile(path: verdict.path, utf8: bytes ?? [])
    let span = file.span(ofLine: verdict.line, column: verdict.column)
    outcome.diagnostics = [.error(verdict.reason, at: span)]
    if options.format == .json { outcome.json = LabDocument.json(of: outcome, executed: nil) }
    return outcome
  }

  // MARK: From the cache

  private func subject(_ lab: LabFile, _ bytes: [UInt8]) -> ReportCache.Subject {
    ReportCache.Subject(
      lab: lab, bytes: bytes, output: options.output, format: options.format,
      isSafe: options.isUntrusted,
      readable: readable.paths,
      tracksInputs: options.tracksInputs)
  }

  /// Whether reports are looked up as a whole: what `--set` changes, and what standard input brings,
  /// is not worth keeping.
  private func keepsReport(of lab: LabFile) -> Bool {
    options.format != .json && options.settings.isEmpty && options.limit == nil
      && !options.isInPlace
      && lab != .standardInput
  }

  private func known(_ lab: LabFile, _ bytes: [UInt8]) -> LabOutcome? {
    guard let cache, keepsReport(of: lab) else { return nil }
    return cache.reports.outcome(of: subject(lab, bytes))
  }

  // MARK: By running

  private func run(_ lab: LabFile, _ bytes: [UInt8]) -> LabOutcome {
    let start = ContinuousClock.now
    let questions = FileQuestions()
    let parsed = ParsedLab(parsing: SourceFile(path: lab.path, utf8: bytes))
    if lab != .standardInput, let name = parsed.frontMatter.model?.text,
      let note = product.absentModel(name)
    {
      return skipped(lab, parsed, note)
    }
    let outcome = run(parsed, lab, bytes, questions)
    if let cache, keepsReport(of: lab) {
      cache.reports.keep(
        outcome, of: subject(lab, bytes), answers: questions.answers,
        cost: ContinuousClock.now - start)
    }
    return outcome
  }

  /// A lab whose model is not on this machine: its committed report stands.
  private func skipped(_ lab: LabFile, _ parsed: ParsedLab, _ note: String) -> LabOutcome {
    var outcome = LabOutcome(lab: lab, status: .skipped)
    outcome.title = parsed.frontMatter.title
    outcome.summary = parsed.frontMatter.summary
    outcome.notes = ["\(lab.path): note: skipped: \(note)"]
    if options.format == .json { outcome.json = LabDocument.json(of: outcome, executed: nil) }
    return outcome
  }

  private func run(
    _ parsed: ParsedLab, _ lab: LabFile, _ bytes: [UInt8], _ questions: FileQuestions
  ) -> LabOutcome {
    let carriedOut = carriedOut(parsed, lab, bytes, questions)
    if let note = carriedOut.skipNote { return skipped(lab, parsed, note) }
    let executed = carriedOut.executed
    var outcome = LabOutcome(lab: lab, status: carriedOut.hasErrors ? .failed : .ok)
    outcome.title = parsed.frontMatter.title
    outcome.summary = parsed.frontMatter.summary
    outcome.diagnostics = carriedOut.diagnostics
    outcome.source = bytes
    outcome.notes = carriedOut.notes
    outcome.inputs = carriedOut.results.inputs
    switch options.format {
    case .markdown where options.isInPlace && outcome.status == .ok:
      writeInPlace(executed, &outcome)
    case .html where outcome.status == .ok:
      let places = ReportPlaces(
        workspace: workspace, output: options.output, isSafe: options.isUntrusted)
      outcome.report = product.page(
        places.pageSource(
          of: report(of: executed, &outcome), at: lab.pathInOutput,
          title: outcome.title ?? PathText.stem(of: lab.pathInOutput), questions))
    case .markdown, .html: outcome.report = report(of: executed, &outcome)
    case .json: outcome.json = LabDocument.json(of: outcome, executed: executed)
    }
    return outcome
  }

  // MARK: Carrying out

  /// The results of a lab for another one, whose lab asks for them.
  func results(of path: String, realPath: String, for user: String) -> SharedLabs.Answer {
    shared.results(of: path, realPath: realPath, for: user) {
      let lab = LabFile(path: path, in: workspace)
      switch prepare(lab).bytes {
      case .failure(let error): return .unreadable(error)
      case .success(let bytes):
        let parsed = ParsedLab(parsing: SourceFile(path: lab.path, utf8: bytes))
        if let name = parsed.frontMatter.model?.text, let note = product.absentModel(name) {
          return .absentModel(note)
        }
        let made = carryOut(parsed, lab, bytes, FileQuestions())
        if let note = made.skipNote { return .absentModel(note) }
        return .done(made)
      }
    }
  }

  /// The lab carried out; its questions to the file system are asked here, or, where another lab's use
  /// has asked them before, noted.
  private func carriedOut(
    _ parsed: ParsedLab, _ lab: LabFile, _ bytes: [UInt8], _ questions: FileQuestions
  ) -> CarriedOutLab {
    guard lab != .standardInput, let real = FileSystem.realPath(workspace.absolute(lab.path)) else {
      return carryOut(parsed, lab, bytes, questions)
    }
    let made = shared.shared(real) { carryOut(parsed, lab, bytes, questions) }
    for (question, answer) in made.results.answers { questions.note(question, answer) }
    return made
  }

  private func carryOut(
    _ parsed: ParsedLab, _ lab: LabFile, _ bytes: [UInt8], _ questions: FileQuestions
  ) -> CarriedOutLab {
    let host = host(for: lab, questions)
    var session = Session(lab: parsed, folder: PathText.parent(of: lab.path), host: host)
    let executed = session.run()
    let diagnostics = session.log.sorted
    let sha256 = options.tracksInputs ? CheckRecord.hash(bytes) : ""
    var results = LabResults(
      path: lab.path, environment: session.environment,
      firstError: diagnostics.first { $0.severity == .error },
      inputs: [CheckRecord.Input(path: lab.path, sha256: sha256)] + host.files.inputs,
      answers: questions.answers)
    let path = workspace.absolute(lab.path)
    if lab != .standardInput, let real = FileSystem.realPath(path) {
      results.ownAnswers = [.realPath(path): real, .content(real): ContentHash.hash(bytes).hex]
    }
    return CarriedOutLab(
      executed: executed, diagnostics: diagnostics, notes: session.notes,
      skipNote: session.skipNote, results: results)
  }

  private func writeInPlace(_ executed: ExecutedLab, _ outcome: inout LabOutcome) {
    let (bytes, problems) = InPlaceWriter.bytes(of: executed, style: style(of: executed))
    outcome.diagnostics += problems
    if problems.isEmpty { outcome.report = bytes } else { outcome.status = .failed }
  }

  private func host(for lab: LabFile, _ questions: FileQuestions) -> SessionHost {
    var links: LinkRewriter
    if lab == .standardInput {
      links = LinkRewriter(workspace: workspace)
    } else if options.isInPlace {
      links = LinkRewriter(workspace: workspace, inPlace: lab)
    } else {
      links = LinkRewriter(workspace: workspace, output: options.output, lab: lab)
    }
    links.questions = questions
    return SessionHost(
      register: product.register, modelNames: product.modelNames, settings: options.settings,
      files: FileAccess(
        workspace: workspace, readable: readable, tracksInputs: options.tracksInputs,
        questions: questions, hashes: hashes),
      links: links, limit: options.limit, isInPlace: options.isInPlace, cache: cache?.results,
      otherLabs: lab == .standardInput ? nil : self, profile: options.profile, progress: progress,
      announce: announce)
  }

  /// A lab's report, and beside it in the outcome the pictures that it links.
  private func report(of executed: ExecutedLab, _ outcome: inout LabOutcome) -> [UInt8] {
    let isDraft = outcome.status == .failed
    var opening = [OpeningComment.text(source: outcome.lab.sourceName)]
    if isDraft { opening += DraftHeading.lines(outcome.diagnostics) }
    let form = options.figures ?? executed.lab.frontMatter.figures
    let hasFolder =
      form == .svg && !isDraft && options.format == .markdown && outcome.lab != .standardInput
    let folder = PictureFolder(
      report: outcome.lab.pathInOutput, source: outcome.lab.sourceName,
      columns: executed.lab.frontMatter.width)
    let report = ReportWriter.report(
      of: executed, opening: opening, style: style(of: executed), showsErrors: isDraft,
      saysSentences: options.format == .html, folder: hasFolder ? folder : nil)
    outcome.pictures = report.pictures
    if hasFolder { outcome.diagnostics += Self.unnamed(executed) }
    return report.bytes
  }

  /// Warnings of blocks whose figures cannot be files, since nothing names them.
  private static func unnamed(_ executed: ExecutedLab) -> [Diagnostic] {
    executed.pieces.flatMap { piece -> [Diagnostic] in
      switch piece {
      case .block(let block) where block.block.options.label == nil && block.hasFigures:
        [
          Diagnostic(
            .warning,
            "this block's figures stay text: a picture's file is named after its block's label",
            at: block.block.infoSpan)
        ]
      case .part(let part, _): unnamed(part)
      case .block, .prose, .value: []
      }
    }
  }

  private func style(of executed: ExecutedLab) -> FigureStyle {
    let matter = executed.lab.frontMatter
    return FigureStyle(charset: matter.charset, width: matter.width)
  }
}
