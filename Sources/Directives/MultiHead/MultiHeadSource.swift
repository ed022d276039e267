import Bedrock
import Engine
import Notebook

/// The parameters that say where the heads come from: exactly one source of four.
struct MultiHeadSource {
  private let words: WordsOrText?
  private let chat: ChatChoice
  let model: ModelChoice
  let layer: Int?
  let x: NumericArray?
  let wq: NumericArray?
  let wk: NumericArray?
  let wv: NumericArray?
  let wo: NumericArray?
  let scores: HeadMatrices?
  let v: HeadMatrices?
  let heads: Int?
  let keyValueHeads: Int?
  let width: Int

  init(_ parameters: inout ParameterReader) {
    words = parameters.optional(
      "tokens", .wordsOrText, positional: true,
      help: "a text for a model; without one, a text or a list of tokens with seeded vectors")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model whose layer is looked into")
    layer = parameters.optional("layer", .integer, help: "of the model, from 0")
    x = parameters.optional("x", .matrix, help: "vectors, a row a position")
    wq = parameters.optional("wq", .matrix, help: "makes the queries of all heads: Q = x wq")
    wk = parameters.optional("wk", .matrix, help: "makes the keys of all KV heads: K = x wk")
    wv = parameters.optional("wv", .matrix, help: "makes the values of all KV heads: V = x wv")
    wo = parameters.optional(
      "wo", .matrix, help: "the output projection: a row a column of the heads side by side")
    scores = parameters.optional(
      "scores", .headMatrices, help: "a matrix of scores for each head, in the place of x")
    v = parameters.optional("v", .headMatrices, help: "with scores=: values for each KV head")
    heads = parameters.optional(
      "heads", .integer(in: 1...1024), help: "query heads; 2 without it, or as many as scores")
    keyValueHeads = parameters.optional(
      "kv_heads", .integer(in: 1...1024),
      help: "key and value heads, which neighbouring query heads share; as many without it")
    width = parameters.value(
      "width", .integer(in: 1...4096), default: 8, help: "the width of seeded vectors")
  }

  private var projections: [(String, NumericArray?)] {
    [("x", x), ("wq", wq), ("wk", wk), ("wv", wv), ("wo", wo)]
  }

  /// What is read: a text, words, or a conversation.
  var text: WordsOrText? { get throws { try chat.source(words) } }

  /// The model that is asked, if one is: the call's own, or the front matter's where the text is the
  /// only source.
  func modelReference() throws -> ModelReference? {
    let others =
      projections.filter { $0.1 != nil }.map(\.0) + (scores == nil ? [] : ["scores"])
      + (v == nil ? [] : ["v"])
    if model.given != nil, let other = others.first {
      throw DirectiveError(
        "'multihead' takes one source, and here are two: 'model=' and '\(other)='",
        parameter: other)
    }
    let isSeeded = heads != nil || keyValueHeads != nil
    let reference =
      try model.given ?? (others.isEmpty && text != nil && !isSeeded ? model.fallback : nil)
    try chat.requireModel(reference)
    if reference == nil, layer != nil {
      throw DirectiveError("'layer' is a model's: 'model=' is missing", parameter: "layer")
    }
    if reference != nil, isSeeded {
      throw DirectiveError(
        "a model decides itself about its heads",
        parameter: heads == nil ? "kv_heads" : "heads")
    }
    return reference
  }

  /// The heads of the one source that was given, without a model.
  func heads(
    labels: [String]?, isCausal: Bool, isScaled: Bool?, headWidth: Int?, random: RandomStream
  ) throws -> HeadSet {
    let text = try text
    let sources = [
      ("x=", projections.contains { $0.1 != nil }), ("scores=", scores != nil || v != nil),
      ("a text", text != nil),
    ].filter(\.1).map(\.0)
    guard let first = sources.first else {
      throw DirectiveError(
        "'multihead' needs something to attend to: x= with wq=, wk= and wv=, or scores=, or a text")
    }
    guard sources.count == 1 else {
      throw DirectiveError("'multihead' takes one source, not \(Wording.list(sources))")
    }
    var set: HeadSet
    switch first {
    case "scores=":
      set = try given(isCausal: isCausal, isScaled: isScaled, headWidth: headWidth)
    case "a text": set = try seeded(isCausal: isCausal, isScaled: isScaled ?? true, random)
    default: set = try projected(isCausal: isCausal, isScaled: isScaled ?? true)
    }
    if headWidth != nil, first != "scores=" {
      throw DirectiveError(
        "'head_width' goes with 'scores='; here the projections decide", parameter: "head_width")
    }
    if let labels { set.labels = labels }
    if let names = set.labels, names.count != set.weights[0].columnCount {
      throw DirectiveError(
        "\(counted: names.count, "label") for \(counted: set.weights[0].columnCount, "position")",
        parameter: labels == nil ? nil : "labels")
    }
    return set
  }
}
