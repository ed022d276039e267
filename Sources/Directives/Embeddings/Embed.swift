import Bedrock
import Engine
import Figures
import Notebook

/// `embed`: tokens become rows of a table, and rows are compared by their direction.
struct Embed: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "embed", chapter: .embeddings,
    summary: "Looks tokens up in an embedding table and compares their vectors.",
    discussion: EmbedDocumentation.discussion,
    results: EmbedDocumentation.results,
    examples: EmbedDocumentation.examples,
    errors: [
      "2 labels for a table of 1 row": """
      embed table=[[1, 2]] labels=["a", "b"]
      """
    ])

  enum Map: String, ParameterChoice { case none, pca }

  let source: EmbedSource
  let showsValues: Bool
  let showsCosine: Bool
  let nearest: TokenReference?
  let top: Int
  let map: Map
  let analogy: [TokenReference]

  init(_ parameters: inout ParameterReader) {
    source = EmbedSource(&parameters)
    showsValues = parameters.value(
      "values", .flag, default: true, help: "whether the vectors' numbers are shown")
    showsCosine = parameters.value(
      "cosine", .flag, default: true,
      help: "whether every vector is compared with every other (2 to 64 tokens)")
    nearest = parameters.optional(
      "nearest", .token, help: "the token whose neighbours are listed")
    top = parameters.value("top", .integer(in: 1...100), default: 5, help: "how many neighbours")
    map = parameters.value(
      "map", .choice(), default: .none,
      help: "pca draws the vectors along their two directions of greatest variance")
    analogy = parameters.value(
      "analogy", .tokens, default: [],
      help: "three tokens a, b, c: which vector is nearest to a - b + c?")
    parameters.only("top", with: .any([.given("nearest"), .given("analogy")]))
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let rows = try source.rows(context)
    do {
      return try outcome(rows, EmbedSpace(rows))
    } catch let error as EmbeddingError {
      throw DirectiveError(rows.describe(error))
    }
  }

  private func outcome(_ rows: EmbedRows, _ space: EmbedSpace) throws -> Outcome {
    var record = rows.values
    var blocks: [OutcomeBlock] = []
    let report = EmbedReport(rows: rows, space: space)
    if showsValues { blocks += report.lookup }
    if showsCosine, (2...Self.largestComparison).contains(rows.count) {
      let cosines = try space.cosinesOfTokens()
      record["cosine"] = .matrix(cosines, rows: rows.labels, columns: rows.labels)
      blocks += report.cosine(cosines)
    } else if showsCosine, rows.count > Self.largestComparison {
      blocks.append(
        .paragraph(
          "\(counted: rows.count, "token") are too many to show each beside each: up to"
            + " \(Self.largestComparison) are compared, and 'nearest=' looks among all."))
    }
    if let nearest { blocks += try neighbours(nearest, space, report, &record) }
    let answer = analogy.isEmpty ? nil : try solve(space, report, &record, &blocks)
    if map == .pca { blocks += try principalMap(rows, report, answer, &record) }
    return Outcome(record, blocks: blocks)
  }

  /// The most tokens that are compared each with each, and the most that a map can show.
  private static let largestComparison = 64
  private static let largestMap = 256

  private func neighbours(
    _ token: TokenReference, _ space: EmbedSpace, _ report: EmbedReport, _ record: inout Record
  ) throws -> [OutcomeBlock] {
    let position = try space.lookup("nearest").position(of: token)
    let found = Array(try space.neighbours(of: position).prefix(top))
    record["nearest"] = .strings(found.map { space.label($0.row) })
    record["nearest_cosines"] = .vector(
      found.map(\.cosine), labels: found.map { space.label($0.row) })
    return [.figure(report.neighbours(found, of: position))]
  }

  /// Where a − b + c leads, with and without its inputs among the candidates.
  private func solve(
    _ space: EmbedSpace, _ report: EmbedReport, _ record: inout Record,
    _ blocks: inout [OutcomeBlock]
  ) throws -> EmbedAnalogy {
    guard analogy.count == 3 else {
      throw DirectiveError(
        "'analogy' takes three tokens a, b, c for a - b + c, not \(analogy.count)",
        parameter: "analogy")
    }
    let lookup = space.lookup("analogy")
    let answer = try EmbedAnalogy(
      try analogy.map { try lookup.position(of: $0) }, in: space)
    let open = answer.withInputs.prefix(top)
    let closed = answer.withoutInputs.prefix(top)
    record["analogy"] = .string(closed.first.map { space.label($0.row) } ?? "")
    record["analogy_with_inputs"] = .string(open.first.map { space.label($0.row) } ?? "")
    record["analogy_cosines"] = .vector(
      closed.map(\.cosine), labels: closed.map { space.label($0.row) })
    record["analogy_vector"] = .vector(answer.vector)
    blocks += report.analogy(answer, Array(open), Array(closed))
    return answer
  }

  private func principalMap(
    _ rows: EmbedRows, _ report: EmbedReport, _ analogy: EmbedAnalogy?, _ record: inout Record
  ) throws -> [OutcomeBlock] {
    guard rows.count <= Self.largestMap else {
      throw DirectiveError(
        "a map of \(counted: rows.count, "token") cannot be read; name at most \(Self.largestMap)",
        parameter: "map")
    }
    let map = try PrincipalMap(rows.vectors)
    record["map"] = .matrix(
      DoubleMatrix(rows: map.points.map { [$0.x, $0.y] }), rows: rows.labels, columns: ["x", "y"])
    record["variance_share"] = .double(map.varianceShare)
    record["variance_shares"] = .vector(map.varianceShares)
    return [.figure(report.map(map, analogy))]
  }
}
