import Bedrock
import Directives
import Figures
import Foundation
import Models
import Notebook
import Runner

/// A few lines of the lab language, run by the session that runs labs.
///
/// What the report would show is drawn as text.
struct LabRun {
  let environment: Environment
  /// The verb of each result.
  private(set) var verbs: [String: String] = [:]
  /// Every message that a lab's author would see, in order.
  let errors: [String]
  /// What is underlined, by error.
  let spans: [String]
  /// The drawn figures, tables and paragraphs of each directive, by the name of its result.
  private(set) var shown: [String: String] = [:]
  private(set) var sentences: [String: [String]] = [:]
  /// Every figure that was shown.
  private(set) var figures: [any Figure] = []
  /// What stands under the tables of each directive.
  private(set) var summaries: [String: [String]] = [:]

  /// - Parameter files: what directives may read, by their paths.
  init(_ source: String, seed: UInt64 = 7, limit: Int = 1, files: [String: [UInt8]] = [:]) {
    let manager = FileManager.default
    var folder = manager.currentDirectoryPath
    if !files.isEmpty {
      let place = manager.temporaryDirectory.appendingPathComponent("labrun-\(UUID().uuidString)")
      try? manager.createDirectory(at: place, withIntermediateDirectories: true)
      for (name, bytes) in files {
        try? Data(bytes).write(to: place.appendingPathComponent(name))
      }
      folder = place.path
    }
    defer { if !files.isEmpty { try? manager.removeItem(atPath: folder) } }
    let text = "---\nseed: \(seed)\nlimit: \(limit)\n---\n```swiftlab\n" + source + "\n```\n"
    let transcript = SessionTranscript(
      running: text, register: Directives.register, modelNames: Set(ModelLibrary.names),
      folder: folder)
    environment = transcript.environment
    let diagnostics = transcript.diagnostics.filter { $0.severity == .error }
    errors = diagnostics.map(\.message)
    spans = diagnostics.map(\.span.text)
    for entry in transcript.entries where entry.isDone {
      guard let name = entry.name, entry.verb != "let" else { continue }
      verbs[name] = entry.verb
      draw(entry.blocks, name)
    }
  }

  /// A member of a result as JSON: `run["sample", "kept"]`.
  subscript(_ name: String, _ member: String) -> JSON? {
    guard case .record(let record)? = environment[name]?.value else { return nil }
    return record[member]?.json
  }

  private mutating func draw(_ blocks: [OutcomeBlock], _ name: String) {
    var lines: [String] = []
    for block in blocks {
      switch block {
      case .figure(let figure):
        figures.append(figure)
        lines += figure.lines(FigureStyle())
        sentences[name, default: []].append(figure.sentence)
      case .table(let table):
        lines += table.lines(FigureStyle())
        if let summary = table.summary { summaries[name, default: []].append(summary) }
      case .paragraph(let text): lines.append(text)
      }
      lines.append("")
    }
    shown[name] = lines.joined(separator: "\n")
  }
}
