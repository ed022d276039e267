/// Where the keys and values of a layer lie in memory.
///
/// For each head: keys in panels of sixteen tokens (for each column of the head a row of sixteen), and
/// values in panels of sixteen columns (for each token a row of sixteen; columns past the last are 0).
struct KeyValueLayout {
  let heads: Int
  let headWidth: Int
  /// How many tokens there is room for, a multiple of 16.
  let capacity: Int

  var keyPanelStride: Int { packedPanelDistance(depth: headWidth) }
  var valuePanelStride: Int { packedPanelDistance(depth: capacity) }
  var valuePanels: Int { (headWidth + 15) / 16 }
  var keyFloats: Int { heads * keyStart(1) }
  var valueFloats: Int { heads * valueStart(1) }

  func keyStart(_ head: Int) -> Int { head * (capacity / 16) * keyPanelStride }
  func valueStart(_ head: Int) -> Int { head * valuePanels * valuePanelStride }

  func keyPosition(_ head: Int, _ token: Int, _ column: Int) -> Int {
    keyStart(head) + token / 16 * keyPanelStride + column * 16 + token % 16
  }

  func valuePosition(_ head: Int, _ token: Int, _ column: Int) -> Int {
    valueStart(head) + column / 16 * valuePanelStride + token * 16 + column % 16
  }

  /// Stores the keys of some tokens of a head, from position `first` on; tokens are `stride` apart.
  func packKeys(
    _ source: UnsafePointer<Float>, stride: Int, tokens: Int, from first: Int, head: Int,
    into keys: UnsafeMutablePointer<Float>
  ) {
    var token = 0
    while token < tokens {
      let lane = (first &+ token) % 16
      let out = keys + keyPosition(head, first &+ token, 0)
      let s = source + token &* stride
      if lane % 4 == 0, token &+ 4 <= tokens {
        packFourKeys(s, stride, out)
        token &+= 4
      } else {
        for column in 0..<headWidth { out[column &* 16] = s[column] }
        token &+= 1
      }
    }
  }

  /// Puts zeros into a head's last panel of keys, if `count` tokens do not fill it.
  func clearLastKeys(_ count: Int, head: Int, in keys: UnsafeMutablePointer<Float>) {
    guard count % 16 != 0 else { return }
    (keys + keyPosition(head, count / 16 * 16, 0)).update(repeating: 0, count: 16 * headWidth)
  }

  private func packFourKeys(
    _ source: UnsafePointer<Float>, _ stride: Int, _ out: UnsafeMutablePointer<Float>
  ) {
    var column = 0
    while column &+ 4 <= headWidth {
      transpose4(source + column, stride, into: out + column &* 16, 16)
      column &+= 4
    }
    while column < headWidth {
      for lane in 0..<4 { out[column &* 16 &+ lane] = source[lane &* stride &+ column] }
      column &+= 1
    }
  }

  /// Stores the values of some tokens of a head, from position `first` on; tokens are `stride` apart.
  func packValues(
    _ source: UnsafePointer<Float>, stride: Int, tokens: Int, from first: Int, head: Int,
    into values: UnsafeMutablePointer<Float>
  ) {
    for token in 0..<tokens {
      let s = source + token &* stride
      var column = 0
      while column < headWidth {
        let out = values + valuePosition(head, first &+ token, column)
        out.lanes = (s + column).upToSixteen(headWidth &- column)
        column &+= 16
      }
    }
  }
}

/// Keys and values in memory, to be read.
struct KeyValueView {
  let layout: KeyValueLayout
  let count: Int
  let keys: UnsafePointer<Float>
  let values: UnsafePointer<Float>

  func keyPanels(_ head: Int) -> Panels {
    Panels(
      start: keys + layout.keyStart(head), panelStride: layout.keyPanelStride, rowStride: 16)
  }

  func valuePanels(_ head: Int) -> Panels {
    Panels(
      start: values + layout.valueStart(head), panelStride: layout.valuePanelStride, rowStride: 16)
  }
}
