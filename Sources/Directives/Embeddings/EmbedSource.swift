import Bedrock
import Engine
import Notebook

/// The parameters that say which vectors there are.
struct EmbedSource {
  enum Form: ParameterForm {
    case table, vectors, model, seeded

    var source: ParameterSource {
      switch self {
      case .table: .init(needs: ["table"], takes: ["tokens", "ids", "labels"])
      case .vectors: .init(needs: ["vectors"], takes: ["tokens", "ids"])
      case .model: .init("a model", oneOf: ["tokens", "ids"], takes: ["layer"], asksModel: true)
      case .seeded:
        .init("tokens or ids without a model", oneOf: ["tokens", "ids"], takes: ["width"])
      }
    }
  }

  let text: WordsOrText?
  let model: ModelChoice
  let layer: Int?
  let ids: NumericArray?
  let table: NumericArray?
  let labels: [String]?
  let vectors: NumericArray?
  let width: Int
  let form: Form

  init(_ parameters: inout ParameterReader) {
    text = parameters.optional(
      "tokens", .wordsOrText, positional: true,
      help:
        "what is looked up: a list of tokens, or a text, cut by the model or into words and marks")
    model = ModelChoice(&parameters, help: "the model whose learned vectors are wanted")
    layer = parameters.optional(
      "layer", .integer,
      help: "of the model: the residual stream after that layer (from 0) instead of the table")
    ids = parameters.optional(
      "ids", .vector, help: "the tokens' ids, such as those of `tokenize`")
    table = parameters.optional(
      "table", .matrix, help: "the embedding table, a row an id; a seeded one if left out")
    labels = parameters.optional(
      "labels", .strings, help: "the tokens that the rows of the table belong to")
    vectors = parameters.optional(
      "vectors", .rows, help: "the vectors themselves, one a token, instead of a table")
    width = parameters.value(
      "width", .integer(in: 1...4096), default: 24, help: "the width of a seeded table")
    form = parameters.exactlyOne("something to embed")
    parameters.never(
      "ids", with: .all([.source(Form.model), .given("tokens")]),
      because: "the model's tokens have ids of their own")
    parameters.never(
      "ids", with: .given("layer"),
      because: "a layer's vectors depend on what stands before, so it needs a text")
  }

  /// The words that vectors are sought for, where no model cuts them.
  private var tokens: [String]? { text?.words }

  func rows(_ context: RunContext) throws -> EmbedRows {
    let count = Double(
      ids?.elements.count ?? text?.words.count ?? vectors?.shape[0] ?? table?.shape[0] ?? 0)
    // Every token is held against every other, to find those that are the same.
    try context.admit(
      WorkEstimate(
        operations: WorkEstimate.scalar * count * (count + Double(width)),
        bytes: 24 * count * Double(width)))
    if form == .model {
      let reference = try model.required(by: "embed")
      return try ModelEmbedding(model: context.load(reference), name: reference.name)
        .rows(text, ids: try wholeIDs(), layer: layer)
    }
    return try rows(context.random)
  }

  private func rows(_ random: RandomStream) throws -> EmbedRows {
    let ids = try wholeIDs()
    if let tokens, let ids, tokens.count != ids.count {
      throw DirectiveError(
        "\(counted: tokens.count, "token") for \(counted: ids.count, "id"): give one id a token",
        parameter: "ids")
    }
    let rows =
      if let vectors { try given(vectors, ids) } else if let table {
        try lookedUp(in: table, ids)
      } else { try seeded(random, ids) }
    guard rows.count > 0 else { throw DirectiveError("there is no token to embed") }
    return rows
  }

  private func wholeIDs() throws -> [Int]? {
    try ids?.elements.map { id in
      guard let whole = Int(exactly: id), whole >= 0 else {
        throw DirectiveError(
          "an id is a whole number from 0, not \(Wording.short(id))", parameter: "ids")
      }
      return whole
    }
  }

