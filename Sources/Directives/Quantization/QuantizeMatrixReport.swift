import Bedrock
import Engine
import Figures
import Notebook

/// What `quantize` shows of a matrix.
struct QuantizeMatrixReport {
  let results: [MatrixQuantization]

  /// Larger matrices are drawn by their errors alone.
  private static let mostRows = 16
  private static let mostColumns = 12

  var blocks: [OutcomeBlock] {
    guard results.count == 1, let only = results.first else { return [.table(table)] }
    return pictures(only) + [.table(table)]
  }

  private func pictures(_ result: MatrixQuantization) -> [OutcomeBlock] {
    var blocks: [OutcomeBlock] = []
    let matrix = result.matrix
    if matrix.rows <= Self.mostRows, matrix.columns <= Self.mostColumns {
      blocks += numbers(result).map { .figure($0) }
    }
    let isWide = matrix.columns > Self.mostColumns && matrix.rows < 4
    if result.loss.maximum > 0, !isWide { blocks.append(.figure(heatmap(result))) }
    if let layout = layout(result) { blocks.append(.paragraph(layout)) }
    return blocks
  }

  /// Codes, and what they stand for.
  private func numbers(_ result: MatrixQuantization) -> [any Figure] {
    let values = MatrixFigure(
      values: result.values, name: "weights in \(result.recipe.format.title)",
      rowLabels: result.rowLabels, columnLabels: result.columnLabels, precision: .float)
    guard let codes = result.codes else { return [values] }
    let integers = MatrixFigure(
      values: codes, name: "codes", rowLabels: result.rowLabels,
      columnLabels: result.columnLabels)
    let title = result.recipe.title
    let scale =
      result.matrix.scales.first.map {
        NumberText.significant($0, digits: 4)
      } ?? ""
    guard result.matrix.scales.count == 1, result.matrix.zeroPoints.isEmpty else {
      return [integers, scales(result), values].compactMap { $0 }
    }
    return [
      MatrixEquation(
        [.matrix(integers), .sign("x \(scale) ="), .matrix(values)], title: title)
    ]
  }

  /// The scales (and zero points) beside each other, a row a group.
  private func scales(_ result: MatrixQuantization) -> (any Figure)? {
    let matrix = result.matrix
    guard matrix.scales.count <= 4 * Self.mostRows else { return nil }
    var names = ["scale"]
    var columns = [matrix.scales.map { Double($0) }]
    if !matrix.zeroPoints.isEmpty {
      names.append("zero point")
      columns.append(matrix.zeroPoints.map { Double($0) })
    }
    if !matrix.minimums.isEmpty {
      names.append("minimum")
      columns.append(matrix.minimums.map { Double($0) })
    }
    return MatrixFigure(
      values: matrix.scales.indices.map { group in columns.map { $0[group] } },
      name: names.count == 1 ? "scales" : "scales and more", columnLabels: names,
      format: .significant(4),
      precision: .float)
  }

  private func heatmap(_ result: MatrixQuantization) -> Heatmap {
    Heatmap(
      values: result.errors, rowLabels: result.rowLabels, columnLabels: result.columnLabels,
      quantity: "error", title: "stored minus original: \(result.recipe.title)",
      scale: .diverging(limit: result.loss.maximum))
  }

  /// The bytes of a first block, in the order of a file, and how they are read.
  private func layout(_ result: MatrixQuantization) -> String? {
    guard let bytes = result.packed, case .block(let format) = result.recipe.format.kind,
      bytes.count >= format.blockBytes, let scale = result.matrix.scales.first,
      let codes = result.matrix.codes
    else { return nil }
    let block = bytes.prefix(format.blockBytes)
    var text =
      "The first block as a file holds it, \(format.blockBytes) bytes in hexadecimal digits:"
      + " \(Hexadecimal.string(Array(block.prefix(2)))) is the scale,"
      + " \(NumberText.significant(scale, digits: 4)) as a half float;"
    if let minimum = result.matrix.minimums.first {
      text +=
        " \(Hexadecimal.string(Array(block[2..<4]))) the minimum,"
        + " \(NumberText.significant(minimum, digits: 4));"
    }
    let data = Array(block.dropFirst(format.sharedBytes))
    text += " \(Hexadecimal.string(data)) the codes,"
    if format == .q80 { return text + " a byte each, negative ones as 256 more." }
    return text + " two a byte: the first, \(Hexadecimal.string([data[0]])), has weight 0's code"
      + " \(codes[0]) in its lower half and weight 16's, \(codes[16]), in its upper."
  }

  var table: Table {
    Table(
      columns: [
        .init("format"), .init("distinct", .right), .init("smallest", .right),
        .init("largest", .right), .init("max error", .right), .init("mean square", .right),
        .init("bytes", .right), .init("bits each", .right),
      ],
      rows: results.map { result in
        [
          results.count == 1 ? result.recipe.title : result.recipe.format.title,
          String(result.matrix.distinct),
          NumberText.fixed(Double(result.minimum), decimals: 4),
          NumberText.fixed(Double(result.maximum), decimals: 4),
          QuantizeText.error(result.loss.maximum), QuantizeText.error(result.loss.meanSquare),
          NumberText.grouped(result.matrix.size.bytes),
          QuantizeText.bits(result.bitsPerWeight),
        ]
      })
  }
}

/// The numbers of `quantize`'s tables.
enum QuantizeText {
  static func error(_ x: Double) -> String {
    x == 0 ? "0" : NumberText.significant(x, digits: 3)
  }

  static func bits(_ x: Double) -> String { NumberText.fixed(x, decimals: 2) }

  /// Three decimals; of a ruined model, whose perplexity may be of any size, the size.
  static func perplexity(_ x: Double) -> String {
    switch x {
    case ..<1000: NumberText.fixed(x, decimals: 3)
    case ..<1e12: NumberText.grouped(Int(x.rounded()))
    default: NumberText.significant(x, digits: 3)
    }
  }
}
