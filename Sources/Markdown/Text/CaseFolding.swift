/// Full case folding (Unicode Standard, section 3.13), from a pinned table.
enum CaseFolding {
  /// Appends what a scalar folds to.
  static func append(_ scalar: Unicode.Scalar, to out: inout String.UnicodeScalarView) {
    let value = scalar.value
    if value < 0x80 {
      out.append(value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value | 0x20)) : scalar)
    } else if let expansion = CaseFoldingTable.expansions[value] {
      out.append(contentsOf: expansion.compactMap(Unicode.Scalar.init))
    } else {
      out.append(single(value).flatMap(Unicode.Scalar.init) ?? scalar)
    }
  }

  /// The one scalar that a scalar folds to; itself where there is none or several.
  static func simple(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    if value < 0x80 { return value &- 0x41 < 26 ? Unicode.Scalar(UInt8(value | 0x20)) : scalar }
    return single(value).flatMap(Unicode.Scalar.init) ?? scalar
  }

  private static func single(_ value: UInt32) -> UInt32? {
    let runs = CaseFoldingTable.runs
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].1 < value { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, runs[low].0 <= value, (value - runs[low].0) % runs[low].2 == 0 else {
      return nil
    }
    return UInt32(exactly: Int64(value) + Int64(runs[low].3))
  }
}
