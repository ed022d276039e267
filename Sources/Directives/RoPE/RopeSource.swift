import Bedrock
import Engine
import Notebook

/// The positions that vectors stand at, and the texts of the tokens there.
struct RopeTokens {
  let texts: [String]?
  let positions: [Double]

  /// What a reader calls a token.
  func name(_ index: Int) -> String {
    texts.map { $0[index] } ?? "position \(Wording.short(positions[index]))"
  }

  /// What heads a row or column.
  var labels: [String] { texts ?? positions.map(Wording.short) }
}

/// Queries, keys and perhaps values, a row a position.
struct RopeVectors {
  let queries: DoubleMatrix
  let keys: DoubleMatrix
  let values: DoubleMatrix?
  /// The query and key of all positions, where one of each was given.
  let single: (query: [Double], key: [Double])?
}

/// The parameters that say which tokens stand where, and with which vectors.
struct RopeSource {
  let words: [String]?
  let given: NumericArray?
  let q: NumericArray?
  let k: NumericArray?
  let v: NumericArray?

  init(_ parameters: inout ParameterReader) {
    words = parameters.optional(
      "tokens", .words, positional: true,
      help: "a text, cut into words and marks, or a list of tokens")
    given = parameters.optional(
      "positions", .vector, help: "whole numbers, one a token; counted from 0 without them")
    q = parameters.optional(
      "q", .rows, help: "queries before they are turned: a row a token, or one for all")
    k = parameters.optional(
      "k", .rows, help: "keys before they are turned: a row a token, or one for all")
    v = parameters.optional(
      "v", .matrix, help: "values, a row a token: they are mixed and not turned")
  }

  /// How many numbers a query has, where one was given.
  var width: Int? { q?.shape[1] ?? k?.shape[1] }

  /// How many positions there are where neither tokens nor positions were given.
  private static let defaultCount = 8

  func tokens() throws -> RopeTokens {
    let rows = max(q?.shape[0] ?? 1, k?.shape[0] ?? 1)
    let labels = words ?? labels(of: q) ?? labels(of: k)
    let count = given?.elements.count ?? labels?.count ?? (rows > 1 ? rows : Self.defaultCount)
    guard count > 0 else {
      throw DirectiveError("there is no token", parameter: words == nil ? "positions" : "tokens")
    }
    if let words, words.count != count {
      throw DirectiveError(
        "\(counted: count, "position") for \(counted: words.count, "token"): give one a token",
        parameter: "positions")
    }
    let positions = try given?.elements.map { position in
      guard let whole = Int(exactly: position), whole.magnitude <= 1 << 40 else {
        throw DirectiveError(
          "a position is a whole number, not \(Wording.short(position))", parameter: "positions")
      }
      return Double(whole)
    }
    return RopeTokens(
      texts: labels?.count == count ? labels : nil,
      positions: positions ?? (0..<count).map(Double.init))
  }

  private func labels(of array: NumericArray?) -> [String]? {
    guard let array, array.shape[0] > 1 else { return nil }
    return array.labels[0]
  }

  /// The vectors at every position; `nil` where none were given.
  func vectors(_ tokens: RopeTokens) throws -> RopeVectors? {
    guard let q, let k else { return nil }
    guard q.shape[1] == k.shape[1] else {
      throw DirectiveError(
        "q has \(counted: q.shape[1], "number") a row and k \(k.shape[1]): they are compared, so"
          + " they need one width", parameter: "k")
    }
    let count = tokens.positions.count
    let isSingle = q.shape[0] == 1 && k.shape[0] == 1
    return RopeVectors(
      queries: try spread(q, "q", count), keys: try spread(k, "k", count),
      values: try v.map { try spread($0, "v", count, repeats: false) },
      single: isSingle ? (q.elements, k.elements) : nil)
  }

  /// A row for each position: those that are there, or the only one for all.
  private func spread(
    _ array: NumericArray, _ name: String, _ count: Int, repeats: Bool = true
  ) throws -> DoubleMatrix {
    _ = try array.finite(name)
    let matrix = DoubleMatrix(array)
    if matrix.rowCount == count { return matrix }
    guard repeats, matrix.rowCount == 1 else {
      throw DirectiveError(
        "\(counted: matrix.rowCount, "row") in '\(name)' for \(counted: count, "position"):"
          + " give one a position", parameter: name)
    }
    return DoubleMatrix(
      rowCount: count, columnCount: matrix.columnCount,
      elements: (0..<count).flatMap { _ in matrix.elements })
  }
}
