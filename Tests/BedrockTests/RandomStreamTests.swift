import Bedrock
import Testing

@Suite("Random streams")
struct RandomStreamTests {
  /// The known-answer vectors of philox4x32-10 in Random123 (kat_vectors).
  @Test(
    "Philox gives the published words",
    arguments: [
      (
        SIMD4<UInt32>(0, 0, 0, 0), SIMD2<UInt32>(0, 0),
        SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4(.max, .max, .max, .max), SIMD2(.max, .max),
        SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0),
        SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ])
  func knownAnswers(counter: SIMD4<UInt32>, key: SIMD2<UInt32>, words: SIMD4<UInt32>) {
    #expect(Philox.block(counter: counter, key: key) == words)
  }

  /// The stream's first draws, recomputed from the documented bytes.
  @Test("the key is the SHA-256 of the documented bytes")
  func keyLayout() {
    var bytes = Array("swiftlab stream 1".utf8) + [0]
    for word in [7, 2, 6] as [UInt64] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(word >> shift & 255))
      }
    }
    let digest = SHA256.hash(bytes + Array("sample".utf8)).bytes
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(digest[offset + $1]) << UInt32(8 * $1) }
    }
    var stream = RandomStream(seed: 7, name: "sample", occurrence: 2)
    for block in 0..<3 as Range<UInt32> {
      let words = Philox.block(
        counter: SIMD4(block, 0, word(8), word(12)), key: SIMD2(word(0), word(4)))
      #expect(stream.nextUInt64() == UInt64(words[0]) | UInt64(words[1]) << 32)
      #expect(stream.nextUInt64() == UInt64(words[2]) | UInt64(words[3]) << 32)
    }
    #expect(stream.position == 6)
  }

  @Test("any position is reached at once, forwards and backwards")
  func seeking() {
    var stream = RandomStream(seed: 1, name: "walk")
    let draws = (0..<40).map { _ in stream.nextUInt64() }
    for position in [0, 39, 7, 6, 8, 8, 31, 30, 1] {
      stream.position = UInt64(position)
      #expect(stream.nextUInt64() == draws[position])
      if position < 39 { #expect(stream.nextUInt64() == draws[position + 1]) }
    }
    var copy = stream
    #expect(copy.nextUInt64() == stream.nextUInt64())
    stream.position = .max
    _ = stream.nextUInt64()
    #expect(stream.nextUInt64() == draws[0])
  }

  @Test("seed, name, occurrence and child each make another stream")
  func independence() {
    let streams = [
      RandomStream(seed: 1, name: "a"), RandomStream(seed: 2, name: "a"),
      RandomStream(seed: 1, name: "b"), RandomStream(seed: 1, name: "a", occurrence: 1),
      RandomStream(seed: 1, name: ""), RandomStream(seed: 1, name: "a").child("x"),
      RandomStream(seed: 1, name: "a").child("y"),
      RandomStream(seed: 1, name: "a").child("x").child("x"),
    ]
    let first = streams.map { stream in
      var stream = stream
      return stream.next()
    }
    #expect(Set(first).count == streams.count)
  }

  @Test("a child depends on the name and not on how far its parent was drawn")
  func children() {
    var parent = RandomStream(seed: 3, name: "train")
    var before = parent.child("batch")
    _ = parent.normal()
    var after = parent.child("batch")
    #expect(before.next() == after.next())
  }

  @Test("uniform numbers fill [0, 1) evenly")
  func uniform() {
    var stream = RandomStream(seed: 9, name: "uniform")
    var counts = [Int](repeating: 0, count: 20)
    for _ in 0..<40_000 {
      let x = stream.uniform()
      let y = stream.uniformFloat()
      #expect(x >= 0 && x < 1 && y >= 0 && y < 1)
      counts[Int(x * 20)] += 1
      counts[Int(y * 20)] += 1
    }
    #expect(chiSquare(counts) < 43.8)
  }

  @Test("normal numbers have the normal distribution's moments and tails")
  func normal() {
    var stream = RandomStream(seed: 9, name: "normal")
    let draws = (0..<100_000).map { _ in stream.normal() }
    let n = Double(draws.count)
    #expect((draws.reduce(0, +) / n).magnitude < 0.013)
    #expect((draws.reduce(0) { $0 + $1 * $1 } / n - 1).magnitude < 0.02)
    #expect((draws.reduce(0) { $0 + $1 * $1 * $1 * $1 } / n - 3).magnitude < 0.15)
    let beyond = Double(draws.filter { $0.magnitude > 1.959963985 }.count) / n
    #expect((beyond - 0.05).magnitude < 0.003)
    #expect(stream.position == 200_000)
  }

  @Test("below(n) is even for a small n and in range for a huge one")
  func below() {
    var stream = RandomStream(seed: 9, name: "below")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    #expect(chiSquare(counts) < 22.5)
    var upperHalf = 0
    // Two thirds of 2^63: without rejection the lower half would be drawn too often.
    let n = 6_148_914_691_236_517_205
    for _ in 0..<20_000 {
      let draw = stream.below(n)
      #expect(draw >= 0 && draw < n)
      if draw >= n / 2 { upperHalf += 1 }
    }
    #expect((upperHalf - 10_000).magnitude < 300)
    #expect(stream.below(1) == 0)
  }

  @Test("every order of three comes up equally often")
  func shuffle() {
    var stream = RandomStream(seed: 9, name: "shuffle")
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 {
      var order = [0, 1, 2]
      stream.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(chiSquare(Array(counts.values)) < 20.5)
    var nothing: [Int] = []
    let position = stream.position
    stream.shuffle(&nothing)
    #expect(stream.position == position)
  }

  @Test("categorical draws follow their probabilities and never a zero")
  func categorical() {
    var stream = RandomStream(seed: 9, name: "categorical")
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<30_000 { counts[stream.categorical([0, 2, 0, 1, 0])] += 1 }
    #expect(counts[0] == 0 && counts[2] == 0 && counts[4] == 0)
    #expect(chiSquare([counts[1], 2 * counts[3]]) < 30)
    #expect(stream.categorical([0, 0, 0x1p-1070]) == 2)
    #expect(stream.categorical([1]) == 0)
  }

  @Test("a categorical draw is the documented inverse of the running sum")
  func inverse() {
    let p = [0.1, 0.2, 0.3, 0.4]
    for position in 0..<200 as Range<UInt64> {
      var stream = RandomStream(seed: 4, name: "inverse")
      stream.position = position
      var twin = stream
      let target = twin.uniform() * (((0.1 + 0.2) + 0.3) + 0.4)
      var running = 0.0
      let expected = p.firstIndex {
        running += $0
        return running > target
      }
      #expect(stream.categorical(p) == expected)
    }
  }

  /// Pearson's statistic against equal counts.
  private func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  @Test("many draws at once have the bits of one at a time") func manyDraws() {
    for probabilities: [Double] in [[0.2, 0, 0.5, 0.3, 0], [0, 0, 1], [1e-300, 0.1, 7, 0]] {
      var (one, many) = (RandomStream(seed: 5, name: "draws"), RandomStream(seed: 5, name: "draws"))
      let single = (0..<500).map { _ in one.categorical(probabilities) }
      #expect(many.categorical(probabilities, count: 500) == single)
    }
  }
}
