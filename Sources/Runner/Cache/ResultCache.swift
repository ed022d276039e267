import Bedrock
import Notebook

/// Results of directives from earlier runs.
///
/// Law: what it gives for a key is what this very program computed from the same parameters, the same
/// draws and files with the same bytes; or it gives nothing. Nothing that happens to its folder can
/// make a run fail.
package final class ResultCache: Sendable {
  /// What a result must have cost, in seconds, to be worth keeping: twice what keeping one takes,
  /// and the time that its bytes need to the disk and back.
  private static let leastCost = 0.0003
  private static let costOfByte = 2e-9

  private let folder: CacheFolder
  private let program: @Sendable () -> SHA256.Digest?

  /// - Parameter program: the hash of the running program; `nil` keeps nothing.
  init(folder: CacheFolder, program: @escaping @Sendable () -> SHA256.Digest?) {
    self.folder = folder
    self.program = program
  }

  /// The result of a call, if it is known and the files that it read are as they were.
  ///
  /// - Parameters:
  ///   - contentHash: the fingerprint of a file as the call names it; `nil` where it may not or
  ///     cannot be read.
  ///   - recompute: runs the directive, for a model whose bytes are gone when somebody wants them.
  func result(
    for key: SHA256.Digest, contentHash: (String) -> SHA256.Digest?,
    recompute: @escaping @Sendable () throws -> Record
  ) -> CachedResult? {
    // The program is hashed only where there is something to compare it with.
    guard let entry = folder.entry(key), let own = program(), entry.program == own else {
      return nil
    }
    var reader = ByteReader(entry.payload)
    guard let inputs = try? CachedResult.inputs(from: &reader),
      inputs.allSatisfy({ contentHash($0.path) == $0.hash })
    else { return nil }
    return try? CachedResult(inputs, from: &reader) { name, sha256 in
      storedModel(name, sha256, recompute: recompute)
    }
  }

  /// Keeps a result, if computing it cost more than keeping it does.
  func keep(_ result: CachedResult, for key: SHA256.Digest, cost: Duration) {
    let seconds = Double(cost.components.seconds) + Double(cost.components.attoseconds) * 1e-18
    guard seconds > Self.leastCost, let payload = result.bytes(),
      seconds > Self.leastCost + Self.costOfByte * Double(payload.count), let own = program()
    else { return }
    for model in result.outcome.values.models where !keep(model) { return }
    folder.put(CacheFolder.Entry(program: own, payload: payload), for: key)
  }

  // MARK: Models

  private static func key(ofModel sha256: String) -> SHA256.Digest {
    SHA256.hash("swiftlab model 1 \(sha256)")
  }

  /// Keeps a model's bytes under their own hash.
  private func keep(_ model: ModelValue) -> Bool {
    guard model.hasFile else { return true }
    let key = Self.key(ofModel: model.sha256)
    if folder.holds(key) { return true }
    guard let bytes = try? model.bytes(), SHA256.hash(bytes).hex == model.sha256 else {
      return false
    }
    folder.put(CacheFolder.Entry(program: nil, payload: bytes), for: key)
    return true
  }

  /// A model whose bytes are read when somebody runs it.
  private func storedModel(
    _ name: String, _ sha256: String, recompute: @escaping @Sendable () throws -> Record
  ) -> ModelValue? {
    let key = Self.key(ofModel: sha256)
    let model = ModelValue(name: name, sha256: sha256) { [folder] in
      // The entry's checksum finds damage; what is run must be the very model that was named.
      if let entry = folder.entry(key), SHA256.hash(entry.payload).hex == sha256 {
        return entry.payload
      }
      guard let model = try recompute().models.first(where: { $0.sha256 == sha256 }) else {
        throw DirectiveError("the model \(VisibleText.line(name)) could not be computed again")
      }
      return try model.bytes()
    }
    return !model.hasFile || folder.holds(key) ? model : nil
  }
}
