import Bedrock
import Notebook

/// A part that is being carried out.
struct IncludeFrame: Sendable {
  /// The part's path as it is shown, and with symbolic links followed.
  var path: String
  var realPath: String
  /// The include that asked for it.
  var span: SourceSpan
}

extension Session {
  /// Parts within parts, at most.
  private static var depthLimit: Int { 32 }

  /// Puts a part in a block's place; `nil` for a block that includes nothing, or fails to.
  mutating func include(_ block: Block, folder: String) -> ExecutedPiece? {
    guard case .include(let path, let span)? = block.statements.first, block.statements.count == 1,
      block.diagnostics.isEmpty
    else { return nil }
    do throws(Diagnostic) {
      try checkOptions(of: block, at: span)
      let frame = try open(path, from: folder, at: span)
      let part = try parse(frame)
      try countPart(part, at: span)
      includes.append(frame)
      defer { includes.removeLast() }
      checkHasNoFrontMatter(part)
      var executed = execute(part, folder: PathText.parent(of: frame.path))
      if !block.options.output { executed.pieces = [] }
      return .part(executed, in: block)
    } catch {
      report(error)
      let failed = ExecutedStatement(statement: .include(path: path, span: span), state: .failed)
      return .block(ExecutedBlock(block: block, statements: [failed], diagnostics: [error]))
    }
  }

  private func checkOptions(of block: Block, at span: SourceSpan) throws(Diagnostic) {
    let options = block.options
    if options.caption != nil || options.alt != nil || options.expectError != nil {
      throw .error("a block that includes a part takes no caption, alt or expect-error", at: span)
    }
  }

  private func open(
    _ path: String, from folder: String, at span: SourceSpan
  ) throws(Diagnostic) -> IncludeFrame {
    let place: (real: String, shown: String)
    do {
      place = try host.files.resolve(path, from: folder)
    } catch {
      throw .error((error as? DirectiveError)?.message ?? "\(error)", at: span)
    }
    let frame = IncludeFrame(path: place.shown, realPath: place.real, span: span)
    let chain = includes.map(\.path) + [frame.path]
    if frame.realPath == host.files.realPath(lab.file.path)
      || includes.contains(where: { $0.realPath == frame.realPath })
    {
      let names = ([lab.file.path] + chain).map { VisibleText.line($0) }
      throw .error(
        "these includes form a cycle: \(names.joined(separator: " > "))", at: span)
    }
    if chain.count > Self.depthLimit {
      throw .error("parts are nested more than \(Self.depthLimit) deep", at: span)
    }
    return frame
  }

  private func parse(_ frame: IncludeFrame) throws(Diagnostic) -> ParsedLab {
    do {
      let bytes = try FileSystem.read(
        frame.realPath, shownAs: frame.path, limit: FileLimits.lab)
      host.files.note(frame.path, real: frame.realPath, bytes)
      return ParsedLab(
        parsing: SourceFile(path: frame.path, utf8: bytes),
        defaults: lab.frontMatter.blockDefaults)
    } catch {
      throw .error("\(error)", at: frame.span)
    }
  }

  /// Parts may include a part more than once, so that a few files make a very long lab.
  private mutating func countPart(_ part: ParsedLab, at span: SourceSpan) throws(Diagnostic) {
    included.parts += 1
    included.bytes += part.file.utf8.count
    let share = max(
      Double(included.parts) / Double(limit.parts),
      Double(included.bytes) / Double(limit.partBytes))
    guard share > 1 else { return }
    throw .error(
      "the parts of this lab, with those that they include, are more than \(limit.parts) or"
        + " longer than \(limit.partBytes) bytes; \(limit.remedy(for: share * 2))", at: span)
  }

  private mutating func checkHasNoFrontMatter(_ part: ParsedLab) {
    for case .frontMatter(let range) in part.pieces {
      report(
        .error(
          "a part has no front matter: the including lab's holds",
          at: SourceSpan(file: part.file, range: range.lowerBound..<range.lowerBound + 3)))
    }
  }
}
