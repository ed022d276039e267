import Bedrock
import Engine
import Testing

@Suite("Quantized matrices")
struct QuantizationRecipeTests {
  /// The 5×5 matrix of the course's source.
  static let weights: [Float] = [
    0.18371234, -1.20491236, 0.00712091, 2.91823411, -0.55291337, 0.44204588, -0.99123817,
    1.33100214, -0.22345518, 0.07620133, 3.12019843, -2.01444274, 0.55193302, -0.04721129,
    1.77231055, -0.80911403, 2.20133044, -1.48320182, 0.19441726, -0.00990127, 0.61544281,
    -0.33611945, 1.00993218, -2.44211706, 0.43120572,
  ]

  static func random(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var stream = RandomStream(seed: seed, name: "quantization")
    return (0..<count).map { _ in Float(stream.normal()) }
  }

  static func recipe(
    _ format: QuantizationFormat, _ scheme: UniformGrid.Scheme = .symmetric,
    _ granularity: Granularity = .tensor
  ) -> QuantizationRecipe {
    var recipe = QuantizationRecipe(format)
    (recipe.scheme, recipe.granularity) = (scheme, granularity)
    return recipe
  }

  @Test(
    "of 25 different weights so many are left",
    arguments: [
      (QuantizationFormat.fp32, 25), (.fp16, 25), (.bf16, 25), (.int8, 23), (.int4, 11),
    ])
  func distinct(format: QuantizationFormat, count: Int) throws {
    let matrix = try QuantizationRecipe(format).quantize(Self.weights, rows: 5, columns: 5)
    #expect(matrix.distinct == count)
  }

  @Test(
    "a code is at most half a step away",
    arguments: [QuantizationFormat.int8, .int6, .int4, .int3, .int2],
    [UniformGrid.Scheme.symmetric, .asymmetric])
  func halfAStep(format: QuantizationFormat, scheme: UniformGrid.Scheme) throws {
    let values = Self.random(300).map { $0 + 0.5 }
    let matrix = try Self.recipe(format, scheme, .row).quantize(values, rows: 10, columns: 30)
    for (index, x) in values.enumerated() {
      let step = matrix.scales[index / 30]
      // Rounding the zero point moves the asymmetric grid by up to half a step more.
      let reach: Float = scheme == .symmetric ? 0.5 : 1
      #expect(abs(x - matrix.values[index]) <= step * reach * 1.0001)
    }
    let bits = Double(format.bits)
    #expect(matrix.distinct <= 10 * Int(Elementary.exp(bits * 0.6931471806) + 0.5))
  }

  @Test("the symmetric grid is ±127 and ±7, and zero is met exactly")
  func symmetric() throws {
    let grid = try UniformGrid(bits: 8, scheme: .symmetric, minimum: -1, maximum: 12.7)
    #expect(grid.codes == -127...127)
    #expect(grid.code(12.7) == 127 && grid.code(-12.7) == -127 && grid.code(-1000) == -127)
    #expect(grid.value(grid.code(0)) == 0)
    let four = try UniformGrid(bits: 4, scheme: .symmetric, minimum: -7, maximum: 7)
    #expect(four.scale == 1)
    #expect([2.5, 3.5, -2.5, 7.4].map(four.code) == [2, 4, -2, 7])
  }

  @Test("the asymmetric grid spends no code on numbers that are not there")
  func asymmetric() throws {
    let grid = try UniformGrid(bits: 4, scheme: .asymmetric, minimum: 0, maximum: 15)
    #expect(grid.scale == 1 && grid.zeroPoint == 0 && grid.codes == 0...15)
    let shifted = try UniformGrid(bits: 4, scheme: .asymmetric, minimum: -5, maximum: 10)
    #expect(shifted.zeroPoint == 5)
    #expect(shifted.value(shifted.code(0)) == 0 && shifted.value(shifted.code(-5)) == -5)
    let far = try UniformGrid(bits: 8, scheme: .asymmetric, minimum: 4, maximum: 5)
    #expect(far.value(far.code(0)) == 0)
    let wide = try UniformGrid(bits: 8, scheme: .asymmetric, minimum: -3e38, maximum: 3e38)
    #expect(wide.scale.isFinite && abs(wide.value(wide.code(3e38)) - 3e38) < wide.scale)
  }

  @Test("smaller groups never have a larger largest error by more than rounding")
  func groups() throws {
    var values = Self.random(16 * 64)
    values[100] = 60
    func loss(_ granularity: Granularity) throws -> QuantizationLoss {
      let matrix = try Self.recipe(.int4, .symmetric, granularity)
        .quantize(values, rows: 16, columns: 64)
      return QuantizationLoss(values, matrix.values)
    }
    let losses = try [Granularity.tensor, .row, .group(16)].map(loss)
    #expect(losses[0].meanSquare > 4 * losses[1].meanSquare)
    #expect(losses[1].meanSquare > losses[2].meanSquare)
  }

