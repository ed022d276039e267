import Directives
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

  @Test("every example runs without an error, and its expectations hold")
  func examples() {
    for directive in Directives.register.all {
      for example in directive.documentation.examples {
        let run = LabRun(example.source)
        #expect(run.errors == [], "\(directive.documentation.verb): \(example.title)")
      }
    }
  }

  @Test("every result that is documented is bound by some example, and no other")
  func results() {
    for directive in Directives.register.all {
      let documented = directive.documentation.results.map(\.name)
      #expect(Set(documented).count == documented.count)
      for example in directive.documentation.examples {
        let run = LabRun(example.source)
        for (name, verb) in run.verbs where verb == directive.documentation.verb {
          guard case .record(let record)? = run.environment[name]?.value else { continue }
          for name in record.names {
            #expect(documented.contains(name), "\(verb).\(name)")
          }
        }
      }
    }
  }
}
