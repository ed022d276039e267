import Bedrock
import Figures
import Notebook

/// Entries of the cache for a fuzzer: samples, and reading bytes as a run would once their checksum was
/// found right.
package enum CacheTrial {
  /// The bytes of results with values of every kind and of a report's record.
  package static let samples: [[UInt8]] = {
    let values = Record([
      "a": .double(1.5), "b": .vector([1, 2, 3]), "c": .string("text"), "d": .bool(true),
    ])
    let blocks: [OutcomeBlock] = [
      .paragraph("a"),
      .table(Table(columns: [.init("x"), .init("n", .right)], rows: [["a", "1"]])),
    ]
    let input = CachedResult.Input(path: "data.txt", hash: SHA256.hash("x"))
    let results = [
      CachedResult(
        inputs: [input], outcome: Outcome(values, blocks: blocks), warnings: ["a warning"],
        progress: RunContext.Progress(done: 1, total: 2, note: "loss")),
      CachedResult(inputs: [], outcome: Outcome(values), warnings: [], progress: nil),
    ]
    return results.compactMap { $0.bytes() }
  }()

  /// Reads bytes as a result, a question, an entry and a record.
  package static func read(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    if let inputs = try? CachedResult.inputs(from: &reader) {
      _ = try? CachedResult(inputs, from: &reader) { _, _ in nil }
    }
    var questions = ByteReader(bytes)
    _ = try? FileQuestions.Question(from: &questions)
    _ = CacheEntryFormat.entry(bytes, SHA256.hash("key"))
    _ = IsolationState(bytes)
    _ = CheckRecord(bytes)
  }
}
