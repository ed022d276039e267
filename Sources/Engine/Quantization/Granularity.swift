/// Which numbers of a matrix share a scale.
public enum Granularity: Sendable, Equatable {
  /// All of them.
  case tensor
  /// A row's: for weights `[to, from]`, an output's.
  case row
  /// A column's.
  case column
  /// So many neighbours of a row; the last group of a row may be shorter.
  case group(Int)

  /// Elements of a row-major matrix at even distances.
  struct Run {
    let start: Int
    let step: Int
    let count: Int

    var positions: StrideTo<Int> { stride(from: start, to: start + step * count, by: step) }
  }

  /// The groups, in the order of their first elements.
  func runs(rows: Int, columns: Int) -> [Run] {
    guard rows > 0, columns > 0 else { return [] }
    switch self {
    case .tensor: return [Run(start: 0, step: 1, count: rows * columns)]
    case .row: return (0..<rows).map { Run(start: $0 * columns, step: 1, count: columns) }
    case .column: return (0..<columns).map { Run(start: $0, step: columns, count: rows) }
    case .group(let size):
      let size = max(size, 1)
      return (0..<rows).flatMap { row in
        stride(from: 0, to: columns, by: size).map { column in
          Run(start: row * columns + column, step: 1, count: min(size, columns - column))
        }
      }
    }
  }

  /// How many groups there are, without listing them.
  func groupCount(rows: Int, columns: Int) -> Int {
    guard rows > 0, columns > 0 else { return 0 }
    switch self {
    case .tensor: return 1
    case .row: return rows
    case .column: return columns
    case .group(let size): return rows * ((columns + max(size, 1) - 1) / max(size, 1))
    }
  }
}
