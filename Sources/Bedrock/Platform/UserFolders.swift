/// The folders that the system has for a user's files.
package enum UserFolders {
  /// Where programs keep what they can make again: `XDG_CACHE_HOME` or `~/.cache`, on macOS
  /// `~/Library/Caches`; `nil` where no home is known.
  package static var caches: String? {
    #if canImport(Darwin)
      return EnvironmentVariable.value("HOME").map { PathText.join($0, "Library/Caches") }
    #else
      // A relative path is to be ignored, as the XDG Base Directory Specification has it.
      if let cache = EnvironmentVariable.value("XDG_CACHE_HOME"), PathText.isAbsolute(cache) {
        return cache
      }
      return EnvironmentVariable.value("HOME").map { PathText.join($0, ".cache") }
    #endif
  }
}
