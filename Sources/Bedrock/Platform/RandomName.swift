/// Names that nobody else has chosen and nobody can foresee.
package enum RandomName {
  /// 24 hexadecimal digits from the system's generator; never in a report.
  package static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<12).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return Hexadecimal.string(bytes)
  }
}
