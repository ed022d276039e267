import Engine
import Notebook

/// The scores of every query with every key: without positions, with turned vectors, and with
/// positions added instead of turning.
struct RopeScores {
  let vectors: RopeVectors
  let tokens: RopeTokens
  /// Turned, a row a position.
  let queries: DoubleMatrix
  let keys: DoubleMatrix
  let plain: DoubleMatrix
  let turned: DoubleMatrix
  let added: DoubleMatrix
  /// The attention over the turned vectors; `nil` without values.
  let attention: ScalarAttention?
  let turnsValues: Bool

  init(
    _ vectors: RopeVectors, tokens: RopeTokens, rotary: ScalarRotary, base: Double,
    turnsValues: Bool
  ) throws {
    self.vectors = vectors
    self.tokens = tokens
    self.turnsValues = turnsValues
    func moved(
      _ matrix: DoubleMatrix, _ change: ([Double], Double) -> [Double]
    ) -> DoubleMatrix {
      DoubleMatrix(
        rowCount: matrix.rowCount, columnCount: matrix.columnCount,
        elements: tokens.positions.enumerated().flatMap {
          change(matrix.row($0.offset), $0.element)
        })
    }
    let turn = { rotary.rotated($0, position: $1) }
    let add = { (vector: [Double], position: Double) -> [Double] in
      let place = SinusoidalPositions.vector(
        position: position, width: vector.count, base: base)
      return zip(vector, place).map { $0 + $1 }
    }
    let (queries, keys) = (moved(vectors.queries, turn), moved(vectors.keys, turn))
    self.queries = queries
    self.keys = keys
    plain = vectors.queries.multiplied(byTransposeOf: vectors.keys)
    turned = queries.multiplied(byTransposeOf: keys)
    added = moved(vectors.queries, add).multiplied(byTransposeOf: moved(vectors.keys, add))
    var values = vectors.values
    if turnsValues, let given = values {
      guard given.columnCount == rotary.width else {
        throw DirectiveError(
          "'rotate_values=true' needs values as wide as the keys", parameter: "rotate_values")
      }
      values = moved(given, turn)
    }
    do {
      attention = try values.map {
        try ScalarAttention(queries: queries, keys: keys, values: $0)
      }
    } catch let error as AttentionError {
      throw DirectiveError("\(error)", parameter: "v")
    }
  }

  /// The one query and key of all positions, if there is only one of each.
  var single: (query: [Double], key: [Double])? { vectors.single }

  func add(to record: inout Record, reference: Int, key: Int) {
    let texts = tokens.texts
    record["queries"] = .matrix(queries, rows: texts)
    record["keys"] = .matrix(keys, rows: texts)
    record["before"] = .double(plain[reference, key])
    record["after"] = .double(turned[reference, key])
    record["plain_scores"] = .matrix(plain, rows: texts, columns: texts)
    record["scores"] = .matrix(turned, rows: texts, columns: texts)
    record["additive_scores"] = .matrix(added, rows: texts, columns: texts)
    record["weights"] = attention.map { .matrix($0.weights, rows: texts, columns: texts) }
    record["output"] = attention?.output.map { .matrix($0, rows: texts) }
  }
}
