import Bedrock
import Engine
import Testing

/// What a file says and this engine does not do is refused, and never passed over.
struct RefusedModelTests {
  private func problem(_ model: SmallModel) -> String? {
    do {
      _ = try model.load()
      return nil
    } catch { return "\(error)" }
  }

  @Test(
    "a key that would change the numbers is refused by its name",
    arguments: [
      ("attention.causal", "bool", JSON.bool(false)),
      ("pooling_type", "u32", .integer(1)),
      ("expert_group_count", "u32", .integer(2)),
      ("rope.scaling.yarn_beta_fast", "f32", .double(16)),
      ("rope.scaling.type", "str", .string("dynamic")),
      ("attention.max_alibi_bias", "f32", .double(8)),
      ("attention.clamp_kqv", "f32", .double(8)),
      ("attn_logit_softcapping", "f32", .double(50)),
      ("logit_scale", "f32", .double(2)),
      ("something.new", "str", .string("x")),
      ("attention.value_length", "u32", .integer(7)),
    ])
  func keys(key: String, kind: String, value: JSON) throws {
    var model = try SmallModel.named("llama")
    model.set(key, kind, value)
    let problem = try #require(self.problem(model))
    #expect(
      problem.contains("llama.\(key)") || problem.contains("'dynamic'")
        || problem.contains("values of another width"), "\(problem)")
  }

  @Test(
    "a key that means nothing to a run is passed over",
    arguments: [
      ("vocab_size", "u32", JSON.integer(263)), ("rope.scaling.finetuned", "bool", .bool(true)),
      ("attention.causal", "bool", .bool(true)), ("tensor_data_layout", "str", .string("x")),
    ])
  func silent(key: String, kind: String, value: JSON) throws {
    var model = try SmallModel.named("llama")
    let whole = try model.load().transformer.logits([65, 66])
    model.set(key, kind, value)
    #expect(try model.load().transformer.logits([65, 66]) == whole)
  }

  @Test("a tensor too many, and one too few, is named") func tensors() throws {
    var model = try SmallModel.named("llama")
    model.tensors.append(("blk.0.attn_sinks.weight", [6], 1, 0))
    #expect(problem(model) == "the tensor 'blk.0.attn_sinks.weight' is not part of such a model")
    model = try SmallModel.named("qwen3")
    model.tensors.removeAll { $0.name == "blk.1.attn_k_norm.weight" }
    #expect(problem(model) == "the tensor 'blk.1.attn_k_norm.weight' is missing")
    model = try SmallModel.named("gemma2")
    model.tensors.append(("rope_freqs.weight", [5], 1, 1))
    #expect(problem(model) == "the tensor 'rope_freqs.weight' is not part of such a model")
  }

  @Test("a bias that only some layers have is missed") func someBiases() throws {
    var model = try SmallModel.named("llama, biases")
    model.tensors.removeAll { $0.name == "blk.1.attn_q.bias" }
    #expect(problem(model) == "the tensor 'blk.1.attn_q.bias' is missing")
    model = try SmallModel.named("llama, biases")
    model.tensors.removeAll { $0.name == "blk.0.attn_q.bias" }
    #expect(problem(model) == "the tensor 'blk.1.attn_q.bias' is not part of such a model")
  }

  @Test("a text that outgrows the rotation of short ones is refused") func longRotation() throws {
    let transformer = try SmallModel.named("phi3, long rope, long text").load().transformer
    var state = DecodingState(transformer.configuration, capacity: 4)
    _ = try transformer.logits([1, 2, 3, 4, 5, 6, 7, 8, 9], state: &state)
    #expect(throws: ModelError.contextExceeded(tokens: 10, context: 9)) {
      try transformer.logits([10], state: &state)
    }
  }
}
