import Notebook

/// Everything that is wrong with a lab, in the order of its text.
///
/// What is wrong in an included part comes where the part stands.
struct DiagnosticLog: Sendable {
  private var entries: [(anchor: Int, diagnostic: Diagnostic)] = []
  private var known: Set<Key> = []

  private struct Key: Hashable {
    var path: String
    var range: Range<Int>
    var message: String
  }

  /// Takes a diagnostic in; the same one a second time, from a part included twice, is left out.
  ///
  /// - Parameter anchor: the offset in the lab at which it counts.
  mutating func append(_ diagnostic: Diagnostic, at anchor: Int) {
    let span = diagnostic.span
    let key = Key(path: span.file.path, range: span.range, message: diagnostic.message)
    if known.insert(key).inserted { entries.append((anchor, diagnostic)) }
  }

  /// All of them, in order.
  var sorted: [Diagnostic] {
    entries.enumerated().sorted { first, second in
      let anchors = (first.element.anchor, second.element.anchor)
      return anchors.0 != anchors.1 ? anchors.0 < anchors.1 : first.offset < second.offset
    }.map(\.element.diagnostic)
  }

  var hasErrors: Bool { entries.contains { $0.diagnostic.severity == .error } }
}
