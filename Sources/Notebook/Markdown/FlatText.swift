/// The lines of one paragraph joined by line feeds, with the way back to the document.
struct FlatText {
  private(set) var bytes: [UInt8] = []
  /// Where each line begins here, and how far it stands from there in the document.
  private var starts: [Int] = []
  private var shifts: [Int] = []

  init(_ document: [UInt8], _ lines: ArraySlice<Range<Int>>) {
    bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    for line in lines {
      starts.append(bytes.count)
      shifts.append(line.lowerBound - bytes.count)
      bytes.append(contentsOf: document[line])
      bytes.append(ASCII.newline)
    }
  }

  /// Where a byte stands in the document.
  func documentOffset(of offset: Int) -> Int { offset + shifts[line(of: offset)] }

  /// Where a stretch of one line stands in the document; `nil` if it goes over several.
  func documentRange(of range: Range<Int>) -> Range<Int>? {
    let line = line(of: range.lowerBound)
    let next = line + 1 < starts.count ? starts[line + 1] : bytes.count + 1
    guard range.upperBound < next else { return nil }
    return range.lowerBound + shifts[line]..<range.upperBound + shifts[line]
  }

  /// The stretches of the document that a range covers, one a line.
  func documentRanges(of range: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = range.lowerBound
    var line = line(of: start)
    while start <= range.upperBound, line < starts.count {
      let next = line + 1 < starts.count ? starts[line + 1] : bytes.count + 1
      let end = min(range.upperBound, next - 1)
      ranges.append(start + shifts[line]..<max(start, end) + shifts[line])
      start = next
      line += 1
    }
    return ranges
  }

  /// How many lines end before an offset.
  func lineCount(before offset: Int) -> Int {
    var count = 0
    while count < starts.count, starts[count] < offset { count += 1 }
    return count
  }

  private func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
