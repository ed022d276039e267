import Bedrock
import Notebook
import Synchronization

/// The files that one lab may read, and which of them it did.
///
/// A path in a lab is seen from the file that it stands in, or else from the working folder. Both ways
/// it must end inside the working folder, the model cache, or a folder of `--allow-read`, whatever `..`
/// and symbolic links are on the way.
final class FileAccess: Sendable {
  private let workspace: Workspace
  private let readable: ReadableFolders
  private let tracksInputs: Bool
  private let questions: FileQuestions
  private let hashes: FileHashes
  private let seen = Mutex<[CheckRecord.Input]>([])

  init(
    workspace: Workspace, readable: ReadableFolders, tracksInputs: Bool, questions: FileQuestions,
    hashes: FileHashes
  ) {
    self.workspace = workspace
    self.tracksInputs = tracksInputs
    self.questions = questions
    self.hashes = hashes
    self.readable = readable
  }

  /// What was read, each file once, in the order of the first reading; without hashes where nobody
  /// asks for them.
  var inputs: [CheckRecord.Input] { seen.withLock { $0 } }

  /// Notes that a file was read.
  ///
  /// - Parameters:
  ///   - path: as it is shown.
  ///   - real: the same with its symbolic links followed.
  func note(_ path: String, real: String, _ bytes: [UInt8]) {
    note(path, real: real, content: ContentHash.hash(bytes)) { CheckRecord.hash(bytes) }
  }

  /// Notes that another lab's results were used: all that they depend on.
  func noteUse(of results: LabResults) {
    for (question, answer) in results.answers { questions.note(question, answer) }
    for (question, answer) in results.ownAnswers { questions.note(question, answer) }
    seen.withLock { seen in
      for input in results.inputs where !seen.contains(where: { $0.path == input.path }) {
        seen.append(input)
      }
    }
  }

  private func note(
    _ path: String, real: String, content: SHA256.Digest, sha256: () -> String
  ) {
    questions.noteContent(of: real, content)
    let sha256 = tracksInputs ? sha256() : ""
    let input = CheckRecord.Input(path: path, sha256: sha256)
    seen.withLock { seen in
      if !seen.contains(where: { $0.path == path }) { seen.append(input) }
    }
  }

  /// The bytes of a file that a directive names.
  ///
  /// - Parameter folder: the folder of the lab or part that names it.
  /// - Throws: `DirectiveError`.
  func read(_ path: String, from folder: String) throws -> [UInt8] {
    let (real, shown) = try resolve(path, from: folder)
    return try told {
      let bytes = try FileSystem.read(real, shownAs: shown, limit: FileLimits.text)
      note(shown, real: real, bytes)
      return bytes
    }
  }

  /// A file that a directive names, mapped.
  ///
  /// - Throws: `DirectiveError`.
  func open(_ path: String, from folder: String) throws -> NamedFile {
    let (real, shown) = try resolve(path, from: folder)
    return try told {
      let bytes = try FileSystem.map(real, shownAs: shown)
      return NamedFile(bytes: bytes, contentHash: try noteFile(shown, real: real))
    }
  }

  /// The fingerprint of a file that a directive has read before and now need not read.
  ///
  /// - Throws: `DirectiveError`.
  func contentHash(_ path: String, from folder: String) throws -> SHA256.Digest {
    let (real, shown) = try resolve(path, from: folder)
    return try told { try noteFile(shown, real: real) }
  }

  private func noteFile(_ shown: String, real: String) throws -> SHA256.Digest {
    let content = try hashes.content(of: real)
    note(shown, real: real, content: content) { (try? hashes.sha256(of: real)) ?? "" }
    return content
  }

  private func told<Result>(_ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as FileError {
      throw DirectiveError(error.description)
    }
  }

  /// A path with its symbolic links followed.
  func realPath(_ path: String) -> String? { questions.realPath(workspace.absolute(path)) }

  /// The real path of a file that may be read, and the path as it is shown.
  func resolve(_ path: String, from folder: String) throws -> (real: String, shown: String) {
    let candidates = [PathText.join(folder, path), path].map(workspace.absolute)
    guard let place = candidates.first(where: { questions.kind(of: $0) != nil }),
      let real = questions.realPath(place)
    else { throw DirectiveError("there is no file '\(VisibleText.line(path))'") }
    if let refusal = readable.refusal(real) {
      throw DirectiveError("'\(VisibleText.line(path))' \(refusal.reason)")
    }
    return (real, workspace.shown(place))
  }
}
