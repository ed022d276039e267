internal import CLibrary

/// What the operating system refused, in words that do not depend on the system or its language.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path as the user knows it.
  public var path: String
  /// What could not be done: `cannot be read`, `cannot be written`.
  public var action: String
  public var reason: String
  /// The system's `errno`, where it was the system that refused; 0 elsewhere.
  public var code: Int32

  public init(_ path: String, _ action: String, _ reason: String, code: Int32 = 0) {
    self.path = path
    self.action = action
    self.reason = reason
    self.code = code
  }

  /// An error from `errno`.
  package init(_ path: String, _ action: String, code: Int32) {
    self.init(path, action, Self.text(of: code), code: code)
  }

  /// Whether both say the same.
  public static func == (a: FileError, b: FileError) -> Bool {
    a.path == b.path && a.action == b.action && a.reason == b.reason
  }

  public var description: String { "'\(VisibleText.line(path))' \(action): \(reason)" }

  package static func text(of code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES, EPERM: "permission denied"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of its path is a file, not a folder"
    case EEXIST: "it exists already"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the disk quota is used up"
    case EFBIG: "the file would be larger than the system allows"
    case EROFS: "the file system is read-only"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "its symbolic links go round in a circle"
    case EMFILE, ENFILE: "too many files are open"
    case EIO: "the device reported an error"
    default: "system error \(code)"
    }
  }
}
