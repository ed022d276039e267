import Bedrock
import Engine
import Figures
import Notebook

/// What `trace` shows and binds.
struct TraceReport {
  let text: String
  let read: ModelText
  let model: LanguageModel
  let modelName: String
  let pass: ForwardTrace
  let sampling: SamplingTrace
  let isGreedy: Bool
  let generation: Generation
  let top: Int

  private var configuration: ModelConfiguration { model.configuration }
  private var logits: [Double] { pass.logits.map { Double($0) } }
  private var ranking: [Int] { Array(LogitFilter.ranking(logits).prefix(top)) }
  private var characters: Int { text.unicodeScalars.count }
  private var shape: String { "\(read.count)×\(configuration.width)" }

  /// The text with what was written; bytes that are no text become U+FFFD.
  private var output: String {
    let written = generation.ids.flatMap { model.tokenizer.bytes(of: $0) ?? [] }
    return text + String(decoding: written, as: UTF8.self)
  }

  var record: Record {
    func floats(_ values: [Float], _ labels: [String]? = nil) -> Value {
      .array(NumericArray(vector: values.map { Double($0) }, width: .float, labels: labels))
    }
    let names = ranking.map(model.label)
    var record: Record = [
      "characters": .integer(characters), "bytes": .integer(text.utf8.count),
      "ids": .integers(read.ids, labels: read.labels), "pieces": .strings(read.labels),
      "vectors": .array(
        NumericArray(
          floats: pass.vectors.flatMap { $0 }, shape: [read.count, configuration.width],
          labels: [read.labels, nil])),
      "sizes": .vector([pass.sizes.embedding] + pass.sizes.layers.map(\.stream)),
      "attention_sizes": .vector(pass.sizes.layers.map(\.attention)),
      "ffn_sizes": .vector(pass.sizes.layers.map(\.feedForward)),
      "hidden": floats(pass.hidden), "logits": floats(pass.logits),
      "top_ids": .integers(ranking, labels: names), "top_tokens": .strings(names),
      "top_logits": floats(ranking.map { pass.logits[$0] }, names),
      "probabilities": .vector(
        ranking.map { sampling.final.probabilities[$0] }, labels: names),
    ]
    if let id = generation.ids.first {
      record["id"] = .integer(id)
      record["token"] = .string(model.label(of: id))
    }
    record["new_ids"] = .integers(generation.ids, labels: generation.ids.map(model.label))
    record["output"] = .string(output)
    return record
  }

  func blocks(_ stage: Trace.Stage) -> [OutcomeBlock] {
    switch stage {
    case .path: [.figure(path)]
    case .text: [.table(textTable)]
    case .tokens: [.figure(chips)]
    case .vectors: [.figure(vectors)]
    case .blocks: [.figure(blockSizes)]
    case .logits: [.figure(hidden), .figure(scores)]
    case .sampling: [.figure(probabilities), .paragraph(taken)]
    case .output: [.table(steps)]
    case .all, .none: []
    }
  }

  // MARK: - Stages

  /// The overview: seven stages, and what flows between them.
  private var path: FlowDiagram {
    let width = configuration.width
    return FlowDiagram(
      input: "text, \(characters) characters",
      steps: [
        .init("tokenizer", output: "\(read.count) ids"),
        .init("embedding", output: "[\(shape)]"),
        .init("\(configuration.layers) blocks", output: "[\(shape)]"),
        .init("norm, output map", output: "last row: \(width) -> \(logits.count) logits"),
        .init("softmax", output: "\(logits.count) probabilities"),
        .init(isGreedy ? "take the largest" : "draw one", output: "1 id"),
        .init("its text", output: ""),
      ], result: generation.ids.first.map(model.label) ?? "(end)",
      title: "the path through \(modelName)")
  }

  private var textTable: Table {
    let shown = [UInt8](text.utf8).prefix(12).map { Self.hexadecimal($0) }.joined(separator: " ")
    return Table(
      columns: [.init("characters", .right), .init("bytes", .right), .init("the first bytes")],
      rows: [
        [
          String(characters), String(text.utf8.count),
          shown + (text.utf8.count > 12 ? " ..." : ""),
        ]
      ])
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private var chips: Chips {
    Chips(
      tokens: zip(read.bytes, read.ids).map { .init(bytes: $0, id: $1) },
      title: "\(read.count) tokens and their ids"
        + (read.hasStart ? ", the start token among them" : ""))
  }

  /// The first numbers of every token's vector.
  private var vectors: MatrixFigure {
    let shown = min(6, configuration.width)
    return MatrixFigure(
      values: pass.vectors.map { $0.prefix(shown).map { Double($0) } },
      name: "the first \(shown) of \(configuration.width) numbers of each vector",
      rowLabels: read.labels, format: .decimals(3), precision: .float)
  }

  private var blockSizes: ResidualTrace {
    let layers = pass.sizes.layers.enumerated().map { index, layer in
      ResidualTrace.Layer(
        "block \(index)", size: layer.stream, attention: layer.attention,
        feedForward: layer.feedForward)
    }
    let last = read.labels.last.map(TokenText.visible) ?? ""
    return ResidualTrace(
      layers: [.init("embedding", size: pass.sizes.embedding)] + layers, quantity: "length",
      title: "the vector at \(last), and what each block adds to it", format: .decimals(1))
  }

  private var hidden: MatrixFigure {
    let shown = min(6, configuration.width)
    return MatrixFigure(
      values: [pass.hidden.prefix(shown).map { Double($0) }],
      name: "the last vector, normed: \(shown) of its \(configuration.width) numbers",
      format: .decimals(3), precision: .float)
  }

  private var scores: BarChart {
    BarChart(
      entries: ranking.map { .init(model.label(of: $0), logits[$0]) }, format: .decimals(2),
      columns: [.rank, .value], valueName: "logit",
      title: "the highest of \(NumberText.grouped(logits.count)) logits", precision: .float)
  }

  private var probabilities: BarChart {
    let final = sampling.final
    let names = sampling.stages.map { $0.filter?.label ?? "logits" }
    let entries = ranking.map {
      BarChart.Entry(
        model.label(of: $0), final.probabilities[$0], kept: final.logits[$0] > -.infinity)
    }
    return BarChart(
      entries: entries,
      title: "softmax" + (names.isEmpty ? "" : " after " + Wording.list(names)))
  }

  private var taken: String {
    let verb = isGreedy ? "Greedy takes" : "Drawn"
    guard let id = generation.ids.first else {
      return "\(verb): the end of the text."
    }
    let probability = Wording.percent(sampling.final.probabilities[id])
    return "\(verb): \(LabText.quoted(model.label(of: id))), id \(id), which has \(probability)."
  }

  /// A line a token that was written, with the text as it then stands.
  private var steps: Table {
    var written: [UInt8] = []
    let rows = zip(generation.ids, generation.probabilities).enumerated().map {
      index, step -> [String] in
      written += model.tokenizer.bytes(of: step.0) ?? []
      let now = String(decoding: written, as: UTF8.self)
      return [
        String(index + 1), String(read.count + index), String(step.0), Wording.percent(step.1),
        "..." + now,
      ]
    }
    return Table(
      columns: [
        .init("step", .right), .init("tokens read", .right), .init("id", .right),
        .init("p", .right), .init("the text goes on"),
      ], rows: rows, title: "each new token is appended, and the next is asked for",
      summary: "\(counted: generation.ids.count, "token") written,"
        + " \(generation.ending.inWords): \(output)")
  }
}
