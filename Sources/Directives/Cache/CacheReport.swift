import Bedrock
import Engine
import Figures
import Notebook

/// What `kvcache` shows of counts and bytes.
struct CacheReport {
  let count: CacheCount?
  let shape: CacheShape?
  let bytesPerToken: Double?
  let contexts: [Int]
  let isPicture: Bool

  /// More passes than these are not drawn.
  private static let mostPasses = 500

  var record: Record {
    var record = Record()
    if let count {
      record["without"] = .double(count.without)
      record["with"] = .double(count.with)
      record["ratio"] = .double(count.ratio)
      if let bytesPerToken { record["bytes"] = .double(count.with * bytesPerToken) }
    }
    record["bytes_per_token"] = bytesPerToken.map(Value.double)
    if let operations {
      record["operations_without"] = .double(operations.without)
      record["operations_with"] = .double(operations.with)
      record["operations_ratio"] = .double(operations.without / operations.with)
    }
    if let shape, !shape.sharings.isEmpty {
      record["sharing"] = .vector(
        shape.sharings.map { shape.bytesPerToken(keyValueHeads: $0.heads) },
        labels: shape.sharings.map(\.name))
    }
    if let bytesPerToken, !contexts.isEmpty {
      record["context_bytes"] = .vector(
        contexts.map { Double($0) * bytesPerToken }, labels: contexts.map { String($0) })
    }
    return record
  }

  private var operations: (without: Double, with: Double)? {
    guard let count, let configuration = shape?.configuration else { return nil }
    let operations = PassOperations(configuration)
    return (operations.of(count.passesWithout), operations.of(count.passesWith))
  }

  var blocks: [OutcomeBlock] {
    var blocks: [OutcomeBlock] = []
    if let count {
      if isPicture, count.generated <= Self.mostPasses {
        blocks += CachePictures.timelines(count).map { .figure($0) }
      }
      blocks.append(.table(counts(count)))
    }
    if let memory { blocks.append(.paragraph(memory)) }
    if let sizes { blocks.append(.table(sizes)) }
    return blocks
  }

  private func counts(_ count: CacheCount) -> Table {
    var rows = [
      Self.row("tokens computed", count.without, count.with),
      Self.row(
        "pairs of query and key", count.passesWithout.reduce(0) { $0 + $1.pairs },
        count.passesWith.reduce(0) { $0 + $1.pairs }),
    ]
    if let operations, let shape {
      rows.append(Self.row("operations of \(shape.name)", operations.without, operations.with))
    }
    return Table(
      columns: [
        .init("counted"), .init("without cache", .right), .init("with cache", .right),
        .init("ratio", .right),
      ], rows: rows)
  }

  static func row(_ name: String, _ without: Double, _ with: Double) -> [String] {
    [
      name, number(without), number(with), NumberText.fixed(without / with, decimals: 1),
    ]
  }

  /// All digits of a count below 10^12, three of a larger one.
  static func number(_ x: Double) -> String {
    guard x >= 1e12 else { return NumberText.grouped(Int(x.rounded())) }
    guard x.isFinite else { return NumberText.shortest(x) }
    let text = NumberText.scientific(x, digits: 2).utf8.split(separator: UInt8(ascii: "e"))
    let exponent = text.last.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    return "\(String(decoding: text[0], as: UTF8.self)) × 10^\(exponent)"
  }

  /// What the cache takes, and how that comes about.
  private var memory: String? {
    guard let bytesPerToken else { return nil }
    let perToken = Self.number(bytesPerToken)
    var text = shape.map { "A token takes \($0.formula) = \(perToken) bytes." } ?? ""
    if let count {
      text +=
        (text.isEmpty ? "" : " ")
        + "\(Self.number(count.with)) \(count.with == 1 ? "token" : "tokens") at \(perToken) bytes each:"
        + " \(NumberText.bytes(count.with * bytesPerToken))."
    }
    return text.isEmpty ? "A token takes \(perToken) bytes." : text
  }

  /// A line a way of sharing heads, a column a context length.
  private var sizes: Table? {
    let lengths = contexts.isEmpty ? [] : contexts
    let ways = shape?.sharings ?? []
    guard bytesPerToken != nil, !lengths.isEmpty || count == nil && ways.count > 1 else {
      return nil
    }
    let rows: [(String, String, Double)] =
      ways.isEmpty
      ? [("", "", bytesPerToken ?? 0)]
      : ways.map { way in
        (
          way.name + (way.heads == shape?.keyValueHeads ? " (its own)" : ""), String(way.heads),
          shape?.bytesPerToken(keyValueHeads: way.heads) ?? 0
        )
      }
    return Table(
      columns: (ways.isEmpty ? [] : [.init("sharing"), .init("KV heads", .right)])
        + [.init("bytes a token", .right)]
        + lengths.map { .init("\(NumberText.grouped($0)) tokens", .right) },
      rows: rows.map { name, heads, bytes in
        (ways.isEmpty ? [] : [name, heads]) + [Self.number(bytes)]
          + lengths.map { NumberText.bytes(Double($0) * bytes) }
      },
      title: (shape?.name).flatMap { $0.isEmpty ? nil : "the cache of \($0)" } ?? "")
  }
}

/// The pictures of prefill and decode.
enum CachePictures {
  /// The passes without a cache and those with one, on one scale.
  static func timelines(_ count: CacheCount) -> [Timeline] {
    [
      Timeline(
        passes: count.passesWithout.enumerated().map { step, pass in
          .init("step \(step + 1)", cached: 0, computed: pass.computed)
        }, title: "without a cache: everything again, for every token", limit: 7),
      Timeline(
        passes: count.passesWith.enumerated().map { step, pass in
          .init(
            step == 0 ? "prefill" : "decode \(step)", cached: pass.cached,
            computed: pass.computed)
        }, title: "with a cache: the prompt once, then one token at a time", limit: 7),
    ]
  }
}
