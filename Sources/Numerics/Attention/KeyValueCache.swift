/// The keys and values of the tokens so far, of one layer, in the order in which attention reads them.
///
/// Keys lie in panels of sixteen tokens, values in panels of sixteen columns; so one query's scores
/// and outputs run over lanes like those of many, and have the same bits. A value: a copy is
/// independent of its original.
public struct KeyValueCache: Sendable {
  public let keyValueHeads: Int
  public let headWidth: Int
  /// How many tokens are stored.
  public private(set) var count = 0
  private var capacity: Int
  private var keys: TensorStorage
  private var values: TensorStorage

  /// An empty cache with room for `capacity` tokens; it grows if more are appended.
  public init(keyValueHeads: Int, headWidth: Int, capacity: Int = 64) {
    precondition(
      keyValueHeads >= 0 && headWidth >= 0,
      "expected sizes of 0 or more, got \(keyValueHeads) and \(headWidth)")
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
    self.capacity = (max(capacity, 1) + 15) / 16 * 16
    let layout = KeyValueLayout(
      heads: keyValueHeads, headWidth: headWidth, capacity: self.capacity)
    keys = Self.zeros(layout.keyFloats)
    values = Self.zeros(layout.valueFloats)
  }

  private static func zeros(_ count: Int) -> TensorStorage {
    let storage = TensorStorage(uninitialized: count)
    storage.start.update(repeating: 0, count: count)
    return storage
  }

  var layout: KeyValueLayout {
    KeyValueLayout(heads: keyValueHeads, headWidth: headWidth, capacity: capacity)
  }

  var view: KeyValueView {
    KeyValueView(layout: layout, count: count, keys: keys.start, values: values.start)
  }

  /// Appends tokens: `keys` and `values` are `[tokens, keyValueHeads, headWidth]`.
  public mutating func append(keys newKeys: Tensor, values newValues: Tensor) throws(ShapeError) {
    let tokens = newKeys.shape.first ?? 0
    let expected = [tokens, keyValueHeads, headWidth]
    for tensor in [newKeys, newValues] where tensor.shape != expected {
      throw ShapeError("append", [tensor.shape, expected], "the shapes differ")
    }
    reserve(count + tokens)
    makeUnique()
    let stride = keyValueHeads * headWidth
    for head in 0..<keyValueHeads {
      let offset = head * headWidth
      layout.packKeys(
        newKeys.storage.start + offset, stride: stride, tokens: tokens, from: count, head: head,
        into: keys.start)
      layout.packValues(
        newValues.storage.start + offset, stride: stride, tokens: tokens, from: count, head: head,
        into: values.start)
    }
    count += tokens
    withExtendedLifetime((newKeys, newValues)) {}
  }

  /// Forgets all tokens but the first `newCount`.
  public mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count, "expected at most \(count), got \(newCount)")
    count = newCount
  }

  /// The stored keys, `[count, keyValueHeads, headWidth]`.
  public func storedKeys() -> Tensor {
    gathered { head, token, column in
      layout.keyPosition(head, token, column)
    } from: {
      keys
    }
  }

  /// The stored values, `[count, keyValueHeads, headWidth]`.
  public func storedValues() -> Tensor {
    gathered { head, token, column in
      layout.valuePosition(head, token, column)
    } from: {
      values
    }
  }

  private func gathered(
    _ position: (Int, Int, Int) -> Int, from storage: () -> TensorStorage
  ) -> Tensor {
    let source = storage()
    let result = Tensor(uninitialized: [count, keyValueHeads, headWidth])
    var out = result.storage.start
    for token in 0..<count {
      for head in 0..<keyValueHeads {
        for column in 0..<headWidth {
          out.pointee = source.start[position(head, token, column)]
          out += 1
        }
      }
    }
    withExtendedLifetime(source) {}
    return result
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&keys) { keys = keys.copy() }
    if !isKnownUniquelyReferenced(&values) { values = values.copy() }
  }

  /// Makes room for `needed` tokens; a panel's place depends on the capacity, so all are moved.
  private mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let old = layout
    capacity = (max(needed, 2 * capacity) + 15) / 16 * 16
    let (oldKeys, oldValues) = (keys, values)
    keys = Self.zeros(layout.keyFloats)
    values = Self.zeros(layout.valueFloats)
    for head in 0..<keyValueHeads {
      (keys.start + layout.keyStart(head)).update(
        from: oldKeys.start + old.keyStart(head), count: old.keyFloats / max(keyValueHeads, 1))
      for panel in 0..<old.valuePanels {
        (values.start + layout.valueStart(head) + panel * layout.valuePanelStride).update(
          from: oldValues.start + old.valueStart(head) + panel * old.valuePanelStride,
          count: count * 16)
      }
    }
  }
}
