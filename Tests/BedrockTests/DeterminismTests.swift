import Bedrock
import Testing

/// The hashes were made once and must come out on every CPU, system and `SWIFTLAB_MARCH`.
@Suite("The same bits everywhere")
struct DeterminismTests {
  static let floatHashes = [
    "exp": "0a745d2ee33f7fa2",
    "exp2": "eb1dbb0ff9784283",
    "expm1": "0c4ec33978612fa2",
    "log": "91b014d943c2673e",
    "log2": "3cfe2f9b8ca2ea15",
    "log10": "e0f809d4ff663bdb",
    "log1p": "c5e26789723a5643",
    "tanh": "359e62709277782a",
    "sigmoid": "3690af040bc4b2e8",
    "erf": "79602f1dca405bab",
    "erfc": "ba860b74e3559111",
    "sin": "7b08105d53d4d4f8",
    "cos": "79b33f22ef7d22cc",
    "sqrt": "c4a3f96e9a025570",
  ]
  static let doubleHashes = [
    "exp": "29840d97e035de9f",
    "exp2": "e57d643229dc3662",
    "expm1": "30cc4fc93879c767",
    "log": "f35e54d895238464",
    "log2": "b41c76c9a0e74b31",
    "log10": "cf5e7b797a5383a3",
    "log1p": "f1f294594980b87f",
    "tanh": "3b9e5dfa5e2ce25e",
    "sigmoid": "a9b37ccb6494cb35",
    "erf": "ab66279729857494",
    "erfc": "0d1655671755ef59",
    "sin": "82a603755cd403aa",
    "cos": "e3715b745ed9501c",
    "sqrt": "4aac86988f6f830f",
  ]

  @Test("results at float width have the committed hash", arguments: FunctionCase.all)
  func floats(function: FunctionCase) throws {
    var hash = SHA256()
    for bits in stride(from: UInt64(0), to: 1 << 32, by: 99_991) {
      hash.update(bytes(function.float(Float(bitPattern: UInt32(bits))).bitPattern))
    }
    #expect(hash.finalize().hex.prefix(16) == (try #require(Self.floatHashes[function.name])))
  }

  @Test("results at double width have the committed hash", arguments: FunctionCase.all)
  func doubles(function: FunctionCase) throws {
    var hash = SHA256()
    for step in 0..<UInt64(40_000) {
      let bits = step &* 0x9E37_79B9_7F4A_7C15
      hash.update(bytes(function.double(Double(bitPattern: bits)).bitPattern))
      let near = Double(Int64(bitPattern: bits)) * 0x1p-59
      hash.update(bytes(function.double(near).bitPattern))
    }
    #expect(hash.finalize().hex.prefix(16) == (try #require(Self.doubleHashes[function.name])))
  }

  @Test("powers, normals and sums have the committed hash")
  func others() {
    var random = RandomStream(seed: 42, name: "determinism")
    var hash = SHA256()
    var normals: [Double] = []
    for _ in 0..<20_000 {
      let x = Elementary.exp2((random.uniform() - 0.5) * 200)
      let y = (random.uniform() - 0.5) * 20
      hash.update(bytes(Elementary.pow(x, y).bitPattern))
      normals.append(random.normal())
    }
    for normal in normals { hash.update(bytes(normal.bitPattern)) }
    hash.update(bytes(Elementary.sum(normals).bitPattern))
    hash.update(bytes(Elementary.sum(normals.map(Float.init)).bitPattern))
    #expect(hash.finalize().hex.prefix(16) == "4233c39b1737bf73")
  }

  private func bytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
    withUnsafeBytes(of: word.littleEndian) { Array($0) }
  }
}
