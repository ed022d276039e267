import Bedrock
import Engine
import Models
import Notebook

/// A model as a lab names it: a built-in one, a fetched one, one that an earlier directive
/// made, or a file.
enum ModelReference: Sendable {
  case builtIn(String)
  /// A known model in the folder of fetched ones.
  case fetched(ModelStore.Known)
  case made(ModelValue)
  case file(String)

  /// The models that have a name of their own: those inside the program, and those that can be fetched.
  static var knownNames: [String] { ModelLibrary.names + ModelStore.known.map(\.name) }

  /// What it is called in captions and sentences.
  var name: String {
    switch self {
    case .builtIn(let name), .file(let name): name
    case .fetched(let model): model.name
    case .made(let value): value.name
    }
  }

  /// A name outside the lab's own: a built-in or known model, or the path of a file.
  init?(named name: String) {
    if ModelLibrary.names.contains(name) {
      self = .builtIn(name)
    } else if let model = ModelStore.model(named: name) {
      self = .fetched(model)
    } else if name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }) {
      self = .file(name)
    } else {
      return nil
    }
  }
}

extension ParameterType where T == ModelReference {
  /// A model: a bound result (`model=sft`) goes before a built-in or fetched name (`model=tinyworld`);
  /// a text is the path of a GGUF or safetensors file.
  static var model: Self {
    ParameterType(
      name: "model",
      allowed: ModelReference.knownNames.joined(separator: ", ") + ", a result, or a file",
      placeholder: .builtIn(""),
      text: { $0.name },
      fingerprint: { reference in
        switch reference {
        case .builtIn(let name): .array(["built in", .string(name)])
        case .fetched(let model): .array(["fetched", .string(model.name)])
        case .made(let value): .array(["made", .string(value.name), .string(value.sha256)])
        case .file(let path): .array(["file", .string(path)])
        }
      },
      decode: { atom, evaluator in
        if case .path(let path) = atom, path.steps.isEmpty,
          evaluator.environment[path.root.text] == nil,
          !evaluator.environment.failed.contains(path.root.text)
        {
          return try named(path.root.text, evaluator)
        }
        return try reference(evaluator.evaluateIncludingRecords(atom), evaluator)
      })
  }

  private static func named(_ name: String, _ evaluator: Evaluator) throws -> ModelReference {
    if let reference = ModelReference(named: name) { return reference }
    let known = ModelReference.knownNames + evaluator.environment.bindings.keys.sorted()
    let suggestion = EditDistance.suggestion(for: name, among: known)
    throw ParameterMismatch(
      "names no model: there is no '\(name)'"
        + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), suggestion: suggestion)
  }

  private static func reference(_ value: Value, _ evaluator: Evaluator) throws -> ModelReference {
    switch value {
    case .model(let model): return .made(model)
    case .string(let name): return try named(name, evaluator)
    case .record(let record):
      guard case .model(let model)? = record["model"] else {
        throw ParameterMismatch("must be a model, and this result holds none")
      }
      return .made(model)
    default: throw ParameterMismatch("must be a model, not \(value.typeName)")
    }
  }
}

/// The parameter `model=`, and the front matter's model in its place.
struct ModelChoice: Sendable {
  /// The model of the call itself.
  let given: ModelReference?
  /// The front matter's, which serves where no other source was given.
  let fallback: ModelReference?

  init(_ parameters: inout ParameterReader, help: String = "the model that is asked") {
    given = parameters.optional("model", .model, help: help, absent: "the front matter's")
    fallback = parameters.defaultModel().flatMap(ModelReference.init(named:))
  }

  /// The model, for a directive that has no other source.
  func required(by verb: String) throws -> ModelReference {
    guard let reference = given ?? fallback else {
      throw DirectiveError(
        "'\(verb)' needs a model: 'model=' here, or 'model:' in the front matter")
    }
    return reference
  }
}
