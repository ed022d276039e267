import Bedrock
import Engine
import Notebook

/// The parameters that say where the heads come from.
struct MultiHeadSource {
  enum Form: ParameterForm {
    case model, projections, scores, seeded

    var source: ParameterSource {
      switch self {
      case .model:
        .init(
          "a model", oneOf: ["tokens", "chat"], takes: ["layer", "system", "date"],
          asksModel: true)
      case .projections:
        .init(needs: ["x", "wq", "wk", "wv"], takes: ["wo", "heads", "kv_heads"])
      case .scores: .init(needs: ["scores"], takes: ["v", "heads", "kv_heads", "head_width"])
      case .seeded:
        .init("a text without a model", needs: ["tokens"], takes: ["heads", "kv_heads", "width"])
      }
    }
  }

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
  let headWidth: Int?
  let form: Form

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
      "scores", .headMatrices, help: "a matrix of scores for each head, instead of x")
    v = parameters.optional("v", .headMatrices, help: "with scores=: values for each KV head")
    heads = parameters.optional(
      "heads", .integer(in: 1...1024), help: "query heads; 2 without it, or as many as scores")
    keyValueHeads = parameters.optional(
      "kv_heads", .integer(in: 1...1024),
      help: "key and value heads, which neighbouring query heads share; as many without it")
    width = parameters.value(
      "width", .integer(in: 1...4096), default: 8, help: "the width of seeded vectors")
    headWidth = parameters.optional(
      "head_width", .integer(atLeast: 1), help: "the width that given scores were made with")
    form = parameters.exactlyOne("something to attend to")
  }

  /// What is read: a text, words, or a conversation.
  var text: WordsOrText? { get throws { try chat.source(words) } }

  /// The model that is asked, where the source is a model.
  func modelReference() throws -> ModelReference? {
    form == .model ? try model.required(by: "multihead") : nil
  }

  /// About what the heads take, by the rows of their source.
  private var work: WorkEstimate {
    let first = scores?.matrices.first
    let rows = first?.rowCount ?? x?.shape[0] ?? words?.words.count ?? 0
    return .attention(
      queries: rows, keys: first?.columnCount ?? rows, width: max(wq?.shape[1] ?? width, width),
      heads: scores?.matrices.count ?? heads ?? 2, projected: scores == nil)
  }

  /// The heads of the one source that was given, without a model.
  func heads(
    labels: [String]?, isCausal: Bool, isScaled: Bool?, _ context: RunContext
  ) throws -> HeadSet {
    try context.admit(work)
    var set =
      switch form {
      case .scores: try given(isCausal: isCausal, isScaled: isScaled)
      case .projections: try projected(isCausal: isCausal, isScaled: isScaled ?? true)
      case .model, .seeded:
        try seeded(isCausal: isCausal, isScaled: isScaled ?? true, context.random)
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
