import Engine
import Notebook

/// All heads of one attention with every step, wherever the numbers came from.
struct HeadSet {
  /// What the heads were computed from, `[positions, width]`.
  var input: DoubleMatrix?
  /// For each query head `[positions, head width]`.
  var queries: [DoubleMatrix] = []
  /// For each key and value head.
  var keys: [DoubleMatrix] = []
  var values: [DoubleMatrix] = []
  /// For each query head `[queries, keys]`, scaled and not yet masked.
  var scores: [DoubleMatrix] = []
  var weights: [DoubleMatrix] = []
  /// For each query head `[queries, value width]`.
  var outputs: [DoubleMatrix] = []
  /// The heads' outputs side by side.
  var concatenated: DoubleMatrix?
  /// The output map, `[concatenated, width]`, where the numbers are few.
  var outputMap: DoubleMatrix?
  var output: DoubleMatrix?
  /// The keys' texts.
  var labels: [String]?
  var isCausal = false
  /// What scores were divided by.
  var divisor = 1.0
  /// How many key and value heads there are.
  var keyValueHeads = 0
  /// The width that the numbers were computed in.
  var numberWidth = NumberWidth.double
  /// What the picture is of: `tinyworld, layer 2`; empty for numbers of the lab's own.
  var title = ""
  /// Whether vectors and projections were drawn at random.
  var isSeeded = false

  var count: Int { weights.count }
  var positions: Int { weights.first?.rowCount ?? 0 }

  /// The queries' texts: the keys', where there are as many of them.
  var queryLabels: [String]? { labels?.count == positions ? labels : nil }

  /// The key and value head that a query head reads.
  func keyValueHead(of head: Int) -> Int {
    ScalarMultiHeadAttention.keyValueHead(of: head, heads: count, keyValueHeads: keyValueHeads)
  }

  var record: Record {
    var record = Record()
    record["queries"] = stacked(queries, columns: nil)
    record["keys"] = stacked(keys, columns: nil)
    record["values"] = stacked(values, columns: nil)
    record["scores"] = stacked(scores, columns: labels)
    record["weights"] = stacked(weights, columns: labels)
    record["head_outputs"] = stacked(outputs, columns: nil)
    record["concatenated"] = concatenated.map { .matrix($0, rows: queryLabels, width: numberWidth) }
    record["output"] = output.map { .matrix($0, rows: queryLabels, width: numberWidth) }
    record["heads"] = .integer(count)
    record["kv_heads"] = .integer(keyValueHeads)
    record["kv_head_of"] = .integers((0..<count).map(keyValueHead))
    if let costs = AttentionCosts(self) {
      record["parameters"] = .integer(costs.parameters(keyValueHeads))
      record["parameters_mha"] = .integer(costs.parameters(count))
      record["cache_bytes"] = .integer(costs.cacheBytes(keyValueHeads))
      record["cache_bytes_mha"] = .integer(costs.cacheBytes(count))
      record["operations"] = .integer(costs.operations(keyValueHeads))
      record["operations_mha"] = .integer(costs.operations(count))
    }
    return record
  }

  /// Matrices of several heads as one array `[heads, positions, …]`; nil where there are none.
  private func stacked(_ matrices: [DoubleMatrix], columns: [String]?) -> Value? {
    guard let first = matrices.first else { return nil }
    let rows = first.rowCount == positions ? queryLabels : labels
    return .array(
      NumericArray(
        shape: [matrices.count, first.rowCount, first.columnCount],
        elements: matrices.flatMap(\.elements), width: numberWidth,
        labels: [nil, rows?.count == first.rowCount ? rows : nil, columns]))
  }
}

/// What an attention costs with its own number of key and value heads, and with others.
struct AttentionCosts {
  let width: Int
  let headWidth: Int
  let heads: Int
  let tokens: Int
  let isCausal: Bool

  /// Nil where only scores are known.
  init?(_ set: HeadSet) {
    guard let input = set.input, let query = set.queries.first,
      query.columnCount == set.values.first?.columnCount
    else { return nil }
    (width, headWidth, heads) = (input.columnCount, query.columnCount, set.count)
    (tokens, isCausal) = (set.positions, set.isCausal)
  }

  /// The numbers in the four maps: Q and O for every query head, K and V for every shared one.
  func parameters(_ keyValueHeads: Int) -> Int {
    2 * width * headWidth * (heads + keyValueHeads)
  }

  /// The bytes that keys and values of one token take, as 4-byte floats.
  func cacheBytes(_ keyValueHeads: Int) -> Int { 2 * keyValueHeads * headWidth * 4 }

  /// Multiplications and additions for all tokens: two a parameter and token for the maps; for
  /// scores and weighted sums four a number of a head and each visible pair of query and key.
  func operations(_ keyValueHeads: Int) -> Int {
    let pairs = isCausal ? tokens * (tokens + 1) / 2 : tokens * tokens
    return 2 * tokens * parameters(keyValueHeads) + 4 * heads * headWidth * pairs
  }
}