  @Test("a clipped grid never has a larger squared error")
  func clipped() throws {
    var recipe = Self.recipe(.int3, .symmetric, .row)
    let values = Self.random(400, seed: 3)
    let whole = try recipe.quantize(values, rows: 4, columns: 100)
    recipe.clips = true
    let clipped = try recipe.quantize(values, rows: 4, columns: 100)
    let (before, after) = (
      QuantizationLoss(values, whole.values), QuantizationLoss(values, clipped.values)
    )
    #expect(after.meanSquare < before.meanSquare)
    #expect(after.maximum > before.maximum)
  }

  @Test("rows, columns and groups are what their names say")
  func granularities() throws {
    let values: [Float] = [1, 2, 3, 40, 50, 60]
    func scales(_ granularity: Granularity) throws -> [Float] {
      try Self.recipe(.int4, .symmetric, granularity).quantize(values, rows: 2, columns: 3)
        .scales.map { $0 * 7 }.map { $0.rounded() }
    }
    #expect(try scales(.tensor) == [60])
    #expect(try scales(.row) == [3, 60])
    #expect(try scales(.column) == [40, 50, 60])
    #expect(try scales(.group(2)) == [2, 3, 50, 60])
  }

  /// A way to store a 16×64 matrix, and the bytes that it then takes.
  struct Size: Sendable {
    let recipe: QuantizationRecipe
    let bytes: Int

    init(
      _ bytes: Int, _ format: QuantizationFormat, _ scheme: UniformGrid.Scheme = .symmetric,
      _ granularity: Granularity = .tensor
    ) {
      recipe = QuantizationRecipeTests.recipe(format, scheme, granularity)
      self.bytes = bytes
    }
  }

  static let storedSizes: [Size] = [
    Size(4096, .fp32), Size(2048, .fp16), Size(1028, .int8), Size(576, .int4, .symmetric, .row),
    Size(584, .int4, .asymmetric, .row), Size(512, .int3, .symmetric, .group(32)),
    Size(576, .q40), Size(640, .q41), Size(1088, .q80),
  ]

  @Test("sizes count scales and zero points, and need no numbers", arguments: storedSizes)
  func sizes(_ size: Size) throws {
    #expect(try size.recipe.size(rows: 16, columns: 64).bytes == size.bytes)
    let matrix = try size.recipe.quantize(Self.random(1024), rows: 16, columns: 64)
    #expect(matrix.size.bytes == size.bytes)
  }

  @Test("half scales are rounded, and take two bytes")
  func halfScales() throws {
    var recipe = Self.recipe(.int8, .symmetric, .row)
    recipe.hasHalfScales = true
    let matrix = try recipe.quantize([0.1, 0.3], rows: 1, columns: 2)
    #expect(matrix.scales == [HalfFloat.decode(HalfFloat.encode(0.3 / 127))])
    #expect(matrix.size.bytes == 4)
    #expect(throws: QuantizationError.self) {
      try recipe.quantize([1e38], rows: 1, columns: 1)
    }
  }

  @Test("zeros, and nothing at all, come back as they were")
  func zeros() throws {
    for format in QuantizationFormat.allCases {
      let zeros = [Float](repeating: 0, count: 32)
      #expect(try QuantizationRecipe(format).quantize(zeros, rows: 1, columns: 32).values == zeros)
      #expect(try QuantizationRecipe(format).quantize([], rows: 0, columns: 32).values == [])
    }
    let tiny = try QuantizationRecipe(.int8).quantize(
      [.leastNonzeroMagnitude, 0], rows: 1, columns: 2)
    #expect(tiny.values == [0, 0])
  }

  @Test("NaN and infinity have no code; a half float turns what is too large into infinity")
  func notFinite() throws {
    #expect(throws: QuantizationError.notFinite(position: 1)) {
      try QuantizationRecipe(.int8).quantize([0, .nan], rows: 1, columns: 2)
    }
    #expect(throws: QuantizationError.rowLength(5, format: "q8_0")) {
      try QuantizationRecipe(.q80).quantize(Self.weights, rows: 5, columns: 5)
    }
    let half = try QuantizationRecipe(.fp16).quantize([1e6], rows: 1, columns: 1)
    #expect(half.values == [.infinity])
    #expect(QuantizationLoss([1e6], half.values).maximum == .infinity)
  }
}
