import Bedrock
import Engine
import Notebook

/// The tokens that were looked up, each with its vector.
struct EmbedRows {
  /// The whole table, where there is one: neighbours are sought in all of it.
  struct Candidates {
    let labels: [String]?
    let vectors: DoubleMatrix
  }

  /// `nil` where tokens have ids only.
  let texts: [String]?
  let ids: [Int]?
  /// `[tokens, width]`
  let vectors: DoubleMatrix
  let candidates: Candidates?
  let isSeeded: Bool
  /// The width of the numbers that were looked up.
  var width = NumberWidth.double
  /// Whether a token's vector depends on where it stands: two places of one token are then two.
  var dependsOnPlace = false

  var count: Int { vectors.rowCount }

  /// The tokens' texts, or their ids.
  var labels: [String]? { texts ?? ids.map { $0.map { "#\($0)" } } }

  func label(_ position: Int) -> String { labels.map { $0[position] } ?? "row \(position)" }

  /// Whether two positions hold the same token.
  func areSame(_ a: Int, _ b: Int) -> Bool {
    if dependsOnPlace { return a == b }
    if let ids { return ids[a] == ids[b] }
    if let texts {
      return texts[a].utf8.elementsEqual(texts[b].utf8) && vectors.row(a) == vectors.row(b)
    }
    return a == b
  }

  /// The first position of each different token.
  var distinct: [Int] {
    (0..<count).filter { position in !(0..<position).contains { areSame($0, position) } }
  }

  var values: Record {
    var record = Record()
    record["ids"] = ids.map { .integers($0, labels: texts) }
    record["tokens"] = labels.map { .strings($0) }
    record["vectors"] = .matrix(vectors, rows: labels, width: width)
    record["norms"] = .vector(vectors.rows.map(VectorSpace.norm), labels: labels)
    return record
  }

  /// An engine's error in the words of this lookup.
  func describe(_ error: EmbeddingError) -> String {
    switch error {
    case .zeroVector(let row) where row >= 0 && row < count && candidates == nil:
      "the vector of \(LabText.quoted(label(row))) is all zeros: it points nowhere"
    case .notFinite(let row) where row < count && candidates == nil:
      "the vector of \(LabText.quoted(label(row))) holds a number that is not finite"
    default: error.description
    }
  }
}

/// The vectors that neighbours are sought among: the whole table, or the different tokens.
struct EmbedSpace {
  let space: VectorSpace
  let labels: [String]?
  private let rows: EmbedRows

  init(_ rows: EmbedRows) throws {
    self.rows = rows
    if let candidates = rows.candidates {
      space = try VectorSpace(candidates.vectors)
      labels = candidates.labels
    } else {
      let distinct = rows.distinct
      space = try VectorSpace(
        DoubleMatrix(
          rowCount: distinct.count, columnCount: rows.vectors.columnCount,
          elements: distinct.flatMap(rows.vectors.row)))
      labels = rows.labels.map { labels in distinct.map { labels[$0] } }
    }
  }

  func label(_ row: Int) -> String { labels.map { $0[row] } ?? "row \(row)" }

  func lookup(_ parameter: String) -> TokenLookup {
    TokenLookup(texts: labels, count: space.norms.count, parameter: parameter)
  }

  func neighbours(of row: Int) throws -> [VectorSpace.Neighbour] {
    try space.neighbours(of: space.vectors.row(row), excluding: [row])
  }

  /// The tokens that were looked up, each against each.
  func cosinesOfTokens() throws -> DoubleMatrix {
    try VectorSpace(rows.vectors).cosines()
  }
}

/// a − b + c and what is nearest to it.
struct EmbedAnalogy {
  /// a, b and c as rows of the space.
  let inputs: [Int]
  let vector: [Double]
  let withInputs: [VectorSpace.Neighbour]
  let withoutInputs: [VectorSpace.Neighbour]

  /// - Precondition: three inputs.
  init(_ inputs: [Int], in space: EmbedSpace) throws {
    self.inputs = inputs
    vector = space.space.analogy(inputs[0], minus: inputs[1], plus: inputs[2])
    withInputs = try space.space.neighbours(of: vector)
    withoutInputs = try space.space.neighbours(of: vector, excluding: Set(inputs))
  }
}
