import Bedrock
import Notebook
import Synchronization

/// The files that a directive read, each with its content's fingerprint.
final class ReadLog: Sendable {
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
