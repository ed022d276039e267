import Bedrock
import Engine

/// How fast texts become tokens of o200k_base, on one thread.
///
/// The texts are 10 MB made from a seed, or the files that the command line names. What has to be
/// read from memory for the first time is part of the figure, as it would be in use: every sample
/// encodes the whole text with nothing kept from the sample before.
enum TokenizerBenchmarks {
  static let byteCount = 10_000_000
  private static let samples = 11

  static let all = [
    Benchmark(
      name: "tokenize-english", summary: "MB/s of 10 MB of English-like text to o200k_base"
    ) { try measure("tokenize-english", $0) { englishText() } },
    Benchmark(
      name: "tokenize-code", summary: "MB/s of 10 MB of code-like text to o200k_base"
    ) { try measure("tokenize-code", $0) { codeText() } },
  ]

  /// English-like text of 10 MB.
  static func englishText() -> [UInt8] {
    var writer = EnglishWriter(seed: 1)
    return writer.text(byteCount: byteCount)
  }

  /// Code-like text of 10 MB.
  static func codeText() -> [UInt8] {
    var writer = CodeWriter(seed: 1)
    return writer.text(byteCount: byteCount)
  }

  /// MB/s of each sample of encoding a text.
  static func megabytesPerSecond(_ text: [UInt8]) -> [Double] {
    let tokenizer = BuiltInEncoding.o200kBase.tokenizer
    let seconds = Stopwatch.samples(samples) { _ = tokenizer.encode(text) }
    return seconds.map { Double(text.count) / $0 / 1e6 }
  }

  /// The figures of the named files, or else of the text that is made. There is one for one thread
  /// and none for more: a text is encoded by one thread.
  private static func measure(
    _ name: String, _ context: BenchmarkContext, text: () -> [UInt8]
  ) throws -> [Measurement] {
    guard context.threads == 1 else { return [] }
    let texts =
      context.files.isEmpty
      ? [("generated", text())] : try context.files.map { ($0, try FileSystem.read($0)) }
    return texts.map { detail, text in
      Measurement(
        name, threads: 1, unit: "MB/s", samples: megabytesPerSecond(text),
        detail: "\(detail), \(text.count) bytes")
    }
  }
}
