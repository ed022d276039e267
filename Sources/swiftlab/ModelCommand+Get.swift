import Directives
import Models
import Runner

/// Puts known models where labs find them.
extension ModelCommand {
  func get(_ subject: String) throws -> CommandLineTool.ExitStatus {
    guard let known = ModelStore.model(named: subject) else {
      throw UsageError.unknown("model", subject, among: ModelStore.known.map(\.name))
    }
    guard let place = ModelStore.path(of: known) else {
      throw UsageError("no folder for models is known: set SWIFTLAB_MODELS to one")
    }
    guard let origin = arguments.value("--from") else { return explain(known, place) }
    guard !Self.isAddress(origin) else {
      throw UsageError(
        "'--from' takes a file, not an address; this fetches it: \(known.download)")
    }
    try ModelDelivery(model: known.name, file: known.file, sha256: known.sha256)
      .deliver(from: workspace.absolute(origin), shownAs: origin, to: place)
    print("\(known.name): intact; \(place)")
    return .success
  }

  /// Says what is there, or how it is to be had.
  private func explain(
    _ known: ModelStore.Known, _ place: String
  ) -> CommandLineTool.ExitStatus {
    switch ModelStore.state(of: known) {
    case .there:
      print("\(known.name) is there: \(place)")
      return .success
    case .otherSize(let size):
      print("\(place) has \(size) bytes: it is not \(known.name), or only a part of it\n")
    case .absent: break
    }
    print(
      """
      \(known.name) (\(known.byteCount) bytes; \(known.origin)) is fetched with two commands:

          \(known.download)
          swiftlab model get \(known.name) --from \(known.carrier)

      Without a network, bring that file or \(known.file) from another machine. It is checked by its
      SHA-256 and put at \(place)
      """)
    return .failure
  }

  private static func isAddress(_ text: String) -> Bool {
    ["http://", "https://", "ftp://"].contains { text.utf8.starts(with: $0.utf8) }
  }
}
