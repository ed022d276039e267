import Bedrock

/// How numbers are stored in fewer bits: format, grid, who shares a scale.
///
/// All but the format matters to integer formats only: floats share nothing, and block formats have all
/// of it fixed.
public struct QuantizationRecipe: Sendable, Equatable {
  public var format: QuantizationFormat
  public var scheme = UniformGrid.Scheme.symmetric
  public var granularity = Granularity.tensor
  /// Whether scales are stored as half floats and not as floats.
  public var hasHalfScales = false
  /// Whether the grid may be narrower than the numbers, where that makes the squared error smaller:
  /// the few largest numbers then get the grid's end.
  public var clips = false

  public init(_ format: QuantizationFormat) { self.format = format }

  /// A matrix, quantized.
  ///
  /// Throws if a number is not finite where a grid is needed, or if rows do not come out even in
  /// blocks.
  public func quantize(
    _ values: [Float], rows: Int, columns: Int
  ) throws(QuantizationError) -> QuantizedMatrix {
    precondition(rows * columns == values.count, "expected \(rows * columns) numbers")
    switch format.kind {
    case .float: return floats(values, rows, columns)
    case .block(let block): return try blocks(values, rows, columns, block)
    case .integer: return try integers(values, rows, columns)
    }
  }

  /// What a matrix of a shape takes, whatever its numbers are.
  ///
  /// Throws if rows do not come out even in blocks.
  public func size(rows: Int, columns: Int) throws(QuantizationError) -> QuantizedSize {
    let count = rows * columns
    let numberBytes = Self.bytes(count, bits: format.bits)
    switch format.kind {
    case .float: return QuantizedSize(numberBytes: numberBytes)
    case .block(let block):
      guard columns % BlockFormat.blockSize == 0 else {
        throw .rowLength(columns, format: block.rawValue)
      }
      return QuantizedSize(
        numberBytes: numberBytes,
        sharedBytes: count / BlockFormat.blockSize * block.sharedBytes)
    case .integer:
      let groups = granularity.groupCount(rows: rows, columns: columns)
      let zeroPoints = scheme == .asymmetric ? Self.bytes(groups, bits: format.bits) : 0
      return QuantizedSize(
        numberBytes: numberBytes, sharedBytes: groups * (hasHalfScales ? 2 : 4) + zeroPoints)
    }
  }

  /// Packed numbers, up to a whole byte.
  private static func bytes(_ count: Int, bits: Int) -> Int { (count * bits + 7) / 8 }

  // MARK: -

  private func floats(_ values: [Float], _ rows: Int, _ columns: Int) -> QuantizedMatrix {
    let rounded: [Float]
    switch format {
    case .fp16: rounded = values.map { HalfFloat.decode(HalfFloat.encode($0)) }
    case .bf16: rounded = values.map { BrainFloat.decode(BrainFloat.encode($0)) }
    default: rounded = values
    }
    return QuantizedMatrix(
      rows: rows, columns: columns, values: rounded, codes: nil, scales: [], zeroPoints: [],
      minimums: [],
      size: QuantizedSize(numberBytes: Self.bytes(values.count, bits: format.bits)))
  }

  private func blocks(
    _ values: [Float], _ rows: Int, _ columns: Int, _ format: BlockFormat
  ) throws(QuantizationError) -> QuantizedMatrix {
    let size = try size(rows: rows, columns: columns)
    let bytes = try format.encode(values)
    let blocks = stride(from: 0, to: bytes.count, by: format.blockBytes).map {
      bytes[$0..<$0 + format.blockBytes]
    }
    return QuantizedMatrix(
      rows: rows, columns: columns, values: try format.decode(bytes),
      codes: blocks.flatMap(format.codes), scales: blocks.map { BlockFormat.half($0, at: 0) },
      zeroPoints: [],
      minimums: format == .q41 ? blocks.map { BlockFormat.half($0, at: 2) } : [], size: size)
  }

  private func integers(
    _ values: [Float], _ rows: Int, _ columns: Int
  ) throws(QuantizationError) -> QuantizedMatrix {
    if let position = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(position: position)
    }
    var codes = [Int](repeating: 0, count: values.count)
    var results = values
    var grids: [UniformGrid] = []
    for run in granularity.runs(rows: rows, columns: columns) {
      let grid = try grid(for: values.span, run)
      for position in run.positions {
        codes[position] = grid.code(values[position])
        results[position] = grid.value(codes[position])
      }
      grids.append(grid)
    }
    return QuantizedMatrix(
      rows: rows, columns: columns, values: results, codes: codes, scales: grids.map(\.scale),
      zeroPoints: scheme == .asymmetric ? grids.map(\.zeroPoint) : [], minimums: [],
      size: try size(rows: rows, columns: columns))
  }

  /// The grid over a group: of its whole range, or of the share of it with the least squared error.
  func grid(
    for values: Span<Float>, _ run: Granularity.Run
  ) throws(QuantizationError) -> UniformGrid {
    var (minimum, maximum) = (Float.infinity, -Float.infinity)
    for position in run.positions {
      let x = values[position]
      if x < minimum { minimum = x }
      if x > maximum { maximum = x }
    }
    let whole = try grid(minimum, maximum)
    guard clips else { return whole }
    var (best, least) = (whole, Self.squares(values, run, whole))
    for percent in stride(from: 98, through: 20, by: -2) {
      let share = Float(percent) / 100
      let candidate = try grid(minimum * share, maximum * share)
      let squares = Self.squares(values, run, candidate)
      if squares < least { (best, least) = (candidate, squares) }
    }
    return best
  }

  private func grid(
    _ minimum: Float, _ maximum: Float
  ) throws(QuantizationError) -> UniformGrid {
    try UniformGrid(
      bits: format.bits, scheme: scheme, minimum: minimum, maximum: maximum,
      roundsScale: hasHalfScales)
  }

  private static func squares(
    _ values: Span<Float>, _ run: Granularity.Run, _ grid: UniformGrid
  ) -> Double {
    var sum = 0.0
    for position in run.positions {
      let error = Double(values[position]) - Double(grid.value(grid.code(values[position])))
      sum += error * error
    }
    return sum
  }
}
