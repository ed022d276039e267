import Bedrock
import Directives
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
    let file = try FileSystem.map(workspace.absolute(origin), shownAs: origin)
    let bytes = try ModelCarrier.bytes(of: known.file, in: file, shownAs: origin)
    let sha256 = SHA256.hash(bytes).hex
    guard sha256 == known.sha256 else {
      throw FileError(
        origin, "is not \(known.name)", "its SHA-256 is \(sha256), not \(known.sha256)")
    }
    try AtomicFile.write(bytes, to: place, shownAs: place)
    print("\(known.name): well; \(place)")
    return .success
  }

  /// Says what is there, or how it is to be had.
  private func explain(
    _ known: ModelStore.Known, _ place: String
  ) -> CommandLineTool.ExitStatus {
    if ModelStore.holds(known) {
      print("\(known.name) is there: \(place)")
      return .success
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
