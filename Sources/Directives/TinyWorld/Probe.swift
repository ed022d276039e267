import Bedrock
import Engine
import Figures
import Notebook

/// `probe`: what a model knows of tinyworld's world, by questions that training never showed.
struct Probe: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "probe", chapter: .training,
    summary:
      "Asks a model about every phenomenon of tinyworld's world, with cases kept from training.",
    discussion: """
      tinyworld's sentences come from a grammar that keeps some combinations back: pairs of nouns, \
      names, numbers or letters that no training document holds. A probe's item is a text that ends \
      before such a place, with the right continuation and a few wrong ones. The model is right if it \
      gives the right one the largest probability; chance is what blind choice among them would reach.

      Perplexity is measured on new documents, each from its beginning. Since the grammar wrote them, \
      their own entropy is known exactly: it is the floor, below which no model comes on average.
      """,
    results: [
      "names": "the phenomena",
      "accuracies": "the share of right answers, one a phenomenon",
      "chances": "the share that blind choice reaches",
      "perplexity": "of the model on new documents, a token",
      "floor": "of the grammar itself on the same documents",
      "lowest": "the lowest of the accuracies",
    ],
    examples: [
      "What the shipped model knows.": """
      probe model=tinyworld items=25 documents=20
      expect probe.lowest > 0.7
      """
    ])

  let model: ModelChoice
  let items: Int
  let documents: Int

  init(_ parameters: inout ParameterReader) {
    model = ModelChoice(&parameters)
    items = parameters.value(
      "items", .integer(in: 1...2000), default: 100, help: "how many cases of each phenomenon")
    documents = parameters.value(
      "documents", .integer(in: 1...10_000), default: 200,
      help: "how many new documents perplexity is measured on")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "probe")
    let model = try context.load(reference)
    guard model.tokenizerRecord.isOwn else {
      throw DirectiveError(
        "'probe' asks about tinyworld's world, of which \(reference.name) has read nothing: it knows"
          + " models that were trained here", parameter: "model")
    }
    let probes = TinyWorld.probes
    // An item and a document have some tens of tokens.
    try context.admit(
      .passes(
        Double(probes.count * items + documents), of: model.configuration,
        tokens: min(model.configuration.context, 64)))
    let evaluation = TinyWorldEvaluation(model)
    var results: [ProbeReport.Result] = []
    for (index, probe) in probes.enumerated() {
      context.progress(index, of: probes.count, probe.name)
      let accuracy = try evaluation.accuracy(of: probe, items: items)
      results.append(
        ProbeReport.Result(name: probe.name, accuracy: accuracy, example: probe.items(1).first))
    }
    let entropy = try evaluation.entropy(
      of: TinyWorld.validation(seed: 1, documents: documents))
    let report = ProbeReport(modelName: reference.name, results: results, entropy: entropy)
    return Outcome(report.values, blocks: report.blocks)
  }
}

/// What `probe` binds and shows.
struct ProbeReport {
  struct Result {
    let name: String
    let accuracy: TinyWorldEvaluation.Accuracy
    let example: TinyWorld.ProbeItem?
  }

  let modelName: String
  let results: [Result]
  let entropy: TinyWorldEvaluation.Entropy

  var values: Record {
    let names = results.map(\.name)
    let shares = results.map(\.accuracy.share)
    return Record([
      "names": .strings(names), "accuracies": .vector(shares, labels: names),
      "chances": .vector(results.map(\.accuracy.chance), labels: names),
      "lowest": .double(shares.min() ?? .nan),
      "perplexity": .double(entropy.perplexity), "floor": .double(entropy.floor),
    ])
  }

  var blocks: [OutcomeBlock] {
    [.figure(bars), .table(examples), .paragraph(perplexity)]
  }

  private var bars: PairedBars {
    PairedBars(
      entries: results.map {
        .init($0.name, before: $0.accuracy.chance, after: $0.accuracy.share)
      }, beforeName: "by chance", afterName: modelName, format: .percent(decimals: 0),
      labelName: "phenomenon",
      title: "right answers, of \(counted: results.first?.accuracy.items ?? 0, "new case") each")
  }

  /// A case of each phenomenon: what is asked, and what may follow, the right one first.
  private var examples: Table {
    Table(
      columns: [.init("phenomenon"), .init("a case"), .init("right"), .init("wrong")],
      rows: results.compactMap { result in
        guard let item = result.example else { return nil }
        let wrong = item.candidates.indices.filter { $0 != item.answer }
        return [
          result.name, item.prompt + " ...", Wording.bare(item.candidates[item.answer]),
          Self.listed(wrong.map { Wording.bare(item.candidates[$0]) }),
        ]
      })
  }

  /// The columns that wrong answers take; the first is there, however long.
  private static let wrongWidth = 32

  /// As many answers as fit, and how many there are besides.
  private static func listed(_ answers: [String]) -> String {
    var count = 1
    while count < answers.count,
      ColumnWidth.of(answers.prefix(count + 1).joined(separator: ", ")) <= wrongWidth
    {
      count += 1
    }
    let rest = answers.count - count
    return answers.prefix(count).joined(separator: ", ") + (rest > 0 ? " (and \(rest) more)" : "")
  }

  private var perplexity: String {
    "On \(counted: entropy.documents, "new document") the model's perplexity is"
      + " \(NumberText.fixed(entropy.perplexity, decimals: 3)) a token; the grammar's own, below"
      + " which no model comes on average, is \(NumberText.fixed(entropy.floor, decimals: 3))."
  }
}
