import Bedrock
import Notebook
import Testing

@Suite("Values as bytes for the cache")
struct ValueBytesTests {
  private let model = ModelValue(name: "m", sha256: "ab") { [1, 2] }

  private var values: [Value] {
    let labelled = NumericArray(
      rows: [[1, .nan], [-0.0, .infinity]], width: .float, rowLabels: ["a", " b"])
    return [
      .double(0), .double(-0.0), .float(0), .double(.nan), .double(.infinity), .double(-.infinity),
      .double(1), .float(1), .bool(true), .bool(false), .string("1"), .string(""), .list([]),
      .list([.string("a"), .string("b")]), .list([.list([.string("a")]), .string("b")]),
      .strings(["ab"]), .vector([]), .vector([1, 2]), .vector([1, 2], labels: ["a", "b"]),
      .vector([1, 2], labels: ["a", "c"]), .array(NumericArray(floats: [1, 2], shape: [2])),
      .array(NumericArray(rows: [[1, 2]])), .array(NumericArray(rows: [[1], [2]])),
      .array(NumericArray(shape: [0, 5], elements: [])),
      .array(NumericArray(shape: [5, 0], elements: [])), .array(labelled), .vector([.nan]),
      .vector([.infinity]), .vector([0]), .vector([-0.0]), .record(Record()),
      .record(["a": .double(1), "b": .double(2)]), .record(["b": .double(2), "a": .double(1)]),
      .record(["a": .record(["b": .string("x")])]), .model(model),
    ]
  }

  private func bytes(_ value: Value) -> [UInt8] {
    var writer = ByteWriter()
    value.put(to: &writer)
    return writer.bytes
  }

  @Test("two values that act differently have different bytes")
  func different() {
    #expect(Set(values.map(bytes)).count == values.count)
  }

  @Test("what is read equals what was written")
  func roundTrip() throws {
    for value in values {
      var reader = ByteReader(bytes(value))
      let copy = try Value(from: &reader) { name, sha256 in
        ModelValue(name: name, sha256: sha256) { [] }
      }
      #expect(reader.isAtEnd && bytes(copy) == bytes(value))
      #expect(value.isStorable)
    }
    #expect(Record(["x": .list([.record(["y": .model(model)])])]).models.map(\.name) == ["m"])
  }

  @Test("spoilt bytes are an error and never a crash")
  func spoilt() {
    for value in values {
      let whole = bytes(value)
      for index in whole.indices {
        var cut = ByteReader(Array(whole.prefix(index)))
        #expect(throws: ByteReader.Damaged.self) { try Value(from: &cut) { _, _ in nil } }
        for bit in 0..<8 {
          var changed = whole
          changed[index] ^= 1 << bit
          var reader = ByteReader(changed)
          _ = try? Value(from: &reader) { _, _ in nil }
        }
      }
    }
  }

  @Test("a formula is told apart by its text, and is not kept")
  func formula() throws {
    let (a, b) = (try expression("x + 1"), try expression("x + 2"))
    #expect(bytes(.formula(a)) != bytes(.formula(b)))
    #expect(!Value.formula(a).isStorable)
    #expect(!Value.list([.record(["f": .formula(a)])]).isStorable)
    var reader = ByteReader(bytes(.formula(a)))
    #expect(throws: ByteReader.Damaged.self) { try Value(from: &reader) { _, _ in nil } }
  }
}
