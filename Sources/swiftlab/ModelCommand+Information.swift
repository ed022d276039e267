import Bedrock
import Directives
import Engine
import Models
import Runner

/// What is known of the models.
extension ModelCommand {
  func list() throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.count == 1 else { throw UsageError("'model list' takes no name") }
    for name in ModelLibrary.names {
      let source = ModelLibrary.named(name)
      print("\(name)  built in, \(source?.file.count ?? 0) bytes")
    }
    for model in ModelStore.known {
      let state =
        switch ModelStore.state(of: model) {
        case .there: "fetched"
        case .absent: "not on this machine"
        case .otherSize(let size):
          "not on this machine; a file of \(size) bytes stands in its place"
        }
      print("\(model.name)  \(state), \(model.byteCount) bytes (\(model.origin))")
    }
    return .success
  }

  func info(_ subject: String) throws -> CommandLineTool.ExitStatus {
    if let folder = folder(subject) {
      print("name", subject)
      describe(try LanguageModel(folder))
      return .success
    }
    let source = try model(subject)
    print("name", source.name)
    print("sha256", source.sha256)
    print("bytes", "\(source.file.count)")
    if GGUFFile.isGGUF(source.file) { printContents(of: try GGUFFile(source.file)) }
    describe(try source.load())
    return .success
  }

  private func describe(_ model: LanguageModel) {
    let configuration = model.configuration
    print("parameters", "\(configuration.parameterCount)")
    print("configuration", configuration.json.serialized())
    print("tokenizer", "\(model.tokenizer.name), \(model.tokenizer.vocabularySize) tokens")
    let special = model.tokenizer.specialTokens.map { "\($0.id) \($0.text)" }
    print("special tokens", special.joined(separator: ", "))
    print("start token", model.tokenizerRecord.startID.map(String.init) ?? "none")
    let ends = model.tokenizerRecord.endIDs.map(String.init).joined(separator: ", ")
    print("end tokens", ends.isEmpty ? "none" : ends)
  }

  /// What a GGUF file says of itself.
  private func printContents(of file: GGUFFile) {
    print("format", "GGUF version \(file.version), \(file.entries.count) tensors")
    for (key, value) in file.metadata where key != "tokenizer.chat_template" {
      print("  " + key, Self.text(of: value))
    }
    var counts: [(name: String, tensors: Int, bytes: Int)] = []
    for entry in file.entries {
      let index = counts.firstIndex { $0.name == entry.type.name } ?? counts.count
      if index == counts.count { counts.append((entry.type.name, 0, 0)) }
      counts[index].tensors += 1
      counts[index].bytes += entry.range.count
    }
    for (name, tensors, bytes) in counts {
      print("  stored as \(name)", "\(tensors) tensors, \(bytes) bytes")
    }
    let architecture = (try? file.text("general.architecture")) ?? ""
    let foreign = file.metadata.map(\.key).filter {
      GGUFSilence.isForeign($0, architecture: architecture)
    }
    print("foreign keys", foreign.isEmpty ? "none" : foreign.joined(separator: ", "))
    if case .string(let template)? = file["tokenizer.chat_template"] {
      print("chat template", Self.text(of: .string(template)))
    }
  }

  private static func text(of value: GGUFValue) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .large(let number): "\(number)"
    case .float(let number): JSON.float(number).serialized()
    case .double(let number): JSON.double(number).serialized()
    case .bool(let flag): "\(flag)"
    case .string(let text): JSON.string(text).serialized()
    case .array(let array): "\(array.count) of \(array.elementType)"
    }
  }

  /// Reads the whole file, and compares the hash of one that is known with what it must be.
  func verify(_ subject: String) throws -> CommandLineTool.ExitStatus {
    let source = try model(subject)
    let model = try source.load()
    _ = try model.transformer.logits([model.endOfText ?? 0])
    let expected =
      source.name == "tinyworld"
      ? TinyWorldRecipe.shippedSHA256 : ModelStore.model(named: source.name)?.sha256
    let sha256 = source.sha256
    if let expected, sha256 != expected {
      print("\(source.name): its SHA-256 is \(sha256), not \(expected)")
      return .failure
    }
    print("\(source.name): intact; SHA-256 \(sha256)")
    return .success
  }
}
