import Bedrock
import Engine
import Figures
import Notebook

/// `induction`: random tokens said twice, to see whether a model copies and which heads do it.
struct Induction: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "induction", chapter: .multiHead,
    summary:
      "Says random tokens twice and measures which heads look up what came next the first time.",
    discussion: """
      A sequence of random tokens cannot be predicted, except by looking back: if it is said twice, \
      each token of the second half came before, and what followed it then will follow it now. An \
      *induction head* does that lookup: from a token it attends to the place *after* the token's \
      earlier occurrence (Olsson et al. 2022, arXiv:2209.11895).

      The induction score of a head is the mean weight that goes there, over all tokens of the second \
      half and all sequences; a head that looks nowhere in particular scores about 1 / (places to look \
      at). The score of the previous-token pattern stands beside it, since induction needs a head that \
      tells each place what stood before it. The losses are means of -ln p, of each token but the \
      first of a half, the first time and the second.

      Tokens are words of the model's vocabulary (a space and letters), different ones within a \
      sequence, drawn from the result's random stream; `tokens=` gives others.
      """,
    results: [
      "scores": "[layers, heads]: the induction score",
      "previous_token_scores": "[layers, heads]: the mean weight on the token before",
      "layer": "the layer of the head with the largest induction score",
      "head": "that head",
      "score": "its score",
      "previous_token_layer": "the layer of the head that looks most at the token before",
      "previous_token_head": "that head",
      "losses": "the mean of -ln p at each place but the first, nats",
      "first_half_loss": "the mean over the first half, nats a token",
      "second_half_loss": "the mean over the second half, nats a token",
    ],
    examples: [
      "Behind \"List:\" the second time is easier than the first, and some heads know why.": """
      induction model=tinyworld length=6 sequences=8 prefix="List:"
        tokens=["blue", "wall", "dog", "kite", "soup", "coat", "river", "seven"]
      expect induction.second_half_loss < 0.5 * induction.first_half_loss
      expect induction.score > 0.9
      """
    ],
    errors: [
      "do not fit into the model's context": """
      induction model=tinyworld length=100
      """
    ])

  let model: ModelChoice
  let length: Int
  let sequences: Int
  let tokens: [String]?
  let prefix: String

  init(_ parameters: inout ParameterReader) {
    model = ModelChoice(&parameters, help: "the model that is tested")
    length = parameters.value(
      "length", .integer(in: 2...512), default: 12, help: "how many tokens are said twice")
    sequences = parameters.value(
      "sequences", .integer(in: 1...1000), default: 16, help: "how many sequences are drawn")
    tokens = parameters.optional(
      "tokens", .strings, help: "what is drawn from; words of the vocabulary without it")
    prefix = parameters.value(
      "prefix", .text, default: "", help: "a text that stands before each sequence")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let reference = try model.required(by: "induction")
    let model = try context.load(reference)
    let pool = try pool(of: model)
    let before = (model.startToken.map { [$0] } ?? []) + model.tokenizer.encode(prefix)
    guard before.count + 2 * length <= model.configuration.context else {
      throw DirectiveError(
        "twice \(counted: length, "token") do not fit into the model's context of"
          + " \(model.configuration.context)", parameter: "length")
    }
    try context.admit(
      .passes(
        Double(sequences), of: model.configuration, tokens: before.count + 2 * length))
    let drawn = (0..<sequences).map { _ in
      var shuffled = pool
      context.random.shuffle(&shuffled)
      return Array(shuffled.prefix(length) + shuffled.prefix(length))
    }
    let study = try InductionStudy(
      model.transformer, sequences: drawn, length: length, prefix: before)
    let report = InductionReport(modelName: reference.name, study: study, sequences: sequences)
    return Outcome(report.record, blocks: report.blocks)
  }

  /// The tokens that are drawn from.
  private func pool(of model: LanguageModel) throws -> [Int] {
    if let tokens {
      let ids = try tokens.map { try model.id(ofWord: $0, parameter: "tokens") }
      guard Set(ids).count >= length else {
        throw DirectiveError(
          "'tokens' has \(Set(ids).count) different ones, and a sequence needs \(length)",
          parameter: "tokens")
      }
      return Set(ids).sorted()
    }
    let words = (0..<model.tokenizer.vocabularySize).filter {
      Self.isWord(model.tokenizer.bytes(of: $0) ?? [])
    }
    guard words.count >= length else {
      throw DirectiveError(
        "the vocabulary has only \(counted: words.count, "word"); give 'tokens='",
        parameter: "length")
    }
    return words
  }

  /// A space and at least two ASCII letters.
  private static func isWord(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == UInt8(ascii: " ")
      && bytes.dropFirst().allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
  }
}

/// What `induction` shows and binds.
struct InductionReport {
  let modelName: String
  let study: InductionStudy
  let sequences: Int

  private func largest(_ scores: [[Double]]) -> (layer: Int, head: Int) {
    var found = (layer: 0, head: 0)
    for (layer, row) in scores.enumerated() {
      for (head, score) in row.enumerated() where score > scores[found.layer][found.head] {
        found = (layer, head)
      }
    }
    return found
  }

  var record: Record {
    let best = largest(study.scores)
    let previous = largest(study.previousTokenScores)
    return [
      "scores": .array(NumericArray(rows: study.scores)),
      "previous_token_scores": .array(NumericArray(rows: study.previousTokenScores)),
      "layer": .integer(best.layer), "head": .integer(best.head),
      "score": .double(study.scores[best.layer][best.head]),
      "previous_token_layer": .integer(previous.layer),
      "previous_token_head": .integer(previous.head), "losses": .vector(study.losses),
      "first_half_loss": .double(study.firstHalfLoss),
      "second_half_loss": .double(study.secondHalfLoss),
    ]
  }

  var blocks: [OutcomeBlock] {
    [
      .figure(chart),
      .figure(heatmap(study.scores, "induction score", "who looks up what came next")),
      .figure(
        heatmap(study.previousTokenScores, "weight on the token before", "who looks one back")),
    ]
  }

  private var chart: LineChart {
    let first = NumberText.fixed(study.firstHalfLoss, decimals: 2)
    let second = NumberText.fixed(study.secondHalfLoss, decimals: 2)
    return LineChart(
      series: [.init("loss", x: study.losses.indices.map { Double($0 + 1) }, y: study.losses)],
      x: .init("place in the sequence"), y: .init("loss (nats)", low: 0),
      title: "\(modelName), \(counted: sequences, "sequence"): \(first) the first time, \(second)"
        + " the second",
      events: [.init(x: Double(study.length), "said again from here")], height: 10)
  }

  private func heatmap(_ values: [[Double]], _ quantity: String, _ title: String) -> Heatmap {
    Heatmap(
      values: values, rowLabels: values.indices.map { String($0) },
      columnLabels: (values.first ?? []).indices.map { String($0) }, rowAxis: "layer",
      columnAxis: "head", quantity: quantity, title: "\(modelName): \(title)",
      format: .percent(decimals: 0), scale: .range(low: 0, high: 1))
  }
}
