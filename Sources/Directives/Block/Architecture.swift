import Bedrock
import Engine

/// The sizes of a decoder-only transformer, and what follows from them by counting.
struct Architecture: Sendable {
  /// What it is called in titles.
  var name: String
  /// `d_model`: the width of the residual stream.
  var width: Int
  var layers: Int
  var heads: Int
  var keyValueHeads: Int
  var headWidth: Int
  /// The width inside the feed-forward.
  var hiddenWidth: Int
  /// Nil where only the blocks are of interest.
  var vocabulary: Int?
  /// The most tokens of a sequence; learned positions have a row for each.
  var context: Int?
  /// Whether the feed-forward has a gate (SwiGLU): three maps instead of two.
  var isGated = true
  /// RMSNorm and rotary positions; else LayerNorm and learned positions.
  var isLlamaLike = true
  /// Whether every map and norm adds a bias (GPT-2).
  var hasBiases = false
  /// Whether queries, keys and values alone add one (Qwen2).
  var hasQueryKeyValueBiases = false
  /// Whether the output map is the token embedding.
  var tiesEmbeddings = false

  var queryWidth: Int { heads * headWidth }
  var keyValueWidth: Int { keyValueHeads * headWidth }

  init(
    name: String, width: Int, layers: Int, heads: Int, keyValueHeads: Int? = nil,
    headWidth: Int? = nil, hiddenWidth: Int, vocabulary: Int? = nil, context: Int? = nil,
    tiesEmbeddings: Bool = false
  ) {
    (self.name, self.width, self.layers, self.heads) = (name, width, layers, heads)
    self.keyValueHeads = keyValueHeads ?? heads
    self.headWidth = headWidth ?? width / max(heads, 1)
    (self.hiddenWidth, self.vocabulary, self.context) = (hiddenWidth, vocabulary, context)
    self.tiesEmbeddings = tiesEmbeddings
  }

  /// The sizes of a model that can be run.
  init(_ configuration: ModelConfiguration, name: String) {
    self.init(
      name: name, width: configuration.width, layers: configuration.layers,
      heads: configuration.heads, keyValueHeads: configuration.keyValueHeads,
      headWidth: configuration.headWidth, hiddenWidth: configuration.hiddenWidth,
      vocabulary: configuration.vocabularySize, context: configuration.context,
      tiesEmbeddings: configuration.tiesEmbeddings)
    isGated = configuration.isGated
    isLlamaLike = configuration.family == .llama
    hasBiases = configuration.hasBiases
  }

  var normName: String { isLlamaLike ? "RMSNorm" : "LayerNorm" }
  var positionName: String { isLlamaLike ? "RoPE" : "learned" }
  var feedForwardName: String { isGated ? "SwiGLU" : "GELU" }
  /// MHA, GQA or MQA.
  var attentionName: String {
    switch keyValueHeads {
    case heads: "multi-head"
    case 1: "multi-query"
    default: "grouped-query"
    }
  }
}

extension Architecture {
  /// A part of the model with what it holds and what it computes for one token.
  struct Part: Sendable {
    let kind: Kind
    let name: String
    let parameters: Int
    /// Multiplications and additions for one token: two a weight, and the attention's own.
    let operations: Int
  }

  enum Kind: Sendable, CaseIterable {
    case embedding, attention, feedForward, norms, output
  }

  /// The parts from the input to the output.
  ///
  /// - Parameter sequence: how many tokens the token that is computed can see, itself among them.
  func parts(sequence: Int) -> [Part] {
    var parts: [Part] = []
    func add(_ kind: Kind, _ name: String, _ parameters: Int, _ operations: Int) {
      parts.append(Part(kind: kind, name: name, parameters: parameters, operations: operations))
    }
    if let vocabulary {
      add(.embedding, "token embedding", vocabulary * width, 0)
      if !isLlamaLike, let context { add(.embedding, "position embedding", context * width, 0) }
    }
    let queryBias = hasBiases || hasQueryKeyValueBiases ? 1 : 0
    let bias = hasBiases ? 1 : 0
    let query = layers * width * queryWidth
    let keyValue = layers * width * keyValueWidth
    add(.attention, "attention: Q", query + queryBias * layers * queryWidth, 2 * query)
    add(
      .attention, "attention: K and V", 2 * (keyValue + queryBias * layers * keyValueWidth),
      4 * keyValue)
    add(.attention, "attention: scores, sums", 0, 4 * layers * queryWidth * sequence)
    add(.attention, "attention: O", query + bias * layers * width, 2 * query)
    let map = layers * width * hiddenWidth
    let maps = isGated ? 3 : 2
    add(
      .feedForward, isGated ? "FFN: gate, up, down" : "FFN: up, down",
      maps * map + bias * layers * (hiddenWidth + width), 2 * maps * map)
    let norms = 2 * layers + (vocabulary == nil ? 0 : 1)
    add(.norms, "norms", norms * width * (1 + bias), 0)
    if let vocabulary {
      add(
        .output, tiesEmbeddings ? "output map (tied)" : "output map",
        tiesEmbeddings ? 0 : vocabulary * width, 2 * vocabulary * width)
    }
    return parts
  }

  func parameters(_ kinds: Kind...) -> Int {
    parts(sequence: 0).reduce(0) { $0 + (kinds.contains($1.kind) ? $1.parameters : 0) }
  }

  var parameterCount: Int { parts(sequence: 0).reduce(0) { $0 + $1.parameters } }

  /// What one block holds, its two norms included.
  var parametersPerBlock: Int {
    (parameters(.attention, .feedForward) + 2 * layers * width * (hasBiases ? 2 : 1)) / layers
  }

  func operations(sequence: Int) -> Int {
    parts(sequence: sequence).reduce(0) { $0 + $1.operations }
  }

  /// The numbers that keys and values of one token take, over all layers.
  var cachedNumbersPerToken: Int { 2 * layers * keyValueWidth }

  /// More than any sum of parameters or of operations for one token at the longest sequence.
  private var largestCount: Double {
    let (width, layers) = (Double(width), Double(layers))
    let query = Double(max(heads, keyValueHeads)) * Double(headWidth)
    let hidden = Double(hiddenWidth)
    let map = width * (4 * query + 3 * hidden + 4) + 2 * query + hidden
    let tables = Double(vocabulary ?? 0) + Double(context ?? 0) + 4
    return 2 * layers * map + 4 * layers * query * 0x1p24 + 4 * tables * width
  }

  /// Why these sizes make no model; nil if they do.
  var problem: String? {
    let sizes = [
      ("d_model", width), ("layers", layers), ("heads", heads), ("kv_heads", keyValueHeads),
      ("head_width", headWidth), ("ffn", hiddenWidth), ("vocabulary", vocabulary ?? 1),
    ]
    for (name, size) in sizes where size < 1 || size > 1 << 24 {
      return "'\(name)' is \(size)"
    }
    guard largestCount < 0x1p62 else {
      return "it would have some \(NumberText.scientific(largestCount, digits: 1)) parameters or"
        + " operations, more than can be counted"
    }
    guard heads % keyValueHeads == 0 else {
      return "\(counted: heads, "query head") cannot share"
        + " \(counted: keyValueHeads, "KV head") evenly"
    }
    return nil
  }
}
