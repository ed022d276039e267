import CLibrary

/// The instruction set that the engine was compiled for, and whether this machine has it.
///
/// The executable's own sources are compiled for any machine (`Package.swift` gives them no `-march`),
/// so that `check()` still runs where the engine could not. That is also why it calls the C library
/// itself: `Bedrock` may hold instructions that this machine lacks.
enum InstructionSet {
  /// As `--version` says it; `nil` where the compiler's default was taken.
  static var name: String? {
    #if SWIFTLAB_X86_64_V4
      "x86-64-v4"
    #elseif SWIFTLAB_X86_64_V3
      "x86-64-v3"
    #elseif SWIFTLAB_NATIVE
      "for the machine that built it"
    #else
      nil
    #endif
  }

  /// What the processor must have, in the words of `/proc/cpuinfo`, as the x86-64 psABI lists it for
  /// the levels above the second.
  private static var needed: [String] {
    let third = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"]
    #if SWIFTLAB_X86_64_V4
      return third + ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
    #elseif SWIFTLAB_X86_64_V3
      return third
    #else
      return []
    #endif
  }

  /// Ends the program with a sentence where the machine is known to lack an instruction: a processor
  /// that meets one it does not know ends it without.
  static func check() {
    guard let name, !needed.isEmpty, let flags = processorFlags() else { return }
    let missing = needed.filter { !flags.contains(Substring($0)) }
    if missing.isEmpty { return }
    var advice = "build it here from its source, or with SWIFTLAB_MARCH=x86-64-v2"
    #if SWIFTLAB_X86_64_V4
      advice = "take the release's file for x86-64-v3, or build it here from its source"
    #endif
    let text =
      "swiftlab: error: this program was built for \(name), and this machine's processor has no "
      + "\(missing.joined(separator: ", ")); \(advice)\n"
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(1)
  }

  /// The flags that Linux lists of the first processor; `nil` where it lists none.
  private static func processorFlags() -> Set<Substring>? {
    guard let file = fopen("/proc/cpuinfo", "r") else { return nil }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      guard let line else { return nil }
      let text = String(cString: line)
      if text.utf8.starts(with: "flags".utf8) {
        return Set(text.split { $0 == " " || $0 == "\t" || $0 == "\n" })
      }
    }
    return nil
  }
}
