import Bedrock
import Numerics

/// Whether a network's numbers go in waves over the residues: the Fourier analysis of what it learned
/// (Nanda et al., 2023, arXiv:2301.05217).
public enum FrequencyShare {
  /// The power of each frequency 1 … ⌊p/2⌋ of a column, whose mean is taken off; they add up to 1.
  static func spectrum(_ column: [Double]) -> [Double] {
    let p = column.count
    guard p >= 3 else { return [] }
    let powers = (1...p / 2).map { frequency in
      var (real, imaginary) = (0.0, 0.0)
      for (index, value) in column.enumerated() {
        let angle = 2 * Double.pi * Double(frequency * index % p) / Double(p)
        real += value * Elementary.cos(angle)
        imaginary += value * Elementary.sin(angle)
      }
      return real * real + imaginary * imaginary
    }
    let total = powers.reduce(0, +)
    return total > 0 ? powers.map { $0 / total } : powers
  }

  /// The share of each frequency in a table of one row a residue, over all its columns.
  public static func spectrum(of table: Tensor) -> [Double] {
    guard table.rank == 2, table.shape[0] >= 3 else { return [] }
    let rows = (0..<table.shape[0]).map { table.row($0) }
    var sums = [Double](repeating: 0, count: table.shape[0] / 2)
    for column in 0..<table.width {
      for (index, share) in spectrum(rows.map { Double($0[column]) }).enumerated() {
        sums[index] += share
      }
    }
    return sums.map { $0 / Double(max(table.width, 1)) }
  }
}
