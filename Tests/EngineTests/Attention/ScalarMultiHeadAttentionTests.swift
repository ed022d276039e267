import Engine
import Testing

@Suite("Multi-head attention by hand")
struct ScalarMultiHeadAttentionTests {
  static func matrix(_ rows: Int, _ columns: Int, _ seed: Double) -> DoubleMatrix {
    DoubleMatrix(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows * columns).map {
        (Double($0) * 0.37 + seed).truncatingRemainder(dividingBy: 1) - 0.4
      })
  }

  let x = Self.matrix(5, 8, 0.1)
  let wq = Self.matrix(8, 12, 0.2)

  @Test("a head is the attention of its own columns, to the bit", arguments: [4, 2, 1])
  func heads(_ shared: Int) throws {
    let (wk, wv) = (Self.matrix(8, 3 * shared, 0.3), Self.matrix(8, 3 * shared, 0.4))
    let all = try ScalarMultiHeadAttention(
      x: x, wq: wq, wk: wk, wv: wv, wo: nil, headCount: 4, keyValueHeadCount: shared,
      mask: .causal)
    for head in 0..<4 {
      let group = head / (4 / shared)
      let single = try ScalarAttention(
        queries: x.multiplied(by: wq.columnGroups(4)[head]),
        keys: x.multiplied(by: wk.columnGroups(shared)[group]),
        values: x.multiplied(by: wv.columnGroups(shared)[group]), mask: .causal)
      #expect(all.heads[head] == single)
    }
    #expect(all.concatenated.columnCount == 12 && all.output == nil)
  }

  @Test("one head with an identity for the output map is attention as it is")
  func single() throws {
    let w = Self.matrix(8, 3, 0.5)
    let identity = DoubleMatrix(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    let all = try ScalarMultiHeadAttention(
      x: x, wq: w, wk: w, wv: w, wo: identity, headCount: 1, keyValueHeadCount: 1)
    #expect(all.output == all.heads[0].output)
  }

  @Test("shared keys and values are the same as repeated ones")
  func repeated() throws {
    let (wk, wv) = (Self.matrix(8, 6, 0.3), Self.matrix(8, 6, 0.4))
    func twice(_ w: DoubleMatrix) -> DoubleMatrix {
      let groups = w.columnGroups(2)
      return DoubleMatrix(sideBySide: [groups[0], groups[0], groups[1], groups[1]])
    }
    let grouped = try ScalarMultiHeadAttention(
      x: x, wq: wq, wk: wk, wv: wv, wo: nil, headCount: 4, keyValueHeadCount: 2)
    let full = try ScalarMultiHeadAttention(
      x: x, wq: wq, wk: twice(wk), wv: twice(wv), wo: nil, headCount: 4, keyValueHeadCount: 4)
    #expect(grouped.concatenated == full.concatenated)
  }

  @Test("columns cut into groups and put side by side are the matrix again")
  func groups() {
    #expect(DoubleMatrix(sideBySide: wq.columnGroups(4)) == wq)
    #expect(wq.columnGroups(3)[1].row(2) == Array(wq.row(2)[4..<8]))
  }
}
