import Bedrock
import Synchronization

/// Where results are kept between runs: in the user's own cache folder, which courses share.
///
/// What is found there is trusted because of where it lies, whose it is and who may write to it: a
/// checkout cannot bring it. So a folder that another user owns, or that others may write to, is not
/// used. It is looked at once, when something is first asked of it.
public final class CacheHome: Sendable {
  enum State: Sendable, Equatable {
    case folder(String)
    /// There is none, for a reason that is told; `nil` where none was wanted.
    case none(String?)
  }

  private let place: @Sendable () -> State
  private let isTold = Atomic<Bool>(false)
  private let known = Mutex<State?>(nil)

  private init(_ place: @escaping @Sendable () -> State) { self.place = place }

  /// Keeps nothing.
  public static var none: CacheHome { CacheHome { .none(nil) } }

  /// A folder of one's own.
  public static func folder(_ path: String) -> CacheHome { CacheHome { prepared(path) } }

  /// The user's: `SWIFTLAB_CACHE`, or else `swiftlab/results` in the system's place for caches.
  public static var user: CacheHome {
    CacheHome {
      if let own = EnvironmentVariable.value("SWIFTLAB_CACHE") {
        return PathText.isAbsolute(own)
          ? prepared(own)
          : prepared(PathText.join(FileSystem.workingFolder, own))
      }
      guard let folder = UserFolders.caches else {
        return .none("no folder for it is known; SWIFTLAB_CACHE names one")
      }
      return prepared(PathText.join(folder, "swiftlab/results"))
    }
  }

  var state: State {
    known.withLock { known in
      if let known { return known }
      let state = place()
      known = state
      return state
    }
  }

  /// Why nothing is kept, told once; `nil` where something is, or none was wanted.
  func takeNote() -> String? {
    guard case .none(let reason?) = state, !isTold.exchange(true, ordering: .relaxed) else {
      return nil
    }
    return "swiftlab: note: results are not kept between runs: \(reason)\n"
  }

  /// Makes the folder where it is not there, and looks whether it may be trusted.
  private static func prepared(_ path: String) -> State {
    do {
      try FileSystem.makePrivateFolder(path)
      return .folder(path)
    } catch {
      return .none("\(error)")
    }
  }
}
