import Bedrock
import Engine
import Notebook

/// What an attention is computed from.
struct AttendInputs {
  /// The vectors that queries, keys and values were projected from, and by what.
  struct Projection {
    let x: DoubleMatrix
    let wq: DoubleMatrix
    let wk: DoubleMatrix
    let wv: DoubleMatrix?
    /// Whether the numbers were drawn from the random stream.
    let isSeeded: Bool
  }

  var projection: Projection?
  var queries: DoubleMatrix?
  var keys: DoubleMatrix?
  var values: DoubleMatrix?
  /// Given instead of queries and keys.
  var scores: DoubleMatrix?
  /// The keys' texts, as far as the source knows them.
  var labels: [String]?
  /// The queries' texts, where the source has some of their own.
  var queryLabels: [String]?
}

/// The parameters that say where an attention comes from.
struct AttendSource {
  enum Form: ParameterForm {
    case model, vectors, projections, scores, seeded

    var source: ParameterSource {
      switch self {
      case .model:
        .init(
          "a model", oneOf: ["tokens", "chat"], takes: ["layer", "head", "system", "date"],
          asksModel: true)
      case .vectors: .init(needs: ["q", "k"], takes: ["v"])
      case .projections: .init(needs: ["x", "wq", "wk"], takes: ["wv"])
      case .scores: .init(needs: ["scores"], takes: ["v", "head_width"])
      case .seeded:
        .init("a text without a model", needs: ["tokens"], takes: ["width", "head_width"])
      }
    }
  }

  let q: NumericArray?
  let k: NumericArray?
  let v: NumericArray?
  let x: NumericArray?
  let wq: NumericArray?
  let wk: NumericArray?
  let wv: NumericArray?
  let scores: NumericArray?
  private let words: WordsOrText?
  private let chat: ChatChoice
  let model: ModelChoice
  let layer: Int?
  let head: Int?
  let width: Int
  let headWidth: Int?
  let form: Form

  init(_ parameters: inout ParameterReader) {
    words = parameters.optional(
      "tokens", .wordsOrText, positional: true,
      help: "a text for a model; without one, a text or a list of tokens with seeded vectors")
    chat = ChatChoice(&parameters)
    model = ModelChoice(&parameters, help: "the model whose head is looked into")
    layer = parameters.optional("layer", .integer, help: "of the model, from 0")
    head = parameters.optional("head", .integer, help: "of that layer, from 0")
    q = parameters.optional("q", .matrix, help: "queries, a row a position")
    k = parameters.optional("k", .matrix, help: "keys, a row a position, as wide as the queries")
    v = parameters.optional("v", .matrix, help: "values, a row a key, of any width")
    x = parameters.optional("x", .matrix, help: "vectors, a row a position, to be projected")
    wq = parameters.optional("wq", .matrix, help: "makes queries: q = x wq")
    wk = parameters.optional("wk", .matrix, help: "makes keys: k = x wk")
    wv = parameters.optional("wv", .matrix, help: "makes values: v = x wv")
    scores = parameters.optional(
      "scores", .matrix, help: "scores, a row a query, instead of q and k; v may be given")
    width = parameters.value(
      "width", .integer(in: 1...4096), default: 8, help: "the width of seeded vectors")
    headWidth = parameters.optional(
      "head_width", .integer(in: 1...4096),
      help: "the width that given scores were made with, or that seeded projections have")
    form = parameters.exactlyOne("something to attend to")
  }

  /// What is read: a text, words, or a conversation.
  var text: WordsOrText? { get throws { try chat.source(words) } }

  /// The model that is asked, where the source is a model.
  func modelReference() throws -> ModelReference? {
    form == .model ? try model.required(by: "attend") : nil
  }

  /// The inputs of the source that was given, where it is no model.
  func inputs(_ context: RunContext) throws -> AttendInputs {
    try context.admit(work)
    switch form {
    case .vectors: return try given()
    case .projections: return try projected()
    case .scores: return try given(Self.need(scores))
    case .seeded, .model:
      return try seeded(Self.need(words).words, headWidth ?? width, context.random)
    }
  }

  /// About what the attention takes, by the rows of its source.
  private var work: WorkEstimate {
    let rows = scores?.shape[0] ?? q?.shape[0] ?? x?.shape[0] ?? words?.words.count ?? 0
    let columns = scores?.shape[1] ?? k?.shape[0] ?? rows
    let width = max(q?.shape[1] ?? wq?.shape[1] ?? headWidth ?? width, width, v?.shape[1] ?? 0)
    return .attention(
      queries: rows, keys: columns, width: width, projected: q == nil && scores == nil)
  }

  private func given(_ scores: NumericArray) -> AttendInputs {
    AttendInputs(
      values: v.map(DoubleMatrix.init), scores: DoubleMatrix(scores),
      labels: scores.labels[1] ?? v?.labels[0], queryLabels: scores.labels[0])
  }

  private func given() throws -> AttendInputs {
    let (q, k) = (try Self.need(q), try Self.need(k))
    return AttendInputs(
      queries: DoubleMatrix(q), keys: DoubleMatrix(k), values: v.map(DoubleMatrix.init),
      labels: k.labels[0] ?? v?.labels[0], queryLabels: q.labels[0])
  }

  private func projected() throws -> AttendInputs {
    let x = try Self.need(x)
    let (wq, wk) = (try Self.need(wq), try Self.need(wk))
    return AttendInputs(
      projection: .init(
        x: DoubleMatrix(x), wq: DoubleMatrix(wq), wk: DoubleMatrix(wk),
        wv: wv.map(DoubleMatrix.init), isSeeded: false),
      queries: try product(x, wq, "wq"), keys: try product(x, wk, "wk"),
      values: try wv.map { try product(x, $0, "wv") }, labels: x.labels[0])
  }

  /// What the chosen source has: the reader has seen to that.
  private static func need<T>(_ value: T?) throws -> T {
    guard let value else { throw DirectiveError("'attend' has no source") }
    return value
  }

  private func product(
    _ x: NumericArray, _ w: NumericArray, _ name: String
  ) throws -> DoubleMatrix {
    guard x.shape[1] == w.shape[0] else {
      throw DirectiveError(
        "x (\(x.shapeText)) times \(name) (\(w.shapeText)): \(name) needs"
          + " \(counted: x.shape[1], "row"), one for each column of x",
        parameter: name)
    }
    return DoubleMatrix(x).multiplied(by: DoubleMatrix(w))
  }

  /// Vectors of the standard normal distribution, one for each different token, and projections
  /// whose entries have the variance 1 / width, so that queries and keys are of the same size.
  private func seeded(
    _ tokens: [String], _ headWidth: Int, _ random: RandomStream
  ) throws -> AttendInputs {
    guard !tokens.isEmpty else {
      throw DirectiveError("there is no token to attend to", parameter: "tokens")
    }
    let table = SeededEmbedding(width: width, stream: random.child("embedding"))
    let x = DoubleMatrix(rows: tokens.map(table.row(word:)))
    func projection(_ name: String) -> DoubleMatrix {
      var stream = random.child(name)
      let size = Double(width).squareRoot()
      return DoubleMatrix(
        rowCount: width, columnCount: headWidth,
        elements: (0..<width * headWidth).map { _ in stream.normal() / size })
    }
    let (wq, wk, wv) = (projection("wq"), projection("wk"), projection("wv"))
    return AttendInputs(
      projection: .init(x: x, wq: wq, wk: wk, wv: wv, isSeeded: true),
      queries: x.multiplied(by: wq), keys: x.multiplied(by: wk), values: x.multiplied(by: wv),
      labels: tokens)
  }
}