  /// Vectors as they are: no lookup, and no table around them.
  private func given(_ vectors: NumericArray, _ ids: [Int]?) throws -> EmbedRows {
    let texts = tokens ?? vectors.labels[0]
    if let count = texts?.count ?? ids?.count, count != vectors.shape[0] {
      throw DirectiveError(
        "\(counted: count, "token") for \(counted: vectors.shape[0], "vector"): give one vector a token",
        parameter: "vectors")
    }
    return EmbedRows(
      texts: texts, ids: ids, vectors: DoubleMatrix(vectors), candidates: nil, isSeeded: false,
      width: vectors.width)
  }

  private func lookedUp(in table: NumericArray, _ ids: [Int]?) throws -> EmbedRows {
    let labels = labels ?? table.labels[0]
    let matrix = DoubleMatrix(table)
    if let labels, labels.count != matrix.rowCount {
      throw DirectiveError(
        "\(counted: labels.count, "label") for a table of"
          + " \(counted: matrix.rowCount, "row"): give one a row", parameter: "labels")
    }
    let rows = try self.rows(labels, matrix.rowCount, ids)
    return EmbedRows(
      texts: tokens ?? labels.map { labels in rows.map { labels[$0] } }, ids: rows,
      vectors: DoubleMatrix(
        rowCount: rows.count, columnCount: matrix.columnCount, elements: rows.flatMap(matrix.row)),
      candidates: .init(labels: labels, vectors: matrix), isSeeded: false, width: table.width)
  }

  /// The rows of the table that are meant: by id, by text, or all.
  private func rows(_ labels: [String]?, _ count: Int, _ ids: [Int]?) throws -> [Int] {
    if let ids {
      if let outside = ids.first(where: { $0 >= count }) {
        throw DirectiveError(
          "the id \(outside) has no row: the table has \(counted: count, "row"), from 0",
          parameter: "ids")
      }
      return ids
    }
    guard let tokens else { return Array(0..<count) }
    guard labels != nil else {
      throw DirectiveError(
        "a table without 'labels=' cannot be asked for texts; give 'ids='", parameter: "table")
    }
    let lookup = TokenLookup(texts: labels, count: count, parameter: "tokens")
    return try tokens.map { try lookup.position(of: .text($0)) }
  }

  private func seeded(_ random: RandomStream, _ ids: [Int]?) throws -> EmbedRows {
    let table = SeededEmbedding(width: width, stream: random)
    if let ids {
      return EmbedRows(
        texts: tokens, ids: ids, vectors: DoubleMatrix(rows: ids.map(table.row(id:))),
        candidates: nil, isSeeded: true)
    }
    guard let tokens else {
      throw DirectiveError("there is no token to embed")
    }
    return EmbedRows(
      texts: tokens, ids: Self.numbered(tokens),
      vectors: DoubleMatrix(rows: tokens.map(table.row(word:))), candidates: nil, isSeeded: true)
  }

  /// Ids for words that have none: in the order of their first occurrence.
  private static func numbered(_ tokens: [String]) -> [Int] {
    // By bytes: texts that Unicode holds to be equivalent are different tokens.
    var known: [[UInt8]: Int] = [:]
    return tokens.map { token in
      let bytes = Array(token.utf8)
      let id = known[bytes] ?? known.count
      known[bytes] = id
      return id
    }
  }
}

extension ParameterType where T == NumericArray {
  /// A matrix; a single vector is its only row.
  static var rows: Self {
    ParameterType(
      name: "vector or matrix", placeholder: NumericArray(rows: []), text: matrix.text,
      fingerprint: matrix.fingerprint,
      decode: { atom, evaluator in
        let array = try evaluator.numbers(atom)
        guard array.shape.count == 1 else { return try matrix.decode(atom, evaluator) }
        return NumericArray(
          shape: [1, array.shape[0]], elements: array.elements, width: array.width,
          labels: [nil, array.labels[0]])
      })
  }
}
