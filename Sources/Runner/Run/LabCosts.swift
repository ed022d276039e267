import Bedrock

/// How long labs take, as far as earlier runs have told: what a plan is balanced by.
///
/// Kept is the longest time that a run took, for a run with results from the cache says nothing of what
/// the lab costs on a machine without them.
struct LabCosts: Sendable {
  /// What is not worth keeping.
  private static let least = Duration.milliseconds(20)

  let folder: CacheFolder

  /// In milliseconds; `nil` where it was never measured.
  func cost(of lab: String) -> Int? {
    guard let payload = folder.entry(Self.key(lab))?.payload else { return nil }
    var reader = ByteReader(payload)
    return try? reader.integer(Int.self)
  }

  func note(_ time: Duration, of lab: String) {
    guard time >= Self.least else { return }
    let (seconds, attoseconds) = time.components
    let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    if let known = cost(of: lab), known >= milliseconds { return }
    var writer = ByteWriter()
    writer.put(milliseconds)
    folder.put(CacheFolder.Entry(program: nil, payload: writer.bytes), for: Self.key(lab))
  }

  private static func key(_ lab: String) -> SHA256.Digest {
    var writer = ByteWriter()
    writer.put("swiftlab cost 1")
    writer.put(lab)
    return ContentHash.hash(writer.bytes)
  }
}
