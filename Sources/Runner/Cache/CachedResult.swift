import Bedrock
import Figures
import Notebook

/// What a run of a directive came to, as far as it is kept.
struct CachedResult: Sendable {
  /// A file that was read, by the name that the directive called it, and its bytes' fingerprint.
  struct Input: Sendable, Equatable {
    var path: String
    var hash: SHA256.Digest
  }

  var inputs: [Input]
  var outcome: Outcome
  var warnings: [String]
  /// The last that was heard of its progress.
  var progress: RunContext.Progress?
}

extension CachedResult {
  /// The bytes; `nil` for what could not be read back from them.
  func bytes() -> [UInt8]? {
    guard outcome.values.isStorable, let blocks = try? blockBytes() else { return nil }
    var writer = ByteWriter()
    writer.put(inputs.count)
    for input in inputs {
      writer.put(input.path)
      writer.putRaw(input.hash.bytes)
    }
    writer.put(warnings)
    writer.put(progress != nil)
    if let progress {
      writer.put(progress.done)
      writer.put(progress.total)
      writer.put(progress.note)
    }
    outcome.values.put(to: &writer)
    writer.putRaw(blocks)
    return writer.bytes
  }

  private struct Unknown: Error {}

  private func blockBytes() throws -> [UInt8] {
    var writer = ByteWriter()
    writer.put(outcome.blocks.count)
    for block in outcome.blocks {
      switch block {
      case .figure(let figure):
        // Only a figure of the register finds its type again.
        guard FigureRegister.type(of: type(of: figure).kind) == type(of: figure) else {
          throw Unknown()
        }
        writer.put(UInt8(0))
        try CodedBytes.put(AnyFigure(figure), to: &writer)
      case .table(let table):
        writer.put(UInt8(1))
        try CodedBytes.put(table, to: &writer)
      case .paragraph(let text):
        writer.put(UInt8(2))
        writer.put(text)
      }
    }
    return writer.bytes
  }

  /// The inputs alone, which decide whether the rest is worth reading.
  static func inputs(from reader: inout ByteReader) throws(ByteReader.Damaged) -> [Input] {
    var inputs: [Input] = []
    for _ in 0..<(try reader.count(ofSize: 40)) {
      let path = try reader.text()
      guard let hash = SHA256.Digest(try reader.raw(32)) else { throw ByteReader.Damaged() }
      inputs.append(Input(path: path, hash: hash))
    }
    return inputs
  }

  /// What follows on the inputs.
  ///
  /// - Parameter models: gives a model by its name and the SHA-256 of its file.
  /// - Throws: where the bytes are damaged.
  init(
    _ inputs: [Input], from reader: inout ByteReader, models: (String, String) -> ModelValue?
  ) throws {
    self.inputs = inputs
    warnings = try reader.texts()
    if try reader.flag() {
      let (done, total) = (try reader.int(), try reader.int())
      progress = RunContext.Progress(done: done, total: total, note: try reader.text())
    }
    let values = try Record(from: &reader, models: models)
    var blocks: [OutcomeBlock] = []
    for _ in 0..<(try reader.count(ofSize: 1)) {
      switch try reader.integer(UInt8.self) {
      case 0: blocks.append(.figure(try CodedBytes.take(AnyFigure.self, from: &reader).figure))
      case 1: blocks.append(.table(try CodedBytes.take(Table.self, from: &reader)))
      case 2: blocks.append(.paragraph(try reader.text()))
      default: throw ByteReader.Damaged()
      }
    }
    guard reader.isAtEnd else { throw ByteReader.Damaged() }
    outcome = Outcome(values, blocks: blocks)
  }
}
