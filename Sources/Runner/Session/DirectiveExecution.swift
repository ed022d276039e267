import Bedrock
import Notebook
import Synchronization

/// A directive whose arguments were read, about to run or to be remembered.
struct DirectiveExecution: Sendable {
  let directive: any Directive
  let verb: String
  let seed: Int
  let name: String
  let occurrence: Int
  let files: NamedFiles
  /// Shows how far the directive has come.
  let show: @Sendable (RunContext.Progress) -> Void

  /// What the directive comes to: from the cache, or else by running it.
  ///
  /// - Parameter warn: told every warning, also where the directive then fails.
  /// - Throws: what the directive throws.
  func result(
    parameters: [(name: String, value: JSON)], cache: ResultCache?, warn: (String) -> Void
  ) throws -> CachedResult {
    guard let cache else { return try run(ReadLog(), warn) }
    let key = CallKey(
      verb: verb, parameters: parameters, seed: seed, name: name, occurrence: occurrence
    ).digest
    let known = cache.result(
      for: key, contentHash: files.contentHash,
      recompute: { try run(ReadLog()) { _ in }.outcome.values })
    if let known {
      for warning in known.warnings { warn(warning) }
      if let progress = known.progress { show(progress) }
      return known
    }
    let start = ContinuousClock.now
    let log = ReadLog()
    let result = try run(log, warn)
    if log.isReliable { cache.keep(result, for: key, cost: ContinuousClock.now - start) }
    return result
  }

  private func run(_ log: ReadLog, _ warn: (String) -> Void) throws -> CachedResult {
    let latest = Latest()
    var context = RunContext(
      random: RandomStream(seed: UInt64(seed), name: name, occurrence: occurrence), name: name,
      readFile: { [files] path in
        try log.noting(path, hash: ContentHash.hash) { try files.read(path) }
      },
      openFile: { [files] path in
        try log.noting(path, hash: \.contentHash) { try files.open(path) }
      },
      progress: { progress in
        latest.progress.withLock { $0 = progress }
        show(progress)
      })
    defer { for warning in context.warnings { warn(warning) } }
    let outcome = try directive.run(&context)
    return CachedResult(
      inputs: log.inputs, outcome: outcome, warnings: context.warnings,
      progress: latest.progress.withLock(\.self))
  }
}

/// The last that was heard of a directive's progress.
private final class Latest: Sendable {
  let progress = Mutex<RunContext.Progress?>(nil)
}

/// The files that a directive read, each with its content's fingerprint.
private final class ReadLog: Sendable {
  private let state = Mutex(State())

  private struct State {
    var inputs: [CachedResult.Input] = []
    var isReliable = true
  }

  var inputs: [CachedResult.Input] { state.withLock(\.inputs) }

  /// Whether the files tell all that the result depends on: none was missing, none changed meanwhile.
  var isReliable: Bool { state.withLock(\.isReliable) }

  func noting<File>(
    _ path: String, hash: (File) -> SHA256.Digest, _ read: () throws -> File
  ) throws -> File {
    do {
      let file = try read()
      note(CachedResult.Input(path: path, hash: hash(file)))
      return file
    } catch {
      state.withLock { $0.isReliable = false }
      throw error
    }
  }

  private func note(_ input: CachedResult.Input) {
    state.withLock { state in
      if let known = state.inputs.first(where: { $0.path == input.path }) {
        if known.hash != input.hash { state.isReliable = false }
      } else {
        state.inputs.append(input)
      }
    }
  }
}
