import CLibrary

/// The instruction set that the engine was compiled for, and whether this machine has it.
///
/// The executable's own sources are compiled for any machine (`Package.swift` gives them no `-march`),
/// so that `check()` still runs where the engine could not. The linker keeps one copy of what several
/// modules specialize, and that may be the engine's: so `check()` calls the C library with plain
/// pointers, and uses no collection and no string of Swift's.
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

  /// Ends the program with a sentence where the machine is known to lack an instruction: a processor
  /// that meets one it does not know ends it without.
  static func check() {
    #if SWIFTLAB_X86_64_V4
      check("x86-64-v4", "take the release's file for x86-64-v3", alsoFourth: true)
    #elseif SWIFTLAB_X86_64_V3
      check("x86-64-v3", "build it with SWIFTLAB_MARCH=x86-64-v2", alsoFourth: false)
    #endif
  }

  private static func check(_ level: StaticString, _ advice: StaticString, alsoFourth: Bool) {
    guard let file = fopen(pointer("/proc/cpuinfo"), pointer("r")) else { return }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      guard let flags = line else { return }
      if strncmp(flags, pointer("flags"), 5) != 0 { continue }
      if lacksThird(flags, says: false) || (alsoFourth && lacksFourth(flags, says: false)) {
        say("swiftlab: error: this program was built for ")
        say(level)
        say(", and this machine's processor has no")
        _ = lacksThird(flags, says: true)
        if alsoFourth { _ = lacksFourth(flags, says: true) }
        say("; ")
        say(advice)
        say(", or build it here from its source\n")
        exit(1)
      }
      return
    }
  }

  /// The instructions of x86-64-v3, as the psABI lists them, in the words of Linux.
  private static func lacksThird(_ flags: UnsafePointer<CChar>, says: Bool) -> Bool {
    var lacks = false
    if isMissing(" avx", flags, says) { lacks = true }
    if isMissing(" avx2", flags, says) { lacks = true }
    if isMissing(" bmi1", flags, says) { lacks = true }
    if isMissing(" bmi2", flags, says) { lacks = true }
    if isMissing(" f16c", flags, says) { lacks = true }
    if isMissing(" fma", flags, says) { lacks = true }
    if isMissing(" abm", flags, says) { lacks = true }
    if isMissing(" movbe", flags, says) { lacks = true }
    return lacks
  }

  /// What x86-64-v4 has besides.
  private static func lacksFourth(_ flags: UnsafePointer<CChar>, says: Bool) -> Bool {
    var lacks = false
    if isMissing(" avx512f", flags, says) { lacks = true }
    if isMissing(" avx512bw", flags, says) { lacks = true }
    if isMissing(" avx512cd", flags, says) { lacks = true }
    if isMissing(" avx512dq", flags, says) { lacks = true }
    if isMissing(" avx512vl", flags, says) { lacks = true }
    return lacks
  }

  /// Whether a word, with the blank before it, is none of a line's.
  private static func isMissing(
    _ word: StaticString, _ line: UnsafePointer<CChar>, _ says: Bool
  ) -> Bool {
    let text = pointer(word)
    var rest = line
    while let found = strstr(rest, text) {
      let end = found[word.utf8CodeUnitCount]
      if end == 0x20 || end == 0x0A || end == 0 { return false }
      rest = UnsafePointer(found) + 1
    }
    if says { say(word) }
    return true
  }

  private static func pointer(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  private static func say(_ text: StaticString) {
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
  }
}
