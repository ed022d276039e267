import Bedrock
import Synchronization

/// The hash of the bytes of the program that runs, made once and only when it is asked for.
///
/// A result of another build, however little it differs, is not taken for this one's: there is no
/// version that somebody would have to raise. All bytes are hashed each time, in about ten
/// milliseconds; sizes and dates could be those of another build.
public enum ProgramHash {
  /// The hash of the executable file; `nil` where it cannot be read or is not the one that runs.
  public static func ofExecutable() -> SHA256.Digest? { known.withLock { $0.hash() } }

  private static let known = Mutex(Known())

  private struct Known {
    var result: SHA256.Digest??

    mutating func hash() -> SHA256.Digest? {
      if let result { return result }
      let made = ProgramHash.executable.flatMap { try? ContentHash.hash(fileAt: $0) }
      result = .some(made)
      return made
    }
  }

  #if canImport(Darwin)
    /// The executable's path, unless another file has been put there since the program started.
    private static var executable: String? {
      guard let path = ThisProcess.executable, let mark = FileSystem.mark(of: path),
        mark.changed < started
      else { return nil }
      return path
    }
    private static let started = FileSystem.now
  #else
    /// The very file that runs, also when another has taken its name.
    private static var executable: String? { ThisProcess.executable }
  #endif

  /// Notes the time at which the program started; call it first of all.
  public static func noteStart() {
    #if canImport(Darwin)
      _ = started
    #endif
  }
}
