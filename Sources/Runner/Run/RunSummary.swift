import Bedrock

/// The last line of a run.
enum RunSummary {
  /// The file of all values, in the reports' folder.
  static let documentName = "results.json"

  /// - Parameter problems: what went wrong besides the labs' own errors.
  static func line(_ outcomes: [LabOutcome], problems: Int, _ options: RunOptions) -> String {
    let failed = outcomes.filter { $0.status == .failed }.count
    let errors = outcomes.map(\.errorCount).reduce(problems, +)
    var parts = [count(outcomes.count, "lab")]
    let skipped = outcomes.filter { $0.status == .skipped }.count
    if failed > 0 { parts.append("\(failed) failed") }
    if skipped > 0 { parts.append("\(skipped) skipped") }
    if errors > 0 { parts.append(count(errors, "error")) }
    if options.format == .json, problems == 0 {
      parts.append("results in '\(PathText.join(options.output, documentName))'")
    }
    if options.format != .json {
      let written = outcomes.filter(\.isWritten).count
      let good = outcomes.count - failed - skipped
      if written > 0 {
        parts.append(
          options.isInPlace
            ? "\(count(written, "lab")) rewritten" : "\(count(written, "report")) written")
      }
      if good > written { parts.append("\(good - written) unchanged") }
    }
    return "swiftlab: \(parts.joined(separator: ", "))\n"
  }

  static func count(_ number: Int, _ noun: String) -> String {
    CountedNoun.text(number, noun)
  }
}
