import Bedrock
import Engine
import Figures
import Notebook

/// What `block` shows and binds.
struct BlockReport {
  let architecture: Architecture
  let sequence: Int

  private var a: Architecture { architecture }

  var record: Record {
    Record([
      "d_model": .integer(a.width), "layers": .integer(a.layers), "heads": .integer(a.heads),
      "kv_heads": .integer(a.keyValueHeads), "head_width": .integer(a.headWidth),
      "query_shape": .integers([a.heads, a.headWidth]),
      "kv_shape": .integers([a.keyValueHeads, a.headWidth]),
      "concatenated": .integer(a.queryWidth), "ffn": .integer(a.hiddenWidth),
      "sequence": .integer(sequence), "block_shape": .integers([sequence, a.width]),
      "parameters_per_block": .integer(a.parametersPerBlock),
      "parameters": .integer(a.parameterCount),
    ])
  }

  // MARK: - Sizes

  var sizes: Table {
    let rows = [
      ["sequence length shown", String(sequence)], ["model width (d_model)", String(a.width)],
      ["layers", String(a.layers)], ["query heads", String(a.heads)],
      ["KV heads", String(a.keyValueHeads)], ["head width", String(a.headWidth)],
      ["Q per token", "\(a.heads) x \(a.headWidth)"],
      ["K and V per token, each", "\(a.keyValueHeads) x \(a.headWidth)"],
      ["heads side by side", String(a.queryWidth)], ["FFN hidden width", String(a.hiddenWidth)],
      ["norm", a.normName], ["positions", a.positionName], ["FFN", a.feedForwardName],
      ["attention", "causal, \(a.attentionName)"], ["block input and output", shape(a.width)],
      ["parameters of a block", NumberText.grouped(a.parametersPerBlock)],
    ]
    return Table(
      columns: [.init("what"), .init("size")], rows: rows, title: "\(a.name): one block")
  }

  /// On an arrow of a diagram.
  private var stream: String { "[\(sequence)×\(a.width)]" }

  /// In a cell of a table.
  private func shape(_ width: Int) -> String { "\(sequence) x \(width)" }

  // MARK: - Diagrams

  private var branches: [BlockDiagram.Stage] {
    let rotated = a.isLlamaLike ? ", RoPE" : ""
    let attention = BlockDiagram.Box(
      "causal attention\(rotated)",
      lines: [
        "Q \(a.heads) x \(a.headWidth)", "K, V \(a.keyValueHeads) x \(a.headWidth)",
        "\(a.queryWidth) -> \(a.width)",
      ], output: stream)
    let feedForward = BlockDiagram.Box(
      a.feedForwardName, lines: ["\(a.width) -> \(a.hiddenWidth) -> \(a.width)"], output: stream)
    let norm = BlockDiagram.Box(a.normName, output: stream)
    return [
      .branch([norm, attention], output: stream), .branch([norm, feedForward], output: stream),
    ]
  }

  /// One block by itself.
  var block: BlockDiagram {
    BlockDiagram(
      input: "x \(stream)", stages: branches, output: "x \(stream), to the next block",
      title: "one block of \(a.name)")
  }

  /// The whole model: embedding, stacked blocks, output map.
  var model: BlockDiagram {
    var stages = branches
    let norm = BlockDiagram.Box("final \(a.normName)", output: stream)
    guard let vocabulary = a.vocabulary else {
      return BlockDiagram(
        input: "x \(stream)", stages: stages,
        repeated: .init(from: 0, to: 1, count: a.layers), output: "x \(stream)", title: a.name)
    }
    let size = "\(NumberText.grouped(vocabulary)) x \(NumberText.grouped(a.width))"
    let learned = a.isLlamaLike ? [] : ["+ learned positions"]
    stages.insert(
      .box(.init("embedding", lines: [size] + learned, output: stream)), at: 0)
    stages.append(.box(norm))
    stages.append(
      .box(
        .init(
          "output map", lines: [a.tiesEmbeddings ? "the embedding again" : size],
          output: "[\(sequence)×\(vocabulary)]")))
    return BlockDiagram(
      input: "\(sequence) token ids", stages: stages,
      repeated: .init(from: 1, to: 2, count: a.layers), output: "logits", title: a.name)
  }

  // MARK: - Roles

  /// What each part does, with what goes in and what comes out.
  var roles: Table {
    let stream = shape(a.width)
    let heads = "\(sequence) x \(a.heads) x \(a.headWidth)"
    let shared = "\(sequence) x \(a.keyValueHeads) x \(a.headWidth)"
    let rows = [
      [a.normName, "brings every vector to one size", stream],
      ["Q", "what each token looks for", heads],
      ["K, V", "what it is found by, what it hands over", shared],
      ["attention", "moves information between positions", heads],
      ["Wo", "mixes the heads into the stream's width", stream],
      ["+ residual", "adds; nothing is overwritten", stream],
      [a.normName, "once more, with gains of its own", stream],
      [a.feedForwardName, "each position by itself: widens", shape(a.hiddenWidth)],
      ["", "and narrows", stream],
      ["+ residual", "adds", stream],
    ]
    return Table(
      columns: [.init("part"), .init("what it is for"), .init("gives")], rows: rows,
      title: "from \(stream) to \(stream), part by part")
  }
}
