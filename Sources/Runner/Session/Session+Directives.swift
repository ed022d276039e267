import Bedrock
import Notebook

extension Session {
  /// Runs a directive, once or for each value that it sweeps over, and notes in the statement what
  /// came of it.
  mutating func runDirective(
    _ call: DirectiveCall, folder: String, in executed: inout ExecutedStatement,
    _ diagnostics: inout [Diagnostic]
  ) throws {
    guard let directive = host.register[call.verb.text] else { throw unknown(call.verb) }
    if let name = call.name { try claim(name) }
    let name = call.name?.text ?? call.verb.text
    let occurrence = occurrences[name, default: 0]
    occurrences[name] = occurrence + 1
    let run = DirectiveRun(
      directive: directive, name: name, seed: lab.frontMatter.seed, occurrence: occurrence,
      evaluator: Evaluator(environment: environment), host: host, folder: folder,
      source: lab.file.path, limit: limit, meter: WorkMeter(limit: limit, verb: call.verb.text))
    if let sweep = try Sweep(of: call, run: run) {
      try sweep.run(in: &executed, &diagnostics)
    } else {
      let outcome = try run.outcome(of: call, &diagnostics)
      executed.values = outcome.values
      executed.results = outcome.blocks.map(StatementResult.outcome)
    }
    environment.bind(
      name, Environment.Binding(.record(executed.values), at: (call.name ?? call.verb).span))
  }

  private func unknown(_ verb: Name) -> Diagnostic {
    let known = host.register.verbs + DirectiveRegister.languageVerbs
    let suggestion = EditDistance.suggestion(for: verb.text, among: known)
    return .error("unknown directive '\(verb.text)'", at: verb.span, suggestion: suggestion)
  }
}
