import Bedrock
import Figures
import Testing

@Suite("Tables")
struct TableTests {
  private let table = Table(
    columns: [.init("activation"), .init("z", .right), .init("note")],
    rows: [["GELU", "1.23", "tanh form"], ["SiLU", "-0.5"], ["猫", "10", "猫 | `x`"]])

  @Test("columns align, and what is not ASCII does not stand before another column")
  func aligned() {
    #expect(
      table.lines(FigureStyle()) == [
        "activation     z  note",
        "----------  ----  ---------",
        "GELU        1.23  tanh form",
        "SiLU        -0.5",
        "\\u{732B}      10  猫 | `x`",
      ])
  }

  @Test("cells are kept raw in the data")
  func raw() {
    #expect(table.data["rows"]?[2]?[2] == "猫 | `x`")
    #expect(table.sentence == "A table of 3 rows: activation, z, note.")
  }

  @Test("a table wider than the page gives up its widest column first", arguments: [12, 20, 40])
  func narrow(width: Int) {
    let wide = Table(
      columns: [.init("a"), .init("b"), .init("c")],
      rows: [[String(repeating: "x", count: 50), "short", String(repeating: "y", count: 30)]])
    for line in wide.lines(FigureStyle(width: width)) { #expect(ColumnWidth.of(line) <= width) }
  }

  @Test("without rows or columns it says so")
  func empty() {
    #expect(Table(columns: [], rows: []).lines(FigureStyle()) == ["(empty: no columns)"])
    #expect(Table(columns: [.init("a")], rows: []).lines(FigureStyle()).last == "(no rows)")
  }
}
