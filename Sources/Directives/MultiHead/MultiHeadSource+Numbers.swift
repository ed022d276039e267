import Bedrock
import Engine
import Notebook

/// Heads from numbers that the lab gives, or that are drawn.
extension MultiHeadSource {
  /// The numbers of heads, where there are so many query heads.
  private func keyValueHeads(of heads: Int) throws -> Int {
    let shared = keyValueHeads ?? heads
    guard heads % shared == 0 else {
      throw DirectiveError(
        "\(counted: heads, "query head") cannot share \(counted: shared, "KV head") evenly",
        parameter: "kv_heads")
    }
    return shared
  }

  // MARK: - Projections

  func projected(isCausal: Bool, isScaled: Bool) throws -> HeadSet {
    guard let x, let wq, let wk, let wv else {
      throw DirectiveError("'multihead' has no source")
    }
    let heads = heads ?? 2
    let shared = try keyValueHeads(of: heads)
    for (name, w, count) in [("wq", wq, heads), ("wk", wk, shared), ("wv", wv, shared)] {
      guard w.shape[0] == x.shape[1] else {
        throw DirectiveError(
          "x (\(x.shapeText)) times \(name) (\(w.shapeText)): \(name) needs"
            + " \(counted: x.shape[1], "row"), one for each column of x", parameter: name)
      }
      guard w.shape[1] > 0, w.shape[1] % count == 0 else {
        throw DirectiveError(
          "the \(counted: w.shape[1], "column") of \(name) cannot be cut into"
            + " \(counted: count, "head")", parameter: name)
      }
    }
    guard wq.shape[1] / heads == wk.shape[1] / shared else {
      throw DirectiveError(
        "a query of width \(wq.shape[1] / heads) does not meet a key of width"
          + " \(wk.shape[1] / shared)", parameter: "wk")
    }
    let joined = heads * wv.shape[1] / shared
    if let wo, wo.shape[0] != joined {
      throw DirectiveError(
        "the heads side by side are \(joined) wide, so wo (\(wo.shapeText)) needs"
          + " \(counted: joined, "row")", parameter: "wo")
    }
    return try set(
      DoubleMatrix(x), DoubleMatrix(wq), DoubleMatrix(wk), DoubleMatrix(wv),
      wo.map(DoubleMatrix.init), heads: heads, keyValueHeads: shared, labels: x.labels[0],
      isCausal: isCausal, isScaled: isScaled)
  }

  private func set(
    _ x: DoubleMatrix, _ wq: DoubleMatrix, _ wk: DoubleMatrix, _ wv: DoubleMatrix,
    _ wo: DoubleMatrix?, heads: Int, keyValueHeads: Int, labels: [String]?, isCausal: Bool,
    isScaled: Bool
  ) throws -> HeadSet {
    guard x.rowCount > 0 else { throw DirectiveError("'x' has no row", parameter: "x") }
    let all: ScalarMultiHeadAttention
    do {
      all = try ScalarMultiHeadAttention(
        x: x, wq: wq, wk: wk, wv: wv, wo: wo, headCount: heads, keyValueHeadCount: keyValueHeads,
        isScaled: isScaled, mask: isCausal ? .causal : .none)
    } catch let error as AttentionError {
      throw DirectiveError("\(error)")
    }
    return HeadSet(
      input: x, queries: all.queries, keys: all.keys, values: all.values,
      scores: all.heads.map(\.scores), weights: all.heads.map(\.weights),
      outputs: all.heads.compactMap(\.output), concatenated: all.concatenated, outputMap: wo,
      output: all.output, labels: labels, isCausal: isCausal, divisor: all.heads[0].divisor,
      keyValueHeads: keyValueHeads)
  }

  // MARK: - Seeded

  /// Vectors of the standard normal distribution, one for each different token, and projections
  /// whose entries have the variance 1 / rows.
  func seeded(isCausal: Bool, isScaled: Bool, _ random: RandomStream) throws -> HeadSet {
    let tokens = try text?.words ?? []
    guard !tokens.isEmpty else {
      throw DirectiveError("there is no token to attend to", parameter: "tokens")
    }
    let heads = heads ?? 2
    let shared = try keyValueHeads(of: heads)
    guard width % heads == 0 else {
      throw DirectiveError(
        "a width of \(width) cannot be cut into \(counted: heads, "head")", parameter: "width")
    }
    let table = SeededEmbedding(width: width, stream: random.child("embedding"))
    let headWidth = width / heads
    func map(_ name: String, _ rows: Int, _ columns: Int) -> DoubleMatrix {
      var stream = random.child(name)
      let size = Double(rows).squareRoot()
      return DoubleMatrix(
        rowCount: rows, columnCount: columns,
        elements: (0..<rows * columns).map { _ in stream.normal() / size })
    }
    var set = try set(
      DoubleMatrix(rows: tokens.map(table.row(word:))), map("wq", width, width),
      map("wk", width, shared * headWidth), map("wv", width, shared * headWidth),
      map("wo", width, width), heads: heads, keyValueHeads: shared, labels: tokens,
      isCausal: isCausal, isScaled: isScaled)
    set.isSeeded = true
    return set
  }

  // MARK: - Scores

  func given(isCausal: Bool, isScaled: Bool?) throws -> HeadSet {
    guard let scores, let first = scores.matrices.first else {
      throw DirectiveError("'scores' holds no matrix", parameter: "scores")
    }
    let count = scores.matrices.count
    if let heads, heads != count {
      throw DirectiveError(
        "\(counted: count, "matrix", plural: "matrices") of scores for"
          + " \(counted: heads, "head")", parameter: "heads")
    }
    let shared = try keyValueHeads(of: count)
    if let v, v.matrices.count != shared {
      throw DirectiveError(
        "\(counted: v.matrices.count, "matrix", plural: "matrices") of values for"
          + " \(counted: shared, "KV head")", parameter: "v")
    }
    let divisor = isScaled == false ? 1 : headWidth.map { Double($0).squareRoot() } ?? 1
    do {
      let heads = try scores.matrices.enumerated().map { head, matrix in
        try ScalarAttention(
          scores: matrix,
          values: v?.matrices[
            ScalarMultiHeadAttention.keyValueHead(of: head, heads: count, keyValueHeads: shared)],
          divisor: divisor, mask: isCausal ? .causal : .none)
      }
      let outputs = heads.compactMap(\.output)
      return HeadSet(
        values: v?.matrices ?? [], scores: heads.map(\.scores), weights: heads.map(\.weights),
        outputs: outputs, concatenated: outputs.isEmpty ? nil : DoubleMatrix(sideBySide: outputs),
        labels: first.rowCount == first.columnCount ? scores.columnLabels : nil,
        isCausal: isCausal, divisor: divisor, keyValueHeads: shared)
    } catch let error as AttentionError {
      throw DirectiveError("\(error)", parameter: "scores")
    }
  }
}
