import Bedrock

/// What is known of a run whose working process ended before it was done.
struct IsolationState: Sendable, Equatable {
  /// A lab that ended the process, where, and why.
  struct Verdict: Sendable, Equatable {
    var lab: Int
    var path: String
    var line: Int
    var column: Int
    var reason: String
  }

  var verdicts: [Verdict] = []
  /// Labs one of which ended the process: each is run alone, after all others.
  var suspects: [Int] = []

  init() {}

  func verdict(on lab: Int) -> Verdict? { verdicts.first { $0.lab == lab } }

  // MARK: As bytes

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.put(verdicts.count)
    for verdict in verdicts {
      for number in [verdict.lab, verdict.line, verdict.column] { writer.put(number) }
      writer.put([verdict.path, verdict.reason])
    }
    writer.put(suspects.count)
    for suspect in suspects { writer.put(suspect) }
    return writer.bytes
  }

  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    do {
      for _ in 0..<(try reader.count(ofSize: 32)) {
        let (lab, line, column) = (try reader.int(), try reader.int(), try reader.int())
        let texts = try reader.texts()
        guard texts.count == 2 else { return nil }
        verdicts.append(
          Verdict(lab: lab, path: texts[0], line: line, column: column, reason: texts[1]))
      }
      for _ in 0..<(try reader.count(ofSize: 8)) { suspects.append(try reader.int()) }
    } catch {
      return nil
    }
  }
}
