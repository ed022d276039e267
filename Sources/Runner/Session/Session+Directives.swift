import Bedrock
import Figures
import Notebook

/// What a directive, or a sweep of it, came to.
struct DirectiveOutcome {
  var values: Record
  var results: [StatementResult]
}

extension Session {
  /// Carries out a directive's call, also one that sweeps over a parameter.
  mutating func carryOut(
    _ call: DirectiveCall, folder: String, _ diagnostics: inout [Diagnostic]
  ) throws -> DirectiveOutcome {
    guard let directive = host.register[call.verb.text] else { throw unknown(call.verb) }
    if let name = call.name { try claim(name) }
    let name = call.name?.text ?? call.verb.text
    let occurrence = occurrences[name, default: 0]
    occurrences[name] = occurrence + 1
    let run = DirectiveRun(
      directive: directive, name: name, seed: lab.frontMatter.seed, occurrence: occurrence,
      evaluator: Evaluator(environment: environment), host: host, folder: folder,
      source: lab.file.path)
    guard let sweep = try Sweep(of: call, run: run) else {
      let outcome = try run.outcome(of: call, &diagnostics)
      return DirectiveOutcome(
        values: outcome.values, results: outcome.blocks.map(StatementResult.outcome))
    }
    return try sweep.outcome(&diagnostics)
  }

  private func unknown(_ verb: Name) -> Diagnostic {
    let known = host.register.verbs + DirectiveRegister.languageVerbs
    let suggestion = EditDistance.suggestion(for: verb.text, among: known)
    return .error("unknown directive '\(verb.text)'", at: verb.span, suggestion: suggestion)
  }
}

/// One directive with all that it needs to run, once or for each value of a sweep.
struct DirectiveRun {
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

  /// Reads a call's arguments and runs the directive, or takes what it came to before.
  ///
  /// - Throws: `StatementFailure` with all that is wrong with the call, `DependencyFailed`.
  func outcome(of call: DirectiveCall, _ diagnostics: inout [Diagnostic]) throws -> Outcome {
    var reader = ParameterReader(reading: call, evaluator: evaluator)
    let directive = directive.init(&reader)
    reader.finish()
    if let failed = reader.failedDependency, reader.diagnostics.isEmpty { throw failed }
    guard reader.diagnostics.isEmpty else { throw StatementFailure(reader.diagnostics) }
    let execution = execution(of: directive)
    let result: CachedResult
    do {
      result = try execution.result(parameters: reader.effective, cache: host.cache) { warning in
        diagnostics.append(Diagnostic(.warning, warning, at: call.verb.span))
      }
    } catch let error as DirectiveError {
      throw StatementFailure([diagnostic(error, in: call)])
    }
    return result.outcome
  }

  private func execution(of directive: any Directive) -> DirectiveExecution {
    DirectiveExecution(
      directive: directive, verb: type(of: directive).documentation.verb, seed: seed, name: name,
      occurrence: occurrence,
      files: NamedFiles(folder: folder, access: host.files),
      show: {
        [host, source, start = ContinuousClock.now, verb = type(of: directive).documentation.verb]
        progress in
        let text = ProgressText.text(verb, progress, ContinuousClock.now - start)
        host.progress("\(source): \(text)")
      })
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
