import Bedrock

/// The lines of one paragraph joined by line feeds, with the way back to the document.
struct FlatText {
  private(set) var bytes: [UInt8] = []
  /// Where each segment begins here, and how far it stands from there in the document.
  private var starts: [Int] = []
  private var shifts: [Int] = []

  init(_ document: [UInt8], _ segments: ArraySlice<TextSegment>) {
    bytes.reserveCapacity(segments.reduce(0) { $0 + $1.range.count + 1 })
    for segment in segments {
      starts.append(bytes.count)
      shifts.append(segment.range.lowerBound - bytes.count)
      bytes.append(contentsOf: document[segment.range])
      if segment.endsLine { bytes.append(ASCII.newline) }
    }
  }

  /// Lines of code or HTML; blanks that stand for a part of a tab count as none here.
  init(_ document: [UInt8], _ lines: ArraySlice<ContentLine>) {
    self.init(document, lines.map { TextSegment(range: $0.range) }[...])
  }

  /// Where a byte stands in the document.
  func documentOffset(of offset: Int) -> Int { offset + shifts[segment(of: offset)] }

  /// Where a stretch that is not empty stands in the document, from its first byte to its last.
  func span(of range: Range<Int>) -> Range<Int> {
    let start = documentOffset(of: range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, documentOffset(of: range.upperBound - 1) + 1)
  }

  /// Where a stretch of one segment stands in the document; `nil` if it goes over several.
  func documentRange(of range: Range<Int>) -> Range<Int>? {
    let segment = segment(of: range.lowerBound)
    let next = segment + 1 < starts.count ? starts[segment + 1] : bytes.count + 1
    guard range.upperBound < next || range.upperBound == next && endsOpen(segment) else {
      return nil
    }
    return range.lowerBound + shifts[segment]..<range.upperBound + shifts[segment]
  }

  /// The stretches of the document that a range covers, one a segment, without the line ends.
  func documentRanges(of range: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = range.lowerBound
    var segment = segment(of: start)
    while start <= range.upperBound, segment < starts.count {
      let next = segment + 1 < starts.count ? starts[segment + 1] : bytes.count + 1
      let end = min(range.upperBound, endsOpen(segment) ? next : next - 1)
      ranges.append(start + shifts[segment]..<max(start, end) + shifts[segment])
      start = next
      segment += 1
      if endsOpen(segment - 1), start == range.upperBound { break }
    }
    return ranges
  }

  /// Whether a segment ends inside of a line.
  private func endsOpen(_ segment: Int) -> Bool {
    let next = segment + 1 < starts.count ? starts[segment + 1] : bytes.count
    return next == 0 || bytes[next - 1] != ASCII.newline
  }

  /// How many segments end before an offset.
  func segmentCount(before offset: Int) -> Int {
    var count = 0
    while count < starts.count, starts[count] < offset { count += 1 }
    return count
  }

  private func segment(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
