/// Why bytes are no ZIP archive, or a member of it cannot be unpacked.
public enum ZipError: Error, Equatable, Sendable, CustomStringConvertible {
  case notArchive
  /// The archive's directory or a member does not lie where it is said to.
  case broken(String)
  case noMember
  case unsupported(String)
  /// Packed bytes that make no sense, at an offset from where they begin.
  case packed(String, offset: Int)

  public var description: String {
    switch self {
    case .notArchive: "it is no ZIP archive"
    case .broken(let problem): "the ZIP archive is broken: \(problem)"
    case .noMember: "the archive does not hold the file that is looked for"
    case .unsupported(let problem): "the archive uses \(problem), which is not read"
    case .packed(let problem, let offset): "the packed bytes are broken at \(offset): \(problem)"
    }
  }
}
