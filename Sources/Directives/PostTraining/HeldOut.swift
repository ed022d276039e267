import Bedrock
import Notebook

/// Items that are tuned on, and items that are kept back to see whether what was learned carries over.
struct HeldOut<Item: Sendable>: Sendable {
  let trained: [Item]
  let held: [Item]

  /// Keeps back an even selection of the prompts, with all that belongs to them.
  init(_ items: [Item], share: Double, prompt: (Item) -> String) {
    var order: [String: Int] = [:]
    for item in items where order[prompt(item)] == nil { order[prompt(item)] = order.count }
    let count = order.count
    let kept = Int(Double(count) * share + 0.5)
    func isHeld(_ index: Int) -> Bool {
      index * kept / max(count, 1) != (index + 1) * kept / max(count, 1)
    }
    trained = items.filter { !isHeld(order[prompt($0)] ?? 0) }
    held = items.filter { isHeld(order[prompt($0)] ?? 0) }
  }

  /// Throws if nothing is left to tune on.
  func check() throws {
    guard !trained.isEmpty else {
      throw DirectiveError(
        held.isEmpty ? "there is nothing to learn from" : "everything is held out",
        parameter: held.isEmpty ? nil : "held_out")
    }
  }
}

extension ParameterReader {
  /// The parameter `held_out=`.
  mutating func heldOut(default share: Double = 0) -> Double {
    value(
      "held_out", .number(in: 0...0.9), default: share,
      help: "the share of the prompts that is kept back, to measure on")
  }
}
