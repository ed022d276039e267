import Bedrock
import Notebook
import Synchronization

/// One directive with all that it needs to run, once or for each value of a sweep.
struct DirectiveRun: Sendable {
  let directive: any Directive.Type
  let name: String
  let seed: Int
  let occurrence: Int
  let evaluator: Evaluator
  let host: SessionHost
  /// The folder of the file that the call stands in.
  let folder: String
  /// The lab's path, for progress.
  let source: String
  let limit: WorkLimit
  /// Adds up what all runs of a sweep take.
  let meter: WorkMeter

  private var verb: String { directive.documentation.verb }
  private var files: NamedFiles { NamedFiles(folder: folder, access: host.files) }

  /// Reads a call's arguments and runs the directive, or takes what it came to before.
  ///
  /// - Throws: `StatementFailure` with all that is wrong with the call, `DependencyFailed`.
  func outcome(of call: DirectiveCall, _ diagnostics: inout [Diagnostic]) throws -> Outcome {
    var reader = ParameterReader(reading: call, evaluator: evaluator)
    let directive = directive.init(&reader)
    reader.finish()
    if let failed = reader.failedDependency, reader.diagnostics.isEmpty { throw failed }
    guard reader.diagnostics.isEmpty else { throw StatementFailure(reader.diagnostics) }
    do {
      return try remembered(directive, parameters: reader.effective) { warning in
        diagnostics.append(Diagnostic(.warning, warning, at: call.verb.span))
      }
    } catch let error as DirectiveError {
      throw StatementFailure([diagnostic(error, in: call)])
    }
  }

  /// What the directive comes to: from the cache, or else by running it.
  ///
  /// - Parameter warn: told every warning, also where the directive then fails.
  /// - Throws: what the directive throws.
  private func remembered(
    _ directive: any Directive, parameters: [(name: String, value: JSON)], warn: (String) -> Void
  ) throws -> Outcome {
    guard let cache = host.cache else { return try compute(directive, ReadLog(), warn).outcome }
    // What was admitted under another limit may not be under this one.
    let limited = limit == .standard ? [] : [(name: "limit", value: JSON.integer(limit.factor))]
    let key = CallKey(
      verb: verb, parameters: parameters + limited, seed: seed, name: name, occurrence: occurrence
    ).digest
    let known = cache.result(
      for: key, contentHash: files.contentHash,
      recompute: { try compute(directive, ReadLog()) { _ in }.outcome.values })
    if let known {
      for warning in known.warnings { warn(warning) }
      if let progress = known.progress { show(progress, since: ContinuousClock.now) }
      return known.outcome
    }
    let start = ContinuousClock.now
    let log = ReadLog()
    let result = try compute(directive, log, warn)
    if log.isReliable { cache.keep(result, for: key, cost: ContinuousClock.now - start) }
    return result.outcome
  }

  /// Runs the directive and notes what the cache has to know of the run.
  private func compute(
    _ directive: any Directive, _ log: ReadLog, _ warn: (String) -> Void
  ) throws -> CachedResult {
    let (latest, start) = (Latest(), ContinuousClock.now)
    var context = RunContext(
      random: RandomStream(seed: UInt64(seed), name: name, occurrence: occurrence), name: name,
      readFile: { [files] path in
        try log.noting(path, hash: ContentHash.hash) { try files.read(path) }
      },
      openFile: { [files] path in
        try log.noting(path, hash: \.contentHash) { try files.open(path) }
      },
      meter: meter,
      progress: { progress in
        latest.progress.withLock { $0 = progress }
        show(progress, since: start)
      })
    defer { for warning in context.warnings { warn(warning) } }
    let outcome = try directive.run(&context)
    try checkIsDeclared(outcome.values)
    return CachedResult(
      inputs: log.inputs, outcome: outcome, warnings: context.warnings,
      progress: latest.progress.withLock(\.self))
  }

  /// A result is bound by its declaration: a name that the documentation does not have binds nothing,
  /// and is the program's mistake.
  private func checkIsDeclared(_ values: Record) throws {
    let declared = Set(directive.documentation.results.map(\.name))
    guard let stray = values.names.first(where: { !declared.contains($0) }) else { return }
    throw DirectiveError("'\(verb)' has the result '\(stray)', which it does not declare")
  }

  /// Shows how far the directive has come.
  private func show(_ progress: RunContext.Progress, since start: ContinuousClock.Instant) {
    let text = ProgressText.text(verb, progress, ContinuousClock.now - start)
    host.progress("\(source): \(text)")
  }

  /// An error of the directive, placed at the argument that it blames.
  private func diagnostic(_ error: DirectiveError, in call: DirectiveCall) -> Diagnostic {
    let index = error.parameter.flatMap { argumentIndex(of: $0, in: call) }
    return .error(
      error.message, at: index.map { call.arguments[$0].span } ?? call.verb.span,
      suggestion: error.suggestion)
  }

  /// The argument that a parameter takes: the one of its name, or else the unnamed one in its place.
  func argumentIndex(of parameter: String, in call: DirectiveCall) -> Int? {
    if let named = call.arguments.firstIndex(where: { $0.key?.text == parameter }) { return named }
    var unnamed = call.arguments.indices.filter { call.arguments[$0].key == nil }[...]
    for declaration in ParameterReader.declarations(of: directive) where declaration.isPositional {
      let isNamed = call.arguments.contains { $0.key?.text == declaration.name }
      if declaration.name == parameter { return unnamed.first }
      if !isNamed { unnamed = unnamed.dropFirst() }
    }
    return nil
  }
}

/// The last that was heard of a directive's progress.
private final class Latest: Sendable {
  let progress = Mutex<RunContext.Progress?>(nil)
}
