internal import CLibrary

/// The process that runs this program.
package enum ThisProcess {
  /// Ends the process with a status.
  package static func exit(_ status: Int32) -> Never { CLibrary.exit(status) }

  /// The path that leads to the program's own bytes; `nil` where it is not known.
  ///
  /// On Linux it is the very file that runs, also when another has taken its name.
  package static var executable: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var name = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&name, &size) == 0 else { return nil }
      return name.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.flatMap { String(validatingCString: $0) }
      }
    #else
      return "/proc/self/exe"
    #endif
  }

  /// The folder for files that need not last.
  package static var temporaryFolder: String { EnvironmentVariable.value("TMPDIR") ?? "/tmp" }
}
