import Bedrock
import Engine
import Numerics
import Testing

/// Blocks of random bits, their scales among them: ordinary ones, denormal ones, zeros of both signs,
/// and now and then an infinite one or a NaN.
struct RandomBlocks {
  let type: GGUFTensorType
  let columns: Int
  let rows: Int
  let bytes: [UInt8]

  /// Where a block's half floats lie.
  static func scales(_ type: GGUFTensorType) -> [Int] {
    switch type {
    case .q4_0, .q5_0, .q8_0, .f16: [0]
    case .q4_1, .q5_1, .q4_K, .q5_K: [0, 2]
    case .q2_K: [80, 82]
    case .q3_K: [108]
    case .q6_K: [208]
    default: []
    }
  }

  init(_ type: GGUFTensorType, columns: Int, rows: Int, special: Bool, seed: UInt64) {
    (self.type, self.columns, self.rows) = (type, columns, rows)
    var stream = RandomStream(seed: seed, name: "blocks \(type)")
    func random(_ count: Int) -> Int { Int(stream.uniform() * Double(count)) }
    let blocks = columns * rows / type.blockSize
    var bytes = (0..<blocks * type.blockBytes).map { _ in UInt8(random(256)) }
    func put(_ half: UInt16, _ offset: Int) {
      bytes[offset] = UInt8(truncatingIfNeeded: half)
      bytes[offset + 1] = UInt8(truncatingIfNeeded: half >> 8)
    }
    for block in 0..<blocks {
      for offset in Self.scales(type) {
        let sign = UInt16(random(2)) << 15
        var half = sign | UInt16(0x2000 + random(0x1800))
        switch random(special ? 400 : 16) {
        case 0: half = sign | UInt16(random(0x400))
        case 1: half = sign
        case 2 where special: half = sign | 0x7C00
        case 3 where special: half = 0x7E00
        default: break
        }
        put(half, block * type.blockBytes + offset)
      }
      if type == .bf16 {
        put(UInt16(random(2)) << 15 | UInt16(0x3E00 + random(0x200)), block * 2)
      }
    }
    self.bytes = bytes
  }

  /// The weights spread out by the file's own decoding, `[columns, rows]`.
  func tensor() -> Tensor {
    var result = Tensor(zeros: [columns, rows])
    bytes.withUnsafeBytes { source in
      result.withMutableElements { type.decode(source, into: &$0) }
    }
    return result
  }

  func matrix() throws -> BlockMatrix {
    try bytes.withUnsafeBytes {
      try BlockMatrix(
        #require(type.blockFormat), $0, columns: columns, rows: rows, arena: BlockArena())
    }
  }
}

@Suite("Weights in blocks")
struct BlockMatrixTests {
  static let types = GGUFTensorType.allCases.filter { $0.blockFormat != nil }

  /// The same bits, or NaN for NaN.
  static func agree(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy {
        $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
      }
  }

  @Test("every format has its type of file")
  func complete() {
    #expect(Self.types.count == PackedFormat.allCases.count)
    for type in Self.types {
      #expect(type.blockFormat?.blockSize == type.blockSize)
      #expect(type.blockFormat?.blockBytes == type.blockBytes)
    }
  }

  @Test(
    "products have the bits of products with the weights spread out", arguments: types,
    [false, true])
  func products(_ type: GGUFTensorType, _ special: Bool) throws {
    let unit = max(type.blockSize, 16)
    // Whole tiles, tiles of two and one, and a panel that is not full; rows of one block and more
    // than one piece.
    for (columns, blocks) in [(64, 1), (48, 3), (32, 2), (7, 1), (200, 512 / unit + 3)] {
      let rows = unit * blocks
      let blocks = RandomBlocks(
        type, columns: columns, rows: rows, special: special, seed: UInt64(columns))
      let spread = try PackedMatrix(blocks.tensor(), transposed: true)
      let matrix = try blocks.matrix()
      var stream = RandomStream(seed: 4, name: "x")
      for count in [1, 2, 7, 140] {
        let x = try Tensor(
          (0..<count * rows).map { _ in Float(stream.uniform() - 0.5) }, shape: [count, rows])
        for threads in [1, 2, 7] {
          let pool = WorkerPool(threads: threads)
          let product = try matmul(x, matrix, pool: pool)
          #expect(
            Self.agree(product, try matmul(x, spread, pool: pool)),
            "\(columns) × \(rows), \(count) rows, \(threads) threads")
        }
      }
    }
  }

  @Test("a column is the row of the file, spread out", arguments: types)
  func columns(_ type: GGUFTensorType) throws {
    let blocks = RandomBlocks(
      type, columns: 53, rows: max(type.blockSize, 16) * 3, special: true, seed: 8)
    let matrix = try blocks.matrix()
    let picked = [0, 52, 17, 16, 15, 3, 17]
    let expected = try blocks.tensor().gathering(picked)
    #expect(Self.agree(try matrix.columns(picked), expected))
    #expect(throws: ShapeError.self) { try matrix.columns([53]) }
    #expect(throws: ShapeError.self) { try matrix.columns([-1]) }
  }

  @Test("bytes that are not a matrix of whole blocks are refused")
  func refused() {
    let bytes = [UInt8](repeating: 0, count: 20)
    for (columns, rows) in [(1, 64), (2, 32), (0, 32), (1, 16), (1, 0)] {
      #expect(throws: ShapeError.self) {
        try bytes.withUnsafeBytes {
          try BlockMatrix(.q4_1, $0, columns: columns, rows: rows, arena: BlockArena())
        }
      }
    }
  }
}
