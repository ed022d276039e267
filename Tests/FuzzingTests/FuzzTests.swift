import Bedrock
import Fuzzing
import Testing

/// A small share of what `.ci/fuzz` runs; a trap here ends the test process.
@Suite("No input ends the program")
struct FuzzTests {
  private static let course: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  @Test("a few cases of every kind", arguments: FuzzKind.all(course: course).map(\.name))
  func cases(_ name: String) throws {
    let kind = try #require(FuzzKind.all(course: Self.course).first { $0.name == name })
    for number in 0..<60 {
      #expect(kind.run(kind.bytes(seed: 20, number: number)) == nil, "\(name) \(number)")
    }
  }

  @Test("a case is a function of its seed and its number")
  func pure() throws {
    for kind in FuzzKind.all(course: Self.course) {
      #expect(kind.bytes(seed: 3, number: 5) == kind.bytes(seed: 3, number: 5))
      #expect(
        (0..<8).contains { kind.bytes(seed: 3, number: $0) != kind.bytes(seed: 4, number: $0) })
    }
  }
}
