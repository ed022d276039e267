import Bedrock
import Engine
import Testing

@Suite("The corpus of tinyworld")
struct TinyWorldCorpusTests {
  private static let documents = Array(TinyWorld.corpus(seed: 1, documents: 2000))

  @Test("a seed gives the same documents and the same nats on every machine")
  func sameBytes() {
    var hash = SHA256()
    for document in Self.documents {
      hash.update(Array("\(document.text)\u{0}\(document.nats.bitPattern)\u{0}".utf8))
    }
    let expected = "97a7d0d1fec298615b8c7df6b243df8a39f528a590b8639e459aaa751a0243e0"
    #expect(hash.finalize().hex == expected)
  }

  @Test("the first documents do not depend on how many are asked for")
  func prefix() {
    #expect(Array(TinyWorld.corpus(seed: 1, documents: 50)) == Array(Self.documents.prefix(50)))
    #expect(Array(TinyWorld.corpus(seed: 1, documents: 0)).isEmpty)
  }

  @Test("another seed, and the validation documents, are others")
  func streams() {
    let first = Self.documents.prefix(20).map(\.text)
    #expect(TinyWorld.corpus(seed: 2, documents: 20).map(\.text) != first)
    #expect(TinyWorld.validation(seed: 1, documents: 20).map(\.text) != first)
  }

  @Test("every passage has exactly one derivation, so its nats are its own")
  func unambiguous() {
    for document in Self.documents {
      for passage in document.text.split(separator: "\n") {
        #expect(TinyWorld.derivations(ofPassage: String(passage)) == 1, "\(passage)")
      }
    }
  }

  @Test("the nats counted while writing are those found by reading")
  func readBack() throws {
    for document in Self.documents {
      let nats = try #require(TinyWorld.nats(of: document.text))
      #expect(abs(nats - document.nats) < 1e-9, "\(document.text)")
      #expect(document.nats > 0)
    }
  }

  @Test("a document is one to three lines of plain ASCII that end like sentences")
  func wellFormed() {
    for document in Self.documents {
      let lines = document.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == document.phenomena.count && (1...3).contains(lines.count))
      for line in lines {
        #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(!line.contains("  ") && !line.hasPrefix(" ") && !line.hasSuffix(" "))
        #expect(line.utf8.last.map { ".!)]}>".utf8.contains($0) } == true, "\(line)")
      }
    }
  }

  @Test("brackets always close, innermost first")
  func brackets() {
    let closers: [Character: Character] = ["(": ")", "[": "]", "{": "}", "<": ">"]
    var seen = 0
    for passage in passages(of: "brackets") {
      var open: [Character] = []
      for letter in passage {
        if let closer = closers[letter] { open.append(closer) }
        if closers.values.contains(letter) { #expect(open.popLast() == letter, "\(passage)") }
      }
      #expect(open.isEmpty, "\(passage)")
      seen += 1
    }
    #expect(seen > 50)
  }

  @Test("no phenomenon is forgotten, and the colors are drawn alike")
  func unigrams() {
    let counts = Dictionary(
      Self.documents.flatMap(\.phenomena).map { ($0, 1) }, uniquingKeysWith: +)
    #expect(Set(counts.keys) == Set(TinyWorld.phenomenonNames))
    let words = passages(of: "binding").flatMap { $0.split(separator: " ") }
    let colors = ["blue", "red", "green", "black", "white"].map { color in
      Double(words.filter { $0 == color }.count)
    }
    let mean = colors.reduce(0, +) / 5
    // Five standard deviations of a count that is nearly Poisson.
    for count in colors { #expect(abs(count - mean) < 5 * mean.squareRoot()) }
  }

  @Test("the mean of the nats settles on the entropy")
  func entropy() {
    let halves = [3, 4].map { (seed: UInt64) in
      let statistics = TinyWorld.statistics(of: TinyWorld.corpus(seed: seed, documents: 4000))
      return (statistics.natsPerDocument, statistics.standardError)
    }
    #expect(abs(halves[0].0 - halves[1].0) < 5 * (halves[0].1 + halves[1].1))
    #expect(halves[0].0 > 10)
  }

  @Test(
    "what the world never writes has no probability",
    arguments: [
      "", "Hello.", "The small dog chased the ball", "the small dog chased the ball.",
      "The small dog chased the ball.\n", "( p [ q ) ]", "The cat is parked.", "Caf\u{E9}.",
    ])
  func foreign(text: String) {
    #expect(TinyWorld.nats(of: text) == nil)
  }

  private func passages(of phenomenon: String) -> [Substring] {
    Self.documents.flatMap { document in
      zip(document.phenomena, document.text.split(separator: "\n"))
        .filter { $0.0 == phenomenon }.map(\.1)
    }
  }
}
