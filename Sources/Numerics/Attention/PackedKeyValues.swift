/// The keys and values of a batch, copied into the order in which attention reads them.
struct PackedKeyValues {
  private let layout: KeyValueLayout
  private let shape: AttentionShape
  private let keys: TensorStorage
  private let values: TensorStorage

  /// Either of `k` and `v` may be left out, if it is never read.
  init(_ shape: AttentionShape, keys k: Tensor?, values v: Tensor?, pool: WorkerPool) {
    self.shape = shape
    let layout = KeyValueLayout(
      heads: shape.keyValueHeads, headWidth: shape.headWidth,
      capacity: (shape.keys + 15) / 16 * 16)
    self.layout = layout
    keys = TensorStorage(uninitialized: k == nil ? 0 : shape.batch * layout.keyFloats)
    values = TensorStorage(uninitialized: v == nil ? 0 : shape.batch * layout.valueFloats)
    let (packedKeys, packedValues) = (keys.start, values.start)
    let (stride, count) = (shape.keyStride, shape.keys)
    let pairs = shape.batch * shape.keyValueHeads
    pool.forEachRange(pairs, cost: count * shape.headWidth / 2) { range in
      for pair in range {
        let (sequence, head) = pair.quotientAndRemainder(dividingBy: shape.keyValueHeads)
        let offset = sequence * count * stride + head * shape.headWidth
        if let source = k?.storage.start {
          let sequenceKeys = packedKeys + sequence * layout.keyFloats
          layout.clearLastKeys(count, head: head, in: sequenceKeys)
          layout.packKeys(
            source + offset, stride: stride, tokens: count, from: 0, head: head,
            into: sequenceKeys)
        }
        if let source = v?.storage.start {
          layout.packValues(
            source + offset, stride: stride, tokens: count, from: 0, head: head,
            into: packedValues + sequence * layout.valueFloats)
        }
      }
    }
    withExtendedLifetime((k, v)) {}
  }

  /// The keys and values of one sequence; valid as long as this value.
  func view(_ sequence: Int) -> KeyValueView {
    KeyValueView(
      layout: layout, count: shape.keys, keys: keys.start + sequence * layout.keyFloats,
      values: values.start + sequence * layout.valueFloats)
  }
}
