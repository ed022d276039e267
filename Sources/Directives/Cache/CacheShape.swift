import Bedrock
import Engine
import Notebook

/// The sizes that decide what a token's keys and values take.
struct CacheShape: Sendable {
  /// What it is called in titles; empty for sizes of one's own.
  var name = ""
  let layers: Int
  /// The query heads, where they are known.
  let heads: Int?
  let keyValueHeads: Int
  let headWidth: Int
  let bytesPerValue: Double
  /// All sizes, for a model whose operations can be counted.
  var configuration: ModelConfiguration?

  /// Keys and values of all layers: 2 · layers · KV heads · head width · bytes a value.
  func bytesPerToken(keyValueHeads: Int? = nil) -> Double {
    2 * Double(layers) * Double(keyValueHeads ?? self.keyValueHeads) * Double(headWidth)
      * bytesPerValue
  }

  /// The formula with these sizes in it.
  var formula: String {
    "2 × \(layers) layers × \(counted: keyValueHeads, "KV head") × \(headWidth) wide"
      + " × \(Wording.short(bytesPerValue)) bytes"
  }

  /// How keys and values may be shared: the shape's own way, and the two ends.
  var sharings: [(name: String, heads: Int)] {
    guard let heads else { return [] }
    var sharings = [(name: "MHA", heads: heads)]
    if keyValueHeads != heads, keyValueHeads != 1 { sharings.append(("GQA", keyValueHeads)) }
    if heads != 1 { sharings.append(("MQA", 1)) }
    return sharings
  }
}

/// The parameters that say how many bytes a token's keys and values take.
struct CacheShapeSource: Sendable {
  let bytesPerToken: Double?
  let layers: Int?
  let heads: Int?
  let keyValueHeads: Int?
  let headWidth: Int?
  let bytesPerValue: Double?

  init(_ parameters: inout ParameterReader) {
    let size = ParameterType<Int>.integer(in: 1...1_048_576)
    bytesPerToken = parameters.optional(
      "bytes_per_token", .number(in: 0...1e9), help: "what a token's keys and values take")
    layers = parameters.optional("layers", size, help: "instead, from the model's shape: layers")
    heads = parameters.optional(
      "heads", size, help: "query heads, to compare the ways of sharing keys and values")
    keyValueHeads = parameters.optional(
      "kv_heads", size, help: "heads of keys and values; as many as query heads without it")
    headWidth = parameters.optional("head_width", size, help: "the numbers of a key")
    bytesPerValue = parameters.optional(
      "bytes_per_value", .number(in: 0.0625...8),
      help: "of a number: 2 (FP16) by default, 4 in a run, which computes in FP32")
  }

  /// The parameters that give a size.
  static let sizes = ["layers", "heads", "kv_heads", "head_width"]

  /// The first size that was given.
  private var givenSize: String? {
    zip(Self.sizes, [layers, heads, keyValueHeads, headWidth]).first { $0.1 != nil }?.0
  }

  /// The shape that was given, or one with some sizes changed; nil if there is none.
  func shape(_ base: CacheShape?) throws -> CacheShape? {
    if bytesPerToken != nil { return nil }
    guard base != nil || givenSize != nil else { return nil }
    guard let layers = layers ?? base?.layers, let headWidth = headWidth ?? base?.headWidth,
      let keyValueHeads = keyValueHeads ?? base?.keyValueHeads ?? heads
    else {
      throw DirectiveError(
        "a cache's shape needs 'layers=', 'kv_heads=' (or 'heads=') and 'head_width='",
        parameter: givenSize)
    }
    let heads = heads ?? base?.heads
    if let heads, heads % keyValueHeads != 0 {
      throw DirectiveError(
        "\(counted: heads, "query head") cannot share \(counted: keyValueHeads, "KV head") evenly",
        parameter: self.keyValueHeads == nil ? "heads" : "kv_heads")
    }
    var shape = CacheShape(
      layers: layers, heads: heads, keyValueHeads: keyValueHeads, headWidth: headWidth,
      bytesPerValue: bytesPerValue ?? base?.bytesPerValue ?? 2)
    // Other sizes are another model: neither its name nor its operations hold.
    if givenSize == nil, let base {
      (shape.name, shape.configuration) = (base.name, base.configuration)
    }
    return shape
  }
}

extension CacheShape {
  /// The shape of a model's cache.
  init(_ configuration: ModelConfiguration, name: String, bytesPerValue: Double = 2) {
    self.init(
      name: name, layers: configuration.layers, heads: configuration.heads,
      keyValueHeads: configuration.keyValueHeads, headWidth: configuration.headWidth,
      bytesPerValue: bytesPerValue, configuration: configuration)
  }
}

extension NumberText {
  /// A computed count of bytes in decimal units: `34.1 MB`.
  static func bytes(_ count: Double) -> String {
    count < 9e18 ? bytes(Int(count.rounded())) : significant(count, digits: 3) + " B"
  }
}

extension CacheShape {
  /// The shape of a published model's cache.
  init(_ architecture: Architecture) {
    self.init(
      name: architecture.name, layers: architecture.layers, heads: architecture.heads,
      keyValueHeads: architecture.keyValueHeads, headWidth: architecture.headWidth,
      bytesPerValue: 2, configuration: ModelConfiguration(architecture))
  }
}

extension ModelConfiguration {
  /// A published model's sizes; nil where its vocabulary is not known.
  init?(_ architecture: Architecture) {
    guard let vocabulary = architecture.vocabulary else { return nil }
    let context = architecture.context ?? 1
    self =
      architecture.isGated
      ? .llama(
        vocabularySize: vocabulary, width: architecture.width, layers: architecture.layers,
        heads: architecture.heads, keyValueHeads: architecture.keyValueHeads,
        headWidth: architecture.headWidth, hiddenWidth: architecture.hiddenWidth,
        context: context, tiesEmbeddings: architecture.tiesEmbeddings)
      : .gpt2(
        vocabularySize: vocabulary, width: architecture.width, layers: architecture.layers,
        heads: architecture.heads, hiddenWidth: architecture.hiddenWidth, context: context,
        tiesEmbeddings: architecture.tiesEmbeddings)
  }
}
