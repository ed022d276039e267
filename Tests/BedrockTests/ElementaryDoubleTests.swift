import Bedrock
import Testing

@Suite("Elementary functions at double width")
struct ElementaryDoubleTests {
  /// The error bounds that the doc comments state, in units of the last place.
  static let bounds = [
    "exp": 0.53, "exp2": 0.53, "expm1": 0.6, "log": 0.51, "log2": 0.51, "log10": 0.51,
    "log1p": 0.51, "tanh": 0.53, "sigmoid": 0.53, "erf": 0.62, "erfc": 0.9, "sin": 0.56,
    "cos": 0.56, "pow": 0.6,
  ]

  @Test("every function keeps its stated bound against mpmath", arguments: bounds.keys.sorted())
  func bound(name: String) throws {
    let lines = try fixtureLines("elementary.txt").filter { $0[0] == name }
    #expect(lines.count > 200)
    let function = FunctionCase.all.first { $0.name == name }?.double
    let bound = try #require(Self.bounds[name])
    for line in lines {
      let x = try double(line[1])
      let value = try function.map { $0(x) } ?? Elementary.pow(x, double(line[2]))
      let nearest = try double(line[line.count - 2])
      let rest = try #require(Double(line[line.count - 1]))
      let steps = Double(distance(value, nearest))
      let error = (steps - (nearest < 0 ? -rest : rest)).magnitude
      #expect(error <= bound, "\(line.joined(separator: " ")) gave \(value)")
    }
  }

  /// How many doubles of growing magnitude lie between two of one sign.
  private func distance(_ a: Double, _ b: Double) -> Int64 {
    guard a.sign == b.sign || a == b else { return .max }
    return Int64(a.magnitude.bitPattern) - Int64(b.magnitude.bitPattern)
  }

  @Test("powers that are exact come out exactly")
  func exact() {
    for n in -1074...1023 {
      let power = n < -1022 ? Double.leastNonzeroMagnitude * pow2(n + 1074) : pow2(n)
      #expect(Elementary.exp2(Double(n)) == power)
      #expect(Elementary.log2(power) == Double(n))
      #expect(Elementary.pow(2, Double(n)) == power)
    }
    var ten = 1.0
    for n in 0...22 {
      #expect(Elementary.log10(ten) == Double(n))
      #expect(Elementary.pow(10, Double(n)) == ten)
      ten *= 10
    }
    for root in 1...1000 {
      #expect(Elementary.pow(Double(root * root), 0.5) == Double(root))
      #expect(Elementary.pow(Double(-root), 3) == -Double(root * root * root))
    }
  }

  private func pow2(_ n: Int) -> Double { Double(sign: .plus, exponent: n, significand: 1) }

  @Test("sine and cosine of one angle are those of sincos, and odd and even")
  func symmetry() {
    var random = RandomStream(seed: 1, name: "angles")
    for _ in 0..<2000 {
      let x = (random.uniform() - 0.5) * Elementary.exp2(Double(random.below(1000)))
      let (sine, cosine) = Elementary.sincos(x)
      #expect(sine == Elementary.sin(x) && cosine == Elementary.cos(x))
      #expect(Elementary.sin(-x) == -sine && Elementary.cos(-x) == cosine)
      #expect((sine * sine + cosine * cosine - 1).magnitude < 1e-15)
    }
  }
}

@Suite("Exponentials of many")
struct ManyExponentialsTests {
  @Test("many at once have the bits of one by one", arguments: [0, 1, 7, 8, 9, 4096])
  func bits(_ count: Int) {
    var stream = RandomStream(seed: 3, name: "exponentials")
    let edges: [Double] = [
      0, -0.0, 1, -1, 709, 710, -700, -708.5, -745, -746, -747, .infinity, -.infinity, .nan,
      .leastNonzeroMagnitude, -0x1p-60,
    ]
    for scale in [1.0, 30, 400, 1500] {
      for shift in [0.0, 2.5] {
        let numbers = (0..<count).map { index in
          index % 5 == 4 ? edges[index / 5 % edges.count] : (stream.uniform() - 0.5) * scale
        }
        var result = numbers
        Elementary.replaceByExponentials(&result, shift: shift)
        for (x, y) in zip(numbers, result) {
          let expected = Elementary.exp(x - shift)
          #expect(y.bitPattern == expected.bitPattern || y.isNaN && expected.isNaN, "\(x)")
        }
      }
    }
  }
}
