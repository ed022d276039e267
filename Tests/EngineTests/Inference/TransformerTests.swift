import Bedrock
import Engine
import Numerics
import Testing

@Suite("Running a transformer")
struct TransformerTests {
  @Test("logits are PyTorch's", arguments: ModelFixture.names)
  func reference(_ name: String) throws {
    let fixture = try ModelFixture(name)
    let model = try Transformer(fixture.weights)
    let expected = try fixture.reference.tensor("logits")
    let length = fixture.ids.count / fixture.batch
    for sequence in 0..<fixture.batch {
      let range = sequence * length..<(sequence + 1) * length
      let logits = try model.logits(Array(fixture.ids[range]))
      #expect(logits.distance(to: expected.rows(range)) < 2e-5)
    }
  }

  @Test("one token at a time gives the bits of all at once", arguments: ModelFixture.configurations)
  func decode(_ configuration: ModelConfiguration) throws {
    let model = try Transformer(ModelFixture.weights(configuration))
    let ids = ModelFixture.tokens(37)
    let whole = try model.logits(ids)
    var one = DecodingState(configuration, capacity: 1)
    var parts = DecodingState(configuration)
    var place = 0
    for size in [5, 1, 17, 14] {
      let logits = try model.logits(Array(ids[place..<place + size]), state: &parts)
      #expect(logits.bits == whole.rows(place..<place + size).bits)
      place += size
    }
    for (index, id) in ids.enumerated() {
      let logits = try model.logits([id], state: &one)
      #expect(logits.bits == whole.rows(index..<index + 1).bits)
    }
    var last = DecodingState(configuration)
    let row = try model.logits(ids, state: &last, rows: .last)
    #expect(row.bits == whole.rows(36..<37).bits)
  }

  @Test("the bits are the same at every thread count", arguments: [2, 3, 7])
  func threads(_ threads: Int) throws {
    let configuration = ModelConfiguration.llama(
      vocabularySize: 500, width: 96, layers: 2, heads: 6, keyValueHeads: 2, hiddenWidth: 200,
      context: 200)
    let weights = try ModelFixture.weights(configuration)
    let ids = ModelFixture.tokens(150, below: 500)
    let (one, many) = (WorkerPool(threads: 1), WorkerPool(threads: threads))
    let expected = try Transformer(weights, pool: one).logits(ids, pool: one)
    let logits = try Transformer(weights, pool: many).logits(ids, pool: many)
    #expect(logits.bits == expected.bits)
  }

  @Test("a copy of a state goes on by itself, and a state can go back")
  func states() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(ModelFixture.weights(configuration))
    var state = DecodingState(configuration)
    _ = try model.logits([1, 2, 3], state: &state)
    var copy = state
    let next = try model.logits([4], state: &state)
    _ = try model.logits([5, 6], state: &copy)
    copy.truncate(to: 3)
    #expect(try model.logits([4], state: &copy).bits == next.bits)
  }

  @Test("unknown tokens, none and too many are refused, and leave the state as it was")
  func refused() throws {
    let configuration = ModelFixture.configurations[0]
    let model = try Transformer(ModelFixture.weights(configuration))
    var state = DecodingState(configuration)
    _ = try model.logits([1, 2], state: &state)
    #expect(throws: ModelError.noTokens) { try model.logits([], state: &state) }
    #expect(throws: ModelError.unknownToken(37, vocabularySize: 37)) {
      try model.logits([1, 37], state: &state)
    }
    #expect(throws: ModelError.unknownToken(-1, vocabularySize: 37)) { try model.logits([-1]) }
    #expect(throws: ModelError.contextExceeded(tokens: 41, context: 40)) {
      try model.logits(Array(repeating: 0, count: 39), state: &state)
    }
    struct Stop: Error {}
    let stop = Taps([.layer(1, .hidden)]) { _, _ in throw Stop() }
    #expect(throws: Stop.self) { try model.logits([3], state: &state, taps: stop) }
    #expect(state.count == 2)
    #expect(state.caches.map(\.count) == [2, 2])
  }

  @Test("operations are counted as the products' sizes say")
  func operations() {
    let configuration = ModelFixture.configurations[0]
    // A layer: q 24·24, k and v 24·12, o 24·24, gate, up and down 24·40 each; output 37·24.
    let layer = 2 * 24 * 24 + 2 * 24 * 12 + 3 * 24 * 40
    let count = configuration.operations(tokens: 3, past: 2)
    #expect(count.mapOperations == 2 * 3 * (2 * layer + 37 * 24))
    #expect(count.attentionOperations == 2 * 4 * 24 * (3 + 4 + 5))
    #expect(count.weightBytes == 4 * (2 * layer + 37 * 24))
    #expect(count.cacheBytesWritten == 3 * 2 * 2 * 12 * 4)
    let steps = (0..<3).map { configuration.operations(tokens: 1, past: 2 + $0) }
    #expect(steps.map(\.operations).reduce(0, +) == count.operations)
  }
}
