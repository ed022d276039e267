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
  /// Given in the place of queries and keys.
  var scores: DoubleMatrix?
  /// The keys' texts, as far as the source knows them.
  var labels: [String]?
  /// The queries' texts, where the source has some of their own.
  var queryLabels: [String]?
}

/// The parameters that say where an attention comes from: exactly one source of four.
struct AttendSource {
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
      "scores", .matrix, help: "scores, a row a query, in the place of q and k; v may be given")
    width = parameters.value(
      "width", .integer(in: 1...4096), default: 8, help: "the width of seeded vectors")
  }

  /// The words that seeded vectors are made for.
  private var tokens: [String]? { get throws { try text?.words } }

  /// What is read: a text, words, or a conversation.
  var text: WordsOrText? { get throws { try chat.source(words) } }

  /// The model that is asked, if one is: the call's own, or the front matter's where the text is the
  /// only source.
  func modelReference() throws -> ModelReference? {
    let others = [
      ("q", q), ("k", k), ("v", v), ("x", x), ("wq", wq), ("wk", wk), ("wv", wv),
      ("scores", scores),
    ].filter { $0.1 != nil }.map(\.0)
    if model.given != nil, let other = others.first {
      throw DirectiveError(
        "'attend' takes one source, and here are two: 'model=' and '\(other)='", parameter: other)
    }
    let reference = try model.given ?? (others.isEmpty && text != nil ? model.fallback : nil)
    try chat.requireModel(reference)
    if reference == nil, layer != nil || head != nil {
      throw DirectiveError(
        "'layer' and 'head' are a model's: 'model=' is missing",
        parameter: layer != nil ? "layer" : "head")
    }
    return reference
  }

  /// The inputs of the one source that was given.
  func inputs(headWidth: Int?, random: RandomStream) throws -> AttendInputs {
    let tokens = try tokens
    let sources = [
      ("q= and k=", q != nil || k != nil), ("x=", x != nil || wq != nil || wk != nil || wv != nil),
      ("scores=", scores != nil), ("a text", tokens != nil),
    ].filter(\.1).map(\.0)
    guard let first = sources.first else {
      throw DirectiveError(
        "'attend' needs something to attend to: q= and k= (and v=), or x= with wq= and wk=,"
          + " or scores=, or a text")
    }
    guard sources.count == 1 else {
      throw DirectiveError("'attend' takes one source, not \(Wording.list(sources))")
    }
    if v != nil, first == "x=" || first == "a text" {
      throw DirectiveError(
        "'v' does not go with \(first), which makes its own values", parameter: "v")
    }
    if let scores { return given(scores) }
    if let tokens { return try seeded(tokens, headWidth ?? width, random) }
    return try x != nil || wq != nil || wk != nil || wv != nil ? projected() : given()
  }

  private func given(_ scores: NumericArray) -> AttendInputs {
    AttendInputs(
      values: v.map(DoubleMatrix.init), scores: DoubleMatrix(scores),
      labels: scores.labels[1] ?? v?.labels[0], queryLabels: scores.labels[0])
  }

  private func given() throws -> AttendInputs {
    let (q, k) = (try need(q, "q", "k="), try need(k, "k", "q="))
    return AttendInputs(
      queries: DoubleMatrix(q), keys: DoubleMatrix(k), values: v.map(DoubleMatrix.init),
      labels: k.labels[0] ?? v?.labels[0], queryLabels: q.labels[0])
  }

  private func projected() throws -> AttendInputs {
    let x = try need(x, "x", "wq=")
    let (wq, wk) = (try need(wq, "wq", "x="), try need(wk, "wk", "x="))
    return AttendInputs(
      projection: .init(
        x: DoubleMatrix(x), wq: DoubleMatrix(wq), wk: DoubleMatrix(wk),
        wv: wv.map(DoubleMatrix.init), isSeeded: false),
      queries: try product(x, wq, "wq"), keys: try product(x, wk, "wk"),
      values: try wv.map { try product(x, $0, "wv") }, labels: x.labels[0])
  }

  private func need(_ array: NumericArray?, _ name: String, _ partner: String) throws
    -> NumericArray
  {
    guard let array else { throw DirectiveError("'\(partner)' needs '\(name)=' beside it") }
    return array
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
