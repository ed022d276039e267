import Bedrock
import Numerics

/// How files of one architecture tell their model.
///
/// A model starts as a plain build with the sizes that all architectures name alike; `configure` reads
/// what this one has besides.
struct GGUFArchitecture: Sendable {
  /// What `general.architecture` says.
  let name: String
  let family: ModelConfiguration.Family
  /// Which two numbers of a head are turned together.
  var layout = RotaryEmbedding.Layout.half
  var activation = Activation.silu
  /// Biases that a file may have or not; those of queries, keys and values it always may.
  var optionalBiases: [LayerParameter] = []
  /// Whether the table `rope_freqs` is read.
  var readsRotaryDivisors = false
  /// Whether a part of a head may be rotated.
  var rotatesParts = false
  /// Whether the gate stands above `ffn_up` in one tensor.
  var fusesGate = false
  /// Which norm its key for the number under the root names; that of the family unless given.
  var norm: NormKind?
  /// Keys of its namespace that llama.cpp does not read for it.
  var ignored: [String] = []
  var configure:
    @Sendable (_ keys: inout GGUFKeys, _ model: inout ModelConfiguration) throws -> Void = {
      _, _ in
    }

  /// All architectures that are run.
  static let all: [GGUFArchitecture] = [
    .llama, .qwen2, .qwen2moe, .qwen3, .qwen3moe, .gemma, .gemma2, .gemma3, .phi3, .gpt2, .smollm3,
    .granite, .granitemoe, .olmo2, .olmoe, .internlm2, .exaone, .gptneox, .starcoder2,
  ]

  static func named(_ name: String) throws(GGUFError) -> GGUFArchitecture {
    if let known = all.first(where: { $0.name == name }) { return known }
    let names = all.map(\.name).joined(separator: ", ")
    throw .unsupported(
      "GGUF files of the architecture '\(name)' are not run; those of \(names) are")
  }

  /// The names of all architectures that are run.
  package static var names: [String] { all.map(\.name) }
}

extension GGUFArchitecture {
  /// The model that a file of this architecture tells.
  func configuration(_ file: GGUFFile) throws -> ModelConfiguration {
    var keys = GGUFKeys(file, architecture: name)
    var model = try plainBuild(&keys)
    try requirePlain(&keys)
    try readRotation(&keys, &model)
    try readExperts(&keys, &model)
    try configure(&keys, &model)
    readBiases(file, &model)
    try keys.finish(ignoring: ignored)
    guard model.layers <= file.entries.count else {
      throw GGUFError.metadata(
        "\(name).block_count", problem: "is \(model.layers): too many for the tensors")
    }
    try model.validate()
    return model
  }

  private func plainBuild(_ keys: inout GGUFKeys) throws -> ModelConfiguration {
    guard let embedding = keys.file.entry("token_embd.weight"), embedding.shape.count == 2 else {
      throw ModelError.missingTensor("token_embd.weight")
    }
    let width = try keys.integer("embedding_length")
    let heads = try keys.sameInteger("attention.head_count")
    let headWidth = try keys.integer("attention.key_length", default: width / max(heads, 1))
    guard try keys.integer("attention.value_length", default: headWidth) == headWidth else {
      throw GGUFError.unsupported("values of another width than keys are not run")
    }
    let kind = norm ?? (family == .gpt2 ? .layer : .rms)
    let epsilon = kind == .layer ? "layer_norm_epsilon" : "layer_norm_rms_epsilon"
    let hasExperts = try keys.integer("expert_count", default: 0) > 0
    var model =
      family == .llama
      ? ModelConfiguration.llama(
        vocabularySize: embedding.shape[0], width: width,
        layers: try keys.integer("block_count"), heads: heads,
        keyValueHeads: try keys.sameInteger("attention.head_count_kv", default: heads),
        headWidth: headWidth,
        hiddenWidth: try keys.sameInteger("feed_forward_length", default: hasExperts ? 1 : nil),
        context: try keys.integer("context_length"), rotaryLayout: layout)
      : .gpt2(
        vocabularySize: embedding.shape[0], width: width,
        layers: try keys.integer("block_count"), heads: heads,
        hiddenWidth: try keys.sameInteger("feed_forward_length"),
        context: try keys.integer("context_length"))
    model.activation = activation
    model.normEpsilon = Float(try keys.number("attention.\(epsilon)"))
    model.tiesEmbeddings = keys.file.entry("output.weight") == nil
    model.outputHasBias = keys.file.entry("output.bias") != nil
    return model
  }

