import Bedrock

/// Finds where `$…$`, `$$…$$` and `` $`…`$ `` end, in linear time for a whole text.
///
/// What opens inline math has no blank behind it and no letter or digit before it, what closes it no
/// blank before it and no letter or digit behind it, so that prices in a sentence are none; no backtick
/// and no comment stands between, so that code and values kept in comments are never lost.
struct DollarSigns {
  /// The offsets of single and of double dollar signs that no backslash escapes, in order.
  private var singles: [Int] = []
  private var doubles: [Int] = []
  /// Where backticks and HTML comments begin.
  private var barriers: [Int] = []
  private var passed = (single: 0, double: 0, barrier: 0)

  init(_ bytes: [UInt8], isOn: Bool) {
    guard isOn, bytes.contains(ASCII.dollar) else { return }
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.backslash: index += 1
      case ASCII.backtick: barriers.append(index)
      case ASCII.less:
        if bytes[index...].starts(with: "<!--".utf8) { barriers.append(index) }
      case ASCII.dollar:
        let run = BlockStart.runEnd(bytes, at: index, end: bytes.count)
        if run - index == 1, Self.mayClose(bytes, index) { singles.append(index) }
        if run - index == 2 { doubles.append(index) }
        index = run - 1
      default: break
      }
      index += 1
    }
  }

  private static func mayClose(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index > 0, !bytes[index - 1].isWhitespace else { return false }
    return index + 1 >= bytes.count || !bytes[index + 1].isAlphanumeric
  }

  /// The dollar sign that closes the one at an offset; offsets are asked for in ascending order.
  mutating func closing(after offset: Int, isDouble: Bool) -> Int? {
    let end =
      isDouble
      ? Self.next(doubles, offset + 2, &passed.double)
      : Self.next(singles, offset + 2, &passed.single)
    guard let end else { return nil }
    if let barrier = Self.next(barriers, offset, &passed.barrier), barrier < end { return nil }
    return end
  }

  private static func next(_ offsets: [Int], _ start: Int, _ passed: inout Int) -> Int? {
    while passed < offsets.count, offsets[passed] < start { passed += 1 }
    return passed < offsets.count ? offsets[passed] : nil
  }
}

extension InlineParser {
  mutating func takeDollar() {
    let run = BlockStart.runEnd(bytes, at: index, end: end)
    guard extensions.contains(.math), run - index <= 2 else {
      index = run
      return
    }
    if run - index == 1, run < end, bytes[run] == ASCII.backtick, takeCodeMath() { return }
    let width = run - index
    let isApart = index == 0 || !bytes[index - 1].isAlphanumeric
    let opens = width == 2 || isApart && run < end && !bytes[run].isWhitespace
    guard opens, let close = dollars.closing(after: index, isDouble: width == 2), close > run else {
      index = run
      return
    }
    append(.math(run..<close, isDisplay: width == 2, isCode: false), to: close + width)
  }

  /// `` $`…`$ ``, whose dollar signs keep the code from being shown as code.
  private mutating func takeCodeMath() -> Bool {
    let tick = index + 1
    let run = BlockStart.runEnd(bytes, at: tick, end: end)
    guard let closing = backticks.next(length: run - tick, after: run) else { return false }
    let dollar = closing + run - tick
    guard dollar < end, bytes[dollar] == ASCII.dollar else { return false }
    append(.math(run..<closing, isDisplay: false, isCode: true), to: dollar + 1)
    return true
  }
}
