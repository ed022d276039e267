import Bedrock
import Synchronization

/// What a lab's run asked of the file system, and what it was told.
///
/// While the answers stay the same, and the lab's text and the program do, so does the report.
final class FileQuestions: Sendable {
  enum Question: Sendable, Hashable {
    /// What stands at a path.
    case kind(String)
    /// Where a path leads, symbolic links followed.
    case realPath(String)
    /// The bytes of a file.
    case content(String)
    /// Whether a folder of `Labs/` holds a lab, however deep.
    case holdsLabs(String)
  }

  private let state = Mutex<[Question: String]>([:])

  var answers: [Question: String] { state.withLock { $0 } }

  func note(_ question: Question, _ answer: String) {
    state.withLock { $0[question] = answer }
  }

  func kind(of path: String) -> FileSystem.Kind? {
    let kind = FileSystem.kind(of: path)
    note(.kind(path), Self.text(kind))
    return kind
  }

  func realPath(_ path: String) -> String? {
    let real = FileSystem.realPath(path)
    note(.realPath(path), Self.text(real))
    return real
  }

  func noteContent(of path: String, _ hash: SHA256.Digest) {
    note(.content(path), hash.hex)
  }

  func holdsLabs(_ folder: String, _ discovery: LabDiscovery) -> Bool {
    let holds = !discovery.labs(below: folder).isEmpty
    note(.holdsLabs(folder), String(holds))
    return holds
  }

  /// The answer as it is now.
  static func answer(
    to question: Question, _ workspace: Workspace, _ hashes: FileHashes
  ) -> String {
    switch question {
    case .kind(let path): text(FileSystem.kind(of: path))
    case .realPath(let path): text(FileSystem.realPath(path))
    case .content(let path): (try? hashes.content(of: path))?.hex ?? ""
    case .holdsLabs(let folder):
      String(!LabDiscovery(workspace: workspace).labs(below: folder).isEmpty)
    }
  }

  private static func text(_ kind: FileSystem.Kind?) -> String {
    switch kind {
    case .file: "file"
    case .folder: "folder"
    case .other: "other"
    case nil: ""
    }
  }

  private static func text(_ path: String?) -> String { path ?? "" }
}

extension FileQuestions.Question {
  func put(to writer: inout ByteWriter) {
    let (tag, path) =
      switch self {
      case .kind(let path): (UInt8(0), path)
      case .realPath(let path): (UInt8(1), path)
      case .content(let path): (UInt8(2), path)
      case .holdsLabs(let path): (UInt8(3), path)
      }
    writer.put(tag)
    writer.put(path)
  }

  init(from reader: inout ByteReader) throws(ByteReader.Damaged) {
    let tag = try reader.integer(UInt8.self)
    let path = try reader.text()
    switch tag {
    case 0: self = .kind(path)
    case 1: self = .realPath(path)
    case 2: self = .content(path)
    case 3: self = .holdsLabs(path)
    default: throw ByteReader.Damaged()
    }
  }
}