  /// Refuses what llama.cpp computes otherwise than any model here.
  private func requirePlain(_ keys: inout GGUFKeys) throws {
    try keys.require(
      "attention.causal", toBe: 1, else: "models whose tokens see what follows them are not run")
    try keys.require(
      "pooling_type", toBe: 0, else: "models that make one vector of a text are not run")
    try keys.require(
      "nextn_predict_layers", toBe: 0,
      else: "layers that predict several tokens are not run")
    try keys.require(
      "attention.max_alibi_bias", toBe: 0, else: "positions by ALiBi are not run")
    try keys.require(
      "attention.clamp_kqv", toBe: 0, else: "queries, keys and values with a clamp are not run")
    if family == .gpt2, try keys.sameInteger("attention.head_count_kv", default: 1) > 1 {
      let heads = try keys.sameInteger("attention.head_count")
      guard try keys.sameInteger("attention.head_count_kv", default: heads) == heads else {
        throw GGUFError.unsupported(
          "shared keys and values in files of the architecture '\(name)' are not run")
      }
    }
  }

  /// The biases that the file has.
  private func readBiases(_ file: GGUFFile, _ model: inout ModelConfiguration) {
    let fused = file.entry("blk.0.attn_qkv.bias") != nil
    let always: [LayerParameter] = [.queryBias, .keyBias, .valueBias]
    for bias in always where fused || file.entry("blk.0.\(bias.nameInGGUF)") != nil {
      model.biases.insert(bias)
    }
    for bias in optionalBiases where file.entry("blk.0.\(bias.nameInGGUF)") != nil {
      model.biases.insert(bias)
    }
  }

  private func readExperts(_ keys: inout GGUFKeys, _ model: inout ModelConfiguration) throws {
    let count = try keys.integer("expert_count", default: 0)
    let used = try keys.sameInteger("expert_used_count", default: 0)
    try keys.require(
      "expert_group_count", toBe: 0, else: "experts in groups are not run")
    try keys.require(
      "expert_group_used_count", toBe: 0, else: "experts in groups are not run")
    guard count > 0 else {
      guard used == 0 else {
        throw GGUFError.metadata(
          "\(name).expert_used_count", problem: "is \(used), and there are no experts")
      }
      return
    }
    model.experts = ExpertRouting(
      count: count, used: used, width: model.hiddenWidth, normalizesWeights: true)
    let (total, overflow) = count.multipliedReportingOverflow(by: model.hiddenWidth)
    model.hiddenWidth = overflow ? 0 : total
  }
}

extension ModelConfiguration {
  /// The configuration that a GGUF file's metadata tell.
  ///
  /// Throws if its architecture is not run, or has what this engine does not.
  init(_ file: GGUFFile) throws { self = try GGUFArchitecture(of: file).configuration(file) }

  /// Gives every expert other sizes than the feed-forward's, which most files do not use then.
  mutating func setExperts(width: Int, sharedWidth: Int = 0, gatesShared: Bool = false) {
    experts?.width = width
    experts?.sharedWidth = sharedWidth
    experts?.gatesShared = gatesShared
    hiddenWidth =
      experts.map { experts in
        let (total, overflow) = experts.count.multipliedReportingOverflow(by: width)
        let (all, tooMany) = total.addingReportingOverflow(sharedWidth)
        return overflow || tooMany ? 0 : all
      } ?? hiddenWidth
  }
}

extension GGUFArchitecture {
  init(of file: GGUFFile) throws(GGUFError) {
    guard let name = try file.text("general.architecture") else {
      throw .metadata("general.architecture", problem: "is missing")
    }
    self = try Self.named(name)
  }
}
