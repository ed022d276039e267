import Bedrock
import Engine
import Figures
import Notebook

/// What `params` shows and binds.
struct ParamsReport {
  let all: [Architecture]
  let published: [Int?]
  let sequence: Int
  let bytesPerParameter: Double

  var record: Record {
    func each(_ value: (Architecture) -> Double) -> Value {
      all.count == 1 ? .double(value(all[0])) : .vector(all.map(value), labels: all.map(\.name))
    }
    func share(_ kinds: Architecture.Kind...) -> Value {
      each { architecture in
        let parts = architecture.parts(sequence: 0).filter { kinds.contains($0.kind) }
        return Double(parts.reduce(0) { $0 + $1.parameters })
          / Double(architecture.parameterCount)
      }
    }
    var record = Record([
      "total": each { Double($0.parameterCount) },
      "attention": each { Double($0.parameters(.attention)) },
      "ffn": each { Double($0.parameters(.feedForward)) },
      "norms": each { Double($0.parameters(.norms)) },
      "embedding": each { Double($0.parameters(.embedding)) },
      "output": each { Double($0.parameters(.output)) },
      "attention_share": share(.attention), "ffn_share": share(.feedForward),
      "embedding_share": share(.embedding, .output),
      "operations": each { Double($0.operations(sequence: sequence)) },
      "attention_operations": each { Double(4 * $0.layers * $0.queryWidth * sequence) },
      "bytes": each { Double($0.parameterCount) * bytesPerParameter },
      "kv_bytes_per_token": each { Double($0.cachedNumbersPerToken) * bytesPerParameter },
    ])
    let known = published.compactMap { $0.map { Double($0) } }
    if known.count == all.count {
      record["published"] =
        all.count == 1 ? .double(known[0]) : .vector(known, labels: all.map(\.name))
    }
    return record
  }

  func blocks(_ shown: Params.Shown) -> [OutcomeBlock] {
    guard all.count == 1 else { return [.table(comparison)] }
    let summary = OutcomeBlock.paragraph(summary(of: all[0]))
    return shown == .parts ? [.table(parts(of: all[0])), summary] : [summary]
  }

  // MARK: - One model

  private func parts(of architecture: Architecture) -> Table {
    let parts = architecture.parts(sequence: sequence)
    let total = architecture.parameterCount
    let operations = architecture.operations(sequence: sequence)
    func row(_ name: String, _ parameters: Int, _ work: Int) -> [String] {
      [
        name, NumberText.grouped(parameters), share(parameters, of: total),
        NumberText.grouped(work), share(work, of: operations),
        Bytes.text(Double(parameters) * bytesPerParameter),
      ]
    }
    return Table(
      columns: [
        .init("part"), .init("parameters", .right), .init("share", .right),
        .init("operations", .right), .init("share", .right), .init("bytes", .right),
      ],
      rows: parts.map { row($0.name, $0.parameters, $0.operations) }
        + [row("all", total, operations)],
      title: "\(architecture.name), one token that sees \(NumberText.grouped(sequence))")
  }

  private func share(_ count: Int, of total: Int) -> String {
    count == 0 ? "-" : Wording.percent(Double(count) / Double(max(total, 1)))
  }

  private func summary(of architecture: Architecture) -> String {
    let total = Double(architecture.parameterCount)
    func share(_ kinds: Architecture.Kind...) -> String {
      let parts = architecture.parts(sequence: 0).filter { kinds.contains($0.kind) }
      return Wording.percent(Double(parts.reduce(0) { $0 + $1.parameters }) / total)
    }
    let cache = Double(architecture.cachedNumbersPerToken) * bytesPerParameter
    var text =
      "Feed-forward \(share(.feedForward)), attention \(share(.attention)), embeddings and output"
      + " map \(share(.embedding, .output)). Keys and values take \(Bytes.text(cache)) a token"
      + " (\(CacheReport.number(cache)) bytes)."
    if let published = published[0] {
      text +=
        published == architecture.parameterCount
        ? " The total is that of the published weights."
        : " The published weights have \(NumberText.grouped(published))."
    }
    return text
  }

  // MARK: - Several

  private var comparison: Table {
    let rows = all.map { architecture -> [String] in
      let total = architecture.parameterCount
      func percent(_ kinds: Architecture.Kind...) -> String {
        let parts = architecture.parts(sequence: 0).filter { kinds.contains($0.kind) }
        return Wording.percent(
          Double(parts.reduce(0) { $0 + $1.parameters }) / Double(max(total, 1)))
      }
      let operations = Double(architecture.operations(sequence: sequence))
      return [
        architecture.name, NumberText.grouped(total), percent(.feedForward), percent(.attention),
        percent(.embedding, .output), Bytes.count(operations),
        Bytes.text(Double(total) * bytesPerParameter),
        Bytes.text(Double(architecture.cachedNumbersPerToken) * bytesPerParameter),
      ]
    }
    return Table(
      columns: [
        .init("model"), .init("parameters", .right), .init("FFN", .right),
        .init("attention", .right), .init("embed.", .right), .init("ops/token", .right),
        .init("bytes", .right), .init("KV/token", .right),
      ], rows: rows)
  }
}

/// Large counts in few characters, in powers of 1000.
enum Bytes {
  /// `16.1 GB`; below a kilobyte the bytes themselves.
  static func text(_ bytes: Double) -> String {
    bytes < 1000 ? "\(NumberText.fixed(bytes, decimals: 0)) B" : count(bytes) + "B"
  }

  /// `16.1 G`.
  static func count(_ x: Double) -> String {
    for (size, unit) in [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    where x >= size {
      return NumberText.fixed(x / size, decimals: 1) + " " + unit
    }
    return NumberText.fixed(x, decimals: 0)
  }
}
