import Bedrock
import Engine
import Numerics
import Testing

@Suite("Models in files")
struct ModelFileTests {
  @Test("a model comes back from its file", arguments: ModelFixture.configurations)
  func roundTrip(_ configuration: ModelConfiguration) throws {
    let weights = try ModelFixture.weights(configuration)
    let bytes = weights.safetensors(metadata: [("tokenizer", "…")])
    let file = try Safetensors(bytes)
    #expect(try ModelWeights(file) == weights)
    #expect(file.metadataValue("tokenizer") == "…")
  }

  @Test("what PyTorch wrote is written again with the same tensors", arguments: ModelFixture.names)
  func names(_ name: String) throws {
    let original = try Safetensors(ModelFixture.bytes(name))
    let file = try Safetensors(ModelWeights(original).safetensors())
    #expect(Set(file.entries.map(\.name)) == Set(original.entries.map(\.name)))
    for entry in original.entries {
      #expect(try file.tensor(entry.name) == original.tensor(entry.name))
    }
  }

  @Test("half floats halve the file and are read back rounded")
  func half() throws {
    let weights = try ModelFixture.weights(ModelFixture.configurations[0])
    let bytes = weights.safetensors(format: .f16)
    let read = try ModelWeights(try Safetensors(bytes))
    #expect(read.safetensors(format: .f16) == bytes)
    #expect(read[.tokenEmbedding]!.distance(to: weights[.tokenEmbedding]!) < 1e-3)
  }

  @Test("GPT-2's names may lack their prefix, and masks are passed over")
  func bareNames() throws {
    let weights = try ModelFixture.weights(ModelFixture.configurations[2])
    var tensors = weights.storedTensors().map { stored in
      (name: stored.name.replacing("transformer.", with: ""), tensor: stored.tensor)
    }
    tensors.append((name: "h.0.attn.bias", tensor: Tensor(zeros: [1, 1, 4, 4])))
    let file = try Safetensors(Safetensors.encode(tensors))
    #expect(try ModelWeights(file, configuration: weights.configuration) == weights)
    #expect(throws: ModelError.self) { try ModelWeights(file) }
  }

  @Test("a missing, an unknown and a misshapen tensor are refused by name")
  func refused() throws {
    let weights = try ModelFixture.weights(ModelFixture.configurations[0])
    let tensors = weights.storedTensors()
    func read(_ tensors: [(name: String, tensor: Tensor)]) throws -> ModelWeights {
      try ModelWeights(
        Safetensors(Safetensors.encode(tensors)), configuration: weights.configuration)
    }
    #expect(throws: ModelError.missingTensor("model.norm.weight")) {
      try read(Array(tensors.dropLast()))
    }
    #expect(throws: ModelError.unknownTensor("more")) {
      try read(tensors + [(name: "more", tensor: Tensor([1]))])
    }
    var wrong = tensors
    wrong[0].tensor = Tensor(zeros: [36, 24])
    #expect(
      throws: ModelError.wrongShape(
        name: "model.embed_tokens.weight", shape: [36, 24], expected: [37, 24])
    ) { try read(wrong) }
  }
}
