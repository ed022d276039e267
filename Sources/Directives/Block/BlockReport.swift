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
      ["attention", "causal, \(a.attentionName)"], ["block input and output", stream],
      ["parameters of a block", NumberText.grouped(a.parametersPerBlock)],
    ]
    return Table(
      columns: [.init("what"), .init("size")], rows: rows, title: "\(a.name): one block")
  }

  private var stream: String { shape(a.width) }

  private func shape(_ width: Int) -> String { "[\(sequence) x \(width)]" }

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
          output: shape(vocabulary))))
    return BlockDiagram(
      input: "\(sequence) token ids", stages: stages,
      repeated: .init(from: 1, to: 2, count: a.layers), output: "logits", title: a.name)
  }

  // MARK: - Roles

  /// What each part does, with what goes in and what comes out.
  var roles: Table {
    let heads = "[\(sequence) x \(a.heads) x \(a.headWidth)]"
    let group = a.heads / a.keyValueHeads
    let sharing =
      group == 1
      ? "each head with keys and values of its own" : "\(group) query heads share a KV head"
    let rows = [
      [a.normName, "brings every vector to one size before it is read", "\(stream) -> \(stream)"],
      [
        "Q, K, V", "what a token asks, is found by, hands over; \(sharing)",
        "\(stream) -> \(heads)",
      ],
      ["attention", "moves information between positions", "\(heads) -> \(heads)"],
      [
        "Wo", "mixes the heads back into the stream's width", "\(shape(a.queryWidth)) -> \(stream)",
      ],
      ["+ residual", "adds the answer; nothing is overwritten", stream],
      [a.normName, "again, with gains of its own", "\(stream) -> \(stream)"],
      [
        a.feedForwardName, "works on each position by itself",
        "\(stream) -> \(shape(a.hiddenWidth)) -> \(stream)",
      ],
      ["+ residual", "adds that answer, too", stream],
    ]
    return Table(columns: [.init("part"), .init("what it is for"), .init("shape")], rows: rows)
  }
}
