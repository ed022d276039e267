/// Why a folder of Hugging Face's is no model that can be run.
public enum FolderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file that must be there is not.
  case missing(String)
  /// A file that is something else than its name says.
  case disguised(String, as: FileDisguise)
  /// A file whose text cannot be read.
  case unreadable(String, problem: String)
  /// Something that a model or tokenizer has and that is not run.
  case unsupported(String)

  public var description: String {
    switch self {
    case .missing(let file): "the folder has no '\(file)'"
    case .disguised(let file, let disguise): "'\(file)' is \(disguise.description)"
    case .unreadable(let file, let problem): "'\(file)' cannot be read: \(problem)"
    case .unsupported(let problem): problem
    }
  }
}

/// What is often met in the place of a model's file.
public enum FileDisguise: String, Sendable, CaseIterable {
  case pointer = "a pointer of Git LFS and not the file itself: 'git lfs pull' fetches it"
  case page = "a page of HTML and not a model: the download was answered by a web page"
  case pickle =
    "weights of PyTorch ('.bin', '.pt'), which can run programs and are not read: convert them to safetensors"
  case index = "the index of a model in several files: name the folder that it lies in"
  case configuration = "a model's configuration alone: name the folder that it lies in"
  case archive = "a ZIP archive and not a model"
  case empty = "empty"

  public var description: String { rawValue }

  /// What a file is by its first bytes, if it is one of these.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    let start = Array(bytes.prefix(512))
    if start.isEmpty {
      self = .empty
    } else if start.starts(with: "version https://git-lfs".utf8) {
      self = .pointer
    } else if start.starts(with: [0x80, 0x02]) || start.starts(with: [0x80, 0x04]) {
      self = .pickle
    } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      // PyTorch's files are archives with a pickled index in them.
      let text = Array(bytes.prefix(4096))
      self = Self.contains(text, "data.pkl") ? .pickle : .archive
    } else if let first = start.first(where: {
      $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09
    }) {
      let text = Array(bytes.prefix(4096))
      if first == UInt8(ascii: "<") {
        self = .page
      } else if first == UInt8(ascii: "{"), Self.contains(text, "\"weight_map\"") {
        self = .index
      } else if first == UInt8(ascii: "{"), Self.contains(text, "\"metadata\""),
        Self.contains(text, "\"total_size\"")
      {
        self = .index
      } else if first == UInt8(ascii: "{"), Self.contains(text, "\"model_type\"") {
        self = .configuration
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  private static func contains(_ bytes: [UInt8], _ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { start in
      bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
