/// What is written into the cells of a heatmap with numbers.
///
/// Shares have each number on its shade, `@@56@@`, so that a cell is both picture and value. Other
/// quantities have one mark of their size beside the number, `2.66@`: what rounds to zero is blank,
/// and a number below the threshold, a tenth of the largest, gives way to its sign.
struct HeatCellWriter {
  enum Entry: Equatable {
    /// Masked, or zero where nothing is masked.
    case empty
    case number(String, ShadeRamp.Shade)
    /// A number that is too small to be written: its sign.
    case sign(Unicode.Scalar)
    /// No number, or a zero among masked entries.
    case plain(String)
  }

  let format: ValueFormat
  let scale: ShadeScale
  /// Whether shades stand on both sides of a number.
  let isShaded: Bool
  /// The size from which numbers are written; 0 if all are.
  let threshold: Double
  private let charset: FigureStyle.Charset
  private let hasMask: Bool
  private let hasSigns: Bool
  private let hasZeros: Bool

  init(_ map: Heatmap, _ grid: HeatGrid, format: ValueFormat, _ charset: FigureStyle.Charset) {
    let present = grid.present
    let finite = present.filter(\.isFinite)
    self.format = format
    self.charset = charset
    scale = ShadeScale(map.scale, values: present, charset)
    isShaded = format.isPercent
    hasMask = grid.hasMask
    hasSigns = finite.contains { $0 < 0 }
    hasZeros = finite.contains { !Self.isVisible(format.text($0)) }
    let largest = finite.lazy.map(\.magnitude).max() ?? 0
    let step = RoundStep.floor(largest / 10)
    let isBelow = finite.contains { $0.magnitude < step && Self.isVisible(format.text($0)) }
    threshold = isShaded || !isBelow || !Self.isVisible(format.text(step)) ? 0 : step
  }

  func entry(_ value: Double?) -> Entry {
    guard let value else { return .empty }
    let text = format.text(value)
    guard value.isFinite else { return .plain(text) }
    let isZero = !Self.isVisible(text)
    // What reads as zero has zero's shade, so that two equal numbers have one.
    if isShaded { return .number(text, scale.shade(isZero ? 0 : value)) }
    if isZero { return hasMask ? .plain("0") : .empty }
    if value.magnitude < threshold { return .sign(hasSigns ? (value < 0 ? "-" : "+") : ".") }
    return .number(text, ShadeRamp.marks(charset).shade(scale.share(value).magnitude))
  }

  /// Whether a row has nothing that one would look for.
  func isQuiet(_ row: [Entry]) -> Bool {
    row.allSatisfy { entry in
      switch entry {
      case .empty, .sign: true
      case .number(_, let shade): isShaded && shade == scale.ramp.rising[0]
      case .plain: false
      }
    }
  }

  /// Whether a number's text says more than zero.
  static func isVisible(_ text: String) -> Bool {
    text.utf8.contains { (0x31...0x39).contains($0) } || !text.utf8.contains(0x30)
  }

  // MARK: Legend

  /// The scale of the shades or marks.
  var legend: String {
    if isShaded { return scale.legend(format, isPaired: false) }
    let marks = ShadeRamp.marks(charset).rising.map { String($0.left) }.joined()
    let low = scale.isDiverging ? 0 : scale.low
    return "\(scale.isDiverging ? "size " : "")\(format.text(low)) [\(marks)] "
      + format.text(scale.high)
  }

  /// What blanks and signs mean.
  var notes: [String] {
    if isShaded { return [] }
    let small = "smaller than \(format.text(threshold))"
    return (hasZeros && !hasMask ? ["blank: rounds to 0"] : [])
      + (threshold == 0 ? [] : [hasSigns ? "+ and -: \(small) in size" : ".: \(small)"])
  }
}

extension RoundStep {
  /// The largest of 1, 2 and 5 times a power of ten that is not above a positive number; 0 for any
  /// other.
  static func floor(_ x: Double) -> Double {
    guard x.isFinite, x > 0 else { return 0 }
    let exponent = exponent(of: x)
    let steps = [5, 2, 1].map { times($0, exponent) }
    return steps.first { $0 <= x } ?? 0
  }
}
