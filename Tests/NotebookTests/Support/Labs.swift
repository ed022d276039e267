import Notebook

/// A lab from its text.
func lab(_ text: String) -> ParsedLab {
  ParsedLab(parsing: SourceFile(path: "lab.md", text: text))
}

/// A lab of one block that holds these lines.
func labOfBlock(_ content: String) -> ParsedLab {
  lab("```swiftlab\n" + content + "\n```\n")
}

/// The directives of a block, as they are written.
func statements(_ content: String) -> [Statement] {
  labOfBlock(content).blocks.flatMap(\.statements)
}

/// What is wrong with a block, without the places.
func messages(_ content: String) -> [String] {
  labOfBlock(content).diagnostics.map(\.fullMessage)
}

/// The one expression of `let x = …`.
func expression(_ text: String) throws -> Expression {
  let parsed = labOfBlock("let x = " + text)
  if let diagnostic = parsed.diagnostics.first { throw diagnostic }
  guard case .binding(_, let expression, _)? = parsed.blocks.first?.statements.first else {
    throw DirectiveError("no expression")
  }
  return expression
}

/// The one argument of a directive.
func atom(_ text: String) throws -> Atom {
  let parsed = labOfBlock("verb " + text)
  if let diagnostic = parsed.diagnostics.first { throw diagnostic }
  guard case .directive(let call)? = parsed.blocks.first?.statements.first,
    let argument = call.arguments.first
  else { throw DirectiveError("no argument") }
  return argument.atom
}

/// The value of an expression, with names bound.
func value(_ text: String, _ names: KeyValuePairs<String, Value> = [:]) throws -> Value {
  try Evaluator(environment: environment(names)).evaluate(expression(text))
}

/// A value as it is shown.
func shown(_ text: String, _ names: KeyValuePairs<String, Value> = [:]) throws -> String {
  ValueText.text(try value(text, names))
}

func environment(_ names: KeyValuePairs<String, Value>) -> Environment {
  var environment = Environment()
  for (name, value) in names { environment.bind(name, Environment.Binding(value)) }
  return environment
}

/// The message of the error that is thrown.
func message(_ body: () throws -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch let error as Diagnostic {
    return error.fullMessage
  } catch let error as ParameterMismatch {
    return error.message
  } catch {
    return "\(error)"
  }
}
