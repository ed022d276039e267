import Bedrock

/// Joins the characters of a stretch of text, the best pair first and of equals the leftmost.
struct PieceJoiner {
  let tokenizer: SentencePieceTokenizer
  /// The bytes of the longest token: no longer pair need be looked up.
  let longest: Int

  /// A part of the text, linked to its neighbours.
  private struct Part {
    let start: Int
    /// 0 once it was joined to the part before it.
    var count: Int
    var previous: Int
    var next: Int
    /// The token that it is; -1 for none.
    var id: Int
  }

  /// A pair that could be joined.
  private struct Pair {
    let left: Int
    let right: Int
    /// The bytes of both together, by which a pair is known that is no more.
    let count: Int
    let id: Int
    let urgency: Float
  }

  func encode(_ text: ByteText, isPrefixed: Bool, into result: inout [UInt32]) {
    let plain = UnsafeBufferPointer(start: text.start, count: text.count)
    var bytes = SentencePieceTokenizer.escaped(plain)
    if isPrefixed { bytes.insert(contentsOf: SentencePieceTokenizer.space, at: 0) }
    var parts = split(bytes)
    var queue = PairQueue()
    for index in parts.indices.dropFirst() { offer(index - 1, index, parts, bytes, &queue) }
    while let pair = queue.pop() {
      let (left, right) = (pair.left, pair.right)
      guard parts[left].count > 0, parts[right].count > 0,
        parts[left].count + parts[right].count == pair.count
      else { continue }
      parts[left].count = pair.count
      parts[left].id = pair.id
      parts[right].count = 0
      parts[left].next = parts[right].next
      if parts[right].next >= 0 { parts[parts[right].next].previous = left }
      if parts[left].previous >= 0 { offer(parts[left].previous, left, parts, bytes, &queue) }
      if parts[left].next >= 0 { offer(left, parts[left].next, parts, bytes, &queue) }
    }
    write(parts, bytes, into: &result)
  }

  /// A part for each character; an ill-formed byte is one of its own.
  private func split(_ bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      let text = ByteText(start: start, count: bytes.count)
      var offset = 0
      while offset < text.count {
        let length = max(text.wellFormedLength(at: offset), 1)
        let id = tokenizer.ids[Array(bytes[offset..<offset + length])] ?? -1
        parts.append(
          Part(
            start: offset, count: length, previous: parts.count - 1, next: parts.count + 1, id: id))
        offset += length
      }
    }
    if !parts.isEmpty { parts[parts.count - 1].next = -1 }
    return parts
  }

  private func offer(
    _ left: Int, _ right: Int, _ parts: [Part], _ bytes: [UInt8], _ queue: inout PairQueue
  ) {
    let count = parts[left].count + parts[right].count
    guard count <= longest else { return }
    let start = parts[left].start
    switch tokenizer.order {
    case .scores(let scores):
      guard let id = tokenizer.ids[Array(bytes[start..<start + count])] else { return }
      queue.push(
        Pair(left: left, right: right, count: count, id: id, urgency: scores[id]))
    case .merges:
      let key = SentencePieceTokenizer.MergeKey(left: parts[left].id, right: parts[right].id)
      guard let rank = tokenizer.ranks[key],
        let id = tokenizer.ids[Array(bytes[start..<start + count])]
      else { return }
      queue.push(Pair(left: left, right: right, count: count, id: id, urgency: -Float(rank)))
    }
  }

  private func write(_ parts: [Part], _ bytes: [UInt8], into result: inout [UInt32]) {
    var index = parts.isEmpty ? -1 : 0
    while index >= 0 {
      let part = parts[index]
      if part.id >= 0 {
        result.append(UInt32(part.id))
      } else {
        for byte in bytes[part.start..<part.start + part.count] {
          if let id = tokenizer.byteIDs[Int(byte)] ?? tokenizer.unknownID {
            result.append(UInt32(id))
          }
        }
      }
      index = part.next
    }
  }

  /// The pairs, the most urgent on top; of equals the leftmost.
  private struct PairQueue {
    private var heap: [Pair] = []

    private static func isBefore(_ a: Pair, _ b: Pair) -> Bool {
      a.urgency > b.urgency || a.urgency == b.urgency && a.left < b.left
    }

    mutating func push(_ pair: Pair) {
      heap.append(pair)
      var child = heap.count - 1
      while child > 0 {
        let parent = (child - 1) / 2
        guard Self.isBefore(heap[child], heap[parent]) else { break }
        heap.swapAt(child, parent)
        child = parent
      }
    }

    mutating func pop() -> Pair? {
      guard let top = heap.first, let last = heap.popLast() else { return nil }
      guard !heap.isEmpty else { return top }
      heap[0] = last
      var parent = 0
      while true {
        var best = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
          if Self.isBefore(heap[child], heap[best]) { best = child }
        }
        if best == parent { return top }
        heap.swapAt(parent, best)
        parent = best
      }
    }
  }
}
