import Engine
import Numerics
import Testing

@Suite("The tape")
struct TapeTests {
  @Test("a variable that is used twice collects both gradients")
  func twice() throws {
    var tape = Tape(parameters: [Tensor([2])])
    let x = tape.parameter(0)
    let y = try tape.add(try tape.add(x, x), x)
    #expect(try tape.gradients(of: y) == [Tensor([3])])
  }

  @Test("a parameter that plays no part has zeros, and so has what is ignored")
  func unused() throws {
    let table = try Tensor(rows: [[1, 2], [3, 4]])
    var tape = Tape(parameters: [table, Tensor([1])])
    let logits = try tape.embedding(tape.parameter(0), [0, 1])
    let loss = try tape.crossEntropy(
      logits, targets: [CrossEntropy.ignored, CrossEntropy.ignored])
    #expect(loss.value[flat: 0] == 0)
    #expect(try tape.gradients(of: loss) == [Tensor(zeros: [2, 2]), Tensor(zeros: [1])])
  }

  @Test("an activation before a linear map has the same bits fused and apart")
  func fused() throws {
    let x = Tensor([-1, 0.5, 2, 0.25, -3, 1])
    let w = Tensor([0.5, -1, 2, 1, 1, -0.5])
    func gradients(_ isFused: Bool) throws -> [Tensor] {
      var tape = Tape(parameters: [try x.reshaped([2, 3]), try w.reshaped([2, 3])])
      let (x, w) = (tape.parameter(0), tape.parameter(1))
      let y =
        isFused
        ? try tape.linear(activating: x, .geluTanh, w)
        : try tape.linear(tape.activation(x, .geluTanh), w)
      return try tape.gradients(of: try tape.crossEntropy(y, targets: [0, 1]))
    }
    #expect(try gradients(true).map(\.bits) == gradients(false).map(\.bits))
  }

  @Test("only one number has gradients")
  func number() {
    var tape = Tape(parameters: [Tensor([1, 2])])
    let x = tape.parameter(0)
    #expect(throws: ShapeError.self) { try tape.gradients(of: x) }
  }
}
