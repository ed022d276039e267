/// Why bytes are no GGUF file, or one that cannot be run here.
public enum GGUFError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first four bytes are not `GGUF`.
  case notGGUF
  /// A version of the format that is not read.
  case version(UInt32)
  /// The numbers of the file have their bytes in the other order.
  case bigEndian
  /// The file ends within something.
  case truncated(String, offset: Int, needed: UInt64, fileSize: Int)
  /// Something that the format does not allow.
  case invalid(String, offset: Int)
  /// A tensor's data do not lie where they could.
  case tensor(String, problem: String)
  /// A metadata value that is missing, or is not of the kind that it must be.
  case metadata(String, problem: String)
  /// A valid file that holds what this engine does not have.
  case unsupported(String)

  public var description: String {
    switch self {
    case .notGGUF: "not a GGUF file: it does not begin with 'GGUF'"
    case .version(let version):
      "version \(version) of the GGUF format is not read; versions 2 and 3 are"
    case .bigEndian:
      "the GGUF file is big-endian; little-endian files are read: convert it, for example with "
        + "gguf-convert-endian of the Python package 'gguf'"
    case .truncated(let what, let offset, let needed, let size):
      "the GGUF file ends too early: \(what) at byte \(offset) takes \(needed) bytes, and the file "
        + "has \(size)"
    case .invalid(let problem, let offset): "the GGUF file is broken at byte \(offset): \(problem)"
    case .tensor(let name, let problem): "the tensor '\(name)' of the GGUF file: \(problem)"
    case .metadata(let key, let problem): "the GGUF file's '\(key)' \(problem)"
    case .unsupported(let problem): problem
    }
  }
}
