import Directives
import Figures
import Notebook
import Testing

@Suite struct RegisterTests {
  @Test("every directive documents itself: summary, discussion, results, every parameter")
  func documentation() {
    for directive in Directives.register.all {
      let documentation = directive.documentation
      #expect(documentation.summary.utf8.last == UInt8(ascii: "."), "\(documentation.verb)")
      #expect(!documentation.discussion.isEmpty)
      #expect(!documentation.results.isEmpty)
      #expect(!documentation.examples.isEmpty)
      for parameter in ParameterReader.declarations(of: directive) {
        #expect(!parameter.help.isEmpty, "\(documentation.verb) \(parameter.name)")
        #expect(parameter.help.utf8.count <= 100, "\(documentation.verb) \(parameter.name)")
      }
    }
  }

  @Test(
    "every example runs, its claims hold, and no label of its pictures overlaps or leaves")
  func examples() {
    for directive in Directives.register.all {
      for example in directive.documentation.examples {
        let run = LabRun(example.source)
        #expect(run.errors == [], "\(directive.documentation.verb): \(example.title)")
        for figure in run.figures {
          for width in [320, 720, 1200] {
            let problems = SVGAudit.problems(of: figure, width: width)
            #expect(problems == [], "\(directive.documentation.verb): \(example.title), \(width)")
          }
        }
      }
    }
  }

  @Test(
    "every result that is documented is bound by some call, and every one bound is documented")
  func results() {
    for directive in Directives.register.all {
      let verb = directive.documentation.verb
      let documented = directive.documentation.results.map(\.name)
      #expect(Set(documented).count == documented.count)
      var bound: Set<String> = []
      for source in directive.documentation.examples.map(\.source) + Self.furtherCalls(verb) {
        let run = LabRun(source)
        #expect(run.errors == [], "\(verb): \(source)")
        for (name, ofVerb) in run.verbs where ofVerb == verb {
          guard case .record(let record)? = run.environment[name]?.value else { continue }
          bound.formUnion(record.names)
        }
      }
      bound.subtract(["sweep", "runs"])
      // A training that learns to copy would take a minute; chapter 12's binds it.
      if verb == "train" { bound.insert("half_step") }
      #expect(bound == Set(documented), "\(verb): \(bound.symmetricDifference(documented))")
    }
  }

  /// Calls that bind what a directive's examples leave out.
  private static func furtherCalls(_ verb: String) -> [String] { further[verb] ?? [] }

  private static let further: [String: [String]] = [
    "ablate": ["ablate \"The dog\" model=tinyworld layer=1 head=1 target=\" was\" against=\" is\""],
    "lens": ["lens \"The dog\" model=tinyworld positions=all"],
    "train": [
      "train corpus=echoes documents=100 layers=1 width=16 heads=2 steps=4 induction=true"
        + " samples=[\"ab\"] sample_tokens=2"
    ],
    "grok": ["grok network=quadratic modulus=5 width=8 steps=4 control=true"],
    "finetune": ["finetune data=tinyworld model=tinyworld steps=1 held_out=0.2"],
    "reward": [
      "reward data=tinyworld model=tinyworld steps=1 probes=[[\"Why?\", \"Because.\"]]"
    ],
    "dpo": ["dpo data=tinyworld model=tinyworld steps=1 held_out=0.2"],
    "compare": ["compare \"The\" models=[tinyworld] continuations=[\" dog\"] draws=2 tokens=2"],
    "quantize": [
      "quantize [[1, 2], [3, 4]] formats=[int2, int6, bf16]",
      "quantize [[" + (1...32).map { "\($0)" }.joined(separator: ", ") + "]] formats=[q8_0, q4_1]",
      "quantize model=tinyworld format=int8 text=\"The dog was\"",
    ],
  ]

  // MARK: - Rules

