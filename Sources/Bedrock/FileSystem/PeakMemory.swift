internal import CLibrary

/// The most memory that the process had at once.
package enum PeakMemory {
  /// In bytes, since the process began or since `forget()`; `nil` where the system does not tell.
  package static var bytes: Int? {
    #if os(Linux)
      if let status = try? FileSystem.read("/proc/self/status"),
        let line = status.split(separator: UInt8(ascii: "\n")).first(where: {
          $0.starts(with: "VmHWM:".utf8)
        })
      {
        let digits = line.filter { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
      }
    #endif
    #if canImport(Darwin)
      var usage = rusage()
      if getrusage(RUSAGE_SELF, &usage) == 0 { return Int(usage.ru_maxrss) }
    #endif
    return nil
  }

  /// Measures from here on, where the system can: on Linux.
  package static func forget() {
    #if os(Linux)
      let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      var five = UInt8(ascii: "5")
      _ = write(descriptor, &five, 1)
      close(descriptor)
    #endif
  }
}
