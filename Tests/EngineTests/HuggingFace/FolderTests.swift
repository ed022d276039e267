import Bedrock
import Engine
import Foundation
import Numerics
import Testing

/// Folders of Hugging Face's, against transformers.
struct FolderTests {
  static let names = (try? FolderModel.all().map(\.name)) ?? []

  @Test("the fixture holds a folder of every kind") func complete() {
    #expect(Self.names.count >= 26)
  }

  @Test("logits are transformers'", arguments: names)
  func logits(name: String) throws {
    let model = try FolderModel.named(name)
    let ids = try FolderModel.integers("ids")
    let own = try model.load().transformer.logits(ids)
    var worst = 0.0
    for (position, row) in zip(try FolderModel.integers("positions"), model.logits) {
      for (id, expected) in row.enumerated() {
        worst = max(worst, abs(Double(own[position, id]) - expected))
      }
    }
    if ProcessInfo.processInfo.environment["SWIFTLAB_SHOW"] != nil {
      print("worst folder \(name): \(worst)")
    }
    #expect(worst < 5e-5)
  }

  @Test("a model in several files is the same model", arguments: ["llama", "mixtral", "gpt2"])
  func shards(name: String) throws {
    let model = try FolderModel.named(name)
    let ids = try FolderModel.integers("ids")
    #expect(
      try model.load(shards: 3).transformer.logits(ids) == model.load().transformer.logits(ids))
  }

  private func problem(_ model: FolderModel, shards: Int = 1) -> String {
    do {
      _ = try model.load(shards: shards)
      return "none"
    } catch { return "\(error)" }
  }

  @Test("missing and left-over tensors are named") func tensors() throws {
    var model = try FolderModel.named("llama")
    model.tensors.removeAll { $0.name == "model.layers.1.mlp.up_proj.weight" }
    #expect(problem(model) == "the tensor 'model.layers.1.mlp.up_proj.weight' is missing")
    model = try FolderModel.named("mixtral")
    model.tensors.removeAll { $0.name == "model.layers.0.block_sparse_moe.experts.3.w2.weight" }
    #expect(
      problem(model)
        == "the tensor 'model.layers.0.block_sparse_moe.experts.3.w2.weight' is missing")
    model = try FolderModel.named("llama")
    model.tensors.append(("model.layers.0.self_attn.q_norm.weight", [6], 1, 0))
    #expect(
      problem(model)
        == "the tensor 'model.layers.0.self_attn.q_norm.weight' is not part of such a model")
    model = try FolderModel.named("phi3")
    let index = try #require(
      model.tensors.firstIndex { $0.name == "model.layers.0.mlp.gate_up_proj.weight" })
    model.tensors[index].shape = [99, 36]
    #expect(
      problem(model)
        == "the tensor 'model.layers.0.mlp.gate_up_proj.weight' has the shape [99, 36], expected [100, 36]"
    )
  }

  @Test("a missing shard is named") func missingShard() throws {
    let model = try FolderModel.named("llama")
    let whole = model.folder(shards: 2)
    let folder = ModelFolder { name in
      name == "model-00002-of-00002.safetensors" ? nil : try whole.open(name)
    }
    #expect(throws: FolderError.missing("model-00002-of-00002.safetensors")) {
      try LanguageModel(folder)
    }
  }

  @Test(
    "what is something else than its name says is said to be that",
    arguments: [
      (
        "model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n",
        "'model.safetensors' is a pointer of Git LFS"
      ),
      (
        "model.safetensors", "\n<!DOCTYPE html><html></html>",
        "'model.safetensors' is a page of HTML"
      ),
      ("tokenizer.json", "<html>", "'tokenizer.json' is a page of HTML"),
      ("config.json", "", "'config.json' is empty"),
      ("model.safetensors", "{\"weight_map\": {}}", "'model.safetensors' is the index"),
      ("config.json", "{", "'config.json' cannot be read"),
    ])
  func disguises(file: String, text: String, problem expected: String) throws {
    var model = try FolderModel.named("llama")
    model.files[file] = Array(text.utf8)
    #expect(problem(model).hasPrefix(expected))
  }

  @Test("weights of PyTorch are said to be that") func pickles() throws {
    let whole = try FolderModel.named("llama").folder()
    let folder = ModelFolder { name in
      switch name {
      case "model.safetensors": nil
      case "pytorch_model.bin": FileBytes([0x80, 0x02, 0x7D])
      default: try whole.open(name)
      }
    }
    #expect(throws: FolderError.disguised("pytorch_model.bin", as: .pickle)) {
      try LanguageModel(folder)
    }
    for bytes: [UInt8] in [[0x80, 0x02, 0x8A], Array("<html>".utf8), []] {
      #expect(throws: ModelError.self) { try LanguageModel(bytes) }
    }
  }

  @Test(
    "what a configuration asks for and is not run is refused",
    arguments: [
      ("model_type", JSON.string("mamba"), "'mamba'"),
      ("hidden_act", .string("relu2"), "'relu2'"),
      (
        "rope_parameters", .object([("rope_type", "dynamic"), ("factor", .double(2))]), "'dynamic'"
      ),
    ])
  func refused(key: String, value: JSON, word: String) throws {
    var model = try FolderModel.named("llama")
    model.set(key, value)
    #expect(problem(model).contains(word))
  }

  @Test("older files tell the rotation apart") func olderRotation() throws {
    var model = try FolderModel.named("llama, yarn")
    let ids = try FolderModel.integers("ids")
    let whole = try model.load().transformer.logits(ids)
    model.set("rope_parameters", nil)
    model.set("rope_theta", .double(10_000))
    model.set(
      "rope_scaling",
      .object([
        ("type", "yarn"), ("factor", .double(4)),
        ("original_max_position_embeddings", .integer(32)),
      ]))
    #expect(try model.load().transformer.logits(ids) == whole)
  }

  @Test("ends and template come from the files beside") func settings() throws {
    var model = try FolderModel.named("llama")
    model.files["generation_config.json"] = Array("{\"eos_token_id\": [7, 2]}".utf8)
    model.files["tokenizer_config.json"] = Array(
      "{\"eos_token\": {\"content\": \"x\"}, \"chat_template\": \"{{ messages[0].content }}\"}".utf8
    )
    let record = try model.load().tokenizerRecord
    #expect(record.endIDs == [7, 2])
    let chat = try #require(record.chat)
    #expect(try chat.rendered([ChatMessage(role: "user", content: "Hi")]) == "Hi")
    model.files["chat_template.jinja"] = Array("own".utf8)
    #expect(try model.load().tokenizerRecord.chat?.template == "own")
  }
}