  @Test("every rule is about parameters that there are, and about values that they may have")
  func ruleParameters() {
    for directive in Directives.register.all {
      let verb = directive.documentation.verb
      let declarations = ParameterReader.declarations(of: directive)
      let names = Set(declarations.map(\.name))
      for rule in ParameterReader.rules(of: directive) {
        for name in rule.parameters { #expect(names.contains(name), "\(verb): \(name)") }
        #expect(!rule.text.isEmpty)
        for (name, value) in rule.values {
          let allowed = declarations.first { $0.name == name }?.allowed ?? ""
          #expect(allowed.contains(value), "\(verb): \(name)=\(value)")
        }
      }
    }
  }

  @Test("a source is described by words of its own, and two sources differ in what they need")
  func sources() {
    for directive in Directives.register.all {
      for rule in ParameterReader.rules(of: directive) {
        guard case .sources(let sources, let purpose, _) = rule.kind else { continue }
        #expect(!purpose.isEmpty)
        #expect(Set(sources.map(\.words)).count == sources.count, "\(directive)")
        for source in sources { #expect(!source.words.isEmpty) }
      }
    }
  }

  /// An argument that a parameter surely takes, with the words of a choice, or a number in its range.
  private static func argument(_ parameter: ParameterReader.Declaration) -> String? {
    let first = parameter.allowed.split(separator: " | ").first.map(String.init)
    let value: String? =
      switch parameter.type {
      case "choice", "list of choices", "flag", "surface or formula", "vocabulary": first
      case "integer", "number": parameter.allowed.contains("at least 2") ? "2" : "0.5"
      case "vector", "number or list of numbers", "list of steps": "[1]"
      case "matrix", "vector or matrix": "[[1]]"
      case "text", "text or list of strings": "\"a\""
      case "list of strings": "[\"a\"]"
      case "model", "list of models": "tinyworld"
      case "token", "list of tokens": "0"
      default: nil
      }
    return value.map { "\(parameter.name)=\($0)" }
  }

  @Test("of every pair of parameters that two sources speak for, one is refused, and nothing traps")
  func pairs() {
    for directive in Directives.register.all {
      let verb = directive.documentation.verb
      let parameters = ParameterReader.declarations(of: directive)
      for rule in ParameterReader.rules(of: directive) {
        guard case .sources(let sources, _, _) = rule.kind else { continue }
        for first in parameters {
          for second in parameters where first.name != second.name {
            let (a, b) = (first.name, second.name)
            let isKey = { (name: String) in sources.contains { $0.needs.contains(name) } }
            let fitTogether = sources.contains {
              $0.parameters.contains(a) && $0.parameters.contains(b)
            }
            guard isKey(a), isKey(b), !fitTogether, let x = Self.argument(first),
              let y = Self.argument(second)
            else { continue }
            let errors = Self.read("\(verb) \(x) \(y)", directive)
            #expect(
              errors.contains { $0.contains("takes one source") }, "\(verb) \(x) \(y): \(errors)")
          }
        }
      }
    }
  }

  @Test("every parameter that only goes with something is refused without it, by name")
  func conditions() {
    for directive in Directives.register.all {
      let verb = directive.documentation.verb
      let parameters = ParameterReader.declarations(of: directive)
      for rule in ParameterReader.rules(of: directive) {
        guard case .only(let names, let condition) = rule.kind else { continue }
        // Alone it is refused by this rule, or before it because the source is missing.
        for parameter in parameters where names.contains(parameter.name) {
          guard let argument = Self.argument(parameter) else { continue }
          let holdsByDefault = condition.holdsByDefault(parameters)
          let errors = Self.read("\(verb) \(argument)", directive)
          #expect(!errors.isEmpty || holdsByDefault, "\(verb) \(argument)")
        }
      }
    }
  }

  /// The errors of a call that is read and not run.
  private static func read(_ source: String, _ directive: any Directive.Type) -> [String] {
    let text = "```swiftlab\n\(source)\n```\n"
    let lab = ParsedLab(parsing: SourceFile(path: "test.md", utf8: Array(text.utf8)))
    guard case .directive(let call)? = lab.blocks.first?.statements.first else {
      return lab.diagnostics.map(\.message)
    }
    var reader = ParameterReader(reading: call, evaluator: Evaluator(environment: .empty))
    _ = directive.init(&reader)
    reader.finish()
    return reader.diagnostics.map(\.message)
  }
}

extension ParameterCondition {
  /// Whether it holds where nothing is said; so far as defaults tell.
  fileprivate func holdsByDefault(_ parameters: [ParameterReader.Declaration]) -> Bool {
    switch self {
    case .given, .source, .above: false
    case .absent: true
    case .value(let name, let values):
      parameters.first { $0.name == name }?.defaultText.map { text in
        values.contains { text.contains($0) }
      } ?? false
    case .any(let conditions): conditions.contains { $0.holdsByDefault(parameters) }
    case .all(let conditions): conditions.allSatisfy { $0.holdsByDefault(parameters) }
    case .named(_, let condition): condition.holdsByDefault(parameters)
    }
  }
}
