/// How much a lab may take of the machine.
///
/// Both depend on the machine, and so neither is set unless somebody asks for it: a slow machine must
/// not make `check` waver.
struct RunLimits: Sendable {
  /// Of the clock, for a lab.
  var seconds: Int?
  /// Of memory, for the process that works on labs.
  var bytes: Int?

  /// What labs of people whom nobody knows get.
  static let untrusted = RunLimits(seconds: 60, bytes: 4 << 30)

  /// What is said of a lab that takes too long.
  var lateness: String {
    "this lab was stopped here: it took more than \(seconds ?? 0) s; '--time-limit' sets another limit"
  }

  /// What is said of a directive that ends the process.
  var breakdown: String {
    bytes.map {
      "the program broke off in this directive; it may use \($0 >> 20) MiB, which '--memory-limit' sets"
    } ?? "the program broke off in this directive, which is a mistake of swiftlab; please report it"
  }
}
