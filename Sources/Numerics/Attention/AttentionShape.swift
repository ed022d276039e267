/// The sizes of an attention, checked.
struct AttentionShape {
  let batch: Int
  /// Queries of a sequence.
  let queries: Int
  /// Keys of a sequence.
  let keys: Int
  let heads: Int
  let keyValueHeads: Int
  let headWidth: Int

  /// How many query heads share a key and value head.
  var group: Int { heads / max(keyValueHeads, 1) }
  /// From a query to the next of the same head, in floats.
  var queryStride: Int { heads * headWidth }
  var keyStride: Int { keyValueHeads * headWidth }

  /// - Parameters:
  ///   - q: `[batch, queries, heads, headWidth]`, or without `batch`.
  ///   - k: `[batch, keys, keyValueHeads, headWidth]`, or without `batch`.
  init(_ operation: String, _ q: Tensor, _ k: Tensor, isCausal: Bool) throws(ShapeError) {
    try self.init(operation, q, keys: k.shape, isCausal: isCausal)
  }

  init(_ operation: String, _ q: Tensor, keys k: [Int], isCausal: Bool) throws(ShapeError) {
    func refuse(_ rule: String) -> ShapeError { ShapeError(operation, [q.shape, k], rule) }
    guard q.rank == k.count, q.rank == 3 || q.rank == 4 else {
      throw refuse("expected [batch, tokens, heads, head width], or without batch")
    }
    batch = q.rank == 4 ? q.shape[0] : 1
    guard q.rank == 3 || k[0] == batch else { throw refuse("the batches differ") }
    let (a, b) = (Array(q.shape.suffix(3)), Array(k.suffix(3)))
    (queries, heads, headWidth) = (a[0], a[1], a[2])
    (keys, keyValueHeads) = (b[0], b[1])
    guard b[2] == headWidth else { throw refuse("the head widths differ") }
    guard keyValueHeads > 0 ? heads % keyValueHeads == 0 : heads == 0 else {
      throw refuse("the heads are no multiple of the key and value heads")
    }
    guard !isCausal || keys >= queries else { throw refuse("there are fewer keys than queries") }
  }

  /// How many keys a query sees: all, or itself and those before it, where the queries are the last
  /// tokens of the sequence.
  func visible(_ query: Int, isCausal: Bool) -> Int {
    isCausal ? keys &- queries &+ query &+ 1 : keys
  }
}
