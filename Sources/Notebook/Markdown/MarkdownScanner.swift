/// Reads a Markdown document and lists what a lab is made of.
public enum MarkdownScanner {
  /// Scans a document from an offset, which begins a line; linear in its length.
  public static func scan(_ bytes: [UInt8], from start: Int = 0) -> MarkdownStructure {
    var blocks = BlockScanner(bytes)
    blocks.scan(from: start)
    var structure = MarkdownStructure()
    structure.fences = blocks.fences
    structure.lostFences = blocks.lostFences
    structure.destinations = blocks.definitions.destinations
    for run in blocks.runs {
      let lines = blocks.segments[run.segments]
      guard lines.contains(where: { mayHoldInlines(bytes, $0) }) else { continue }
      let text = FlatText(bytes, lines)
      if run.isHTML {
        structure.destinations += HTMLBlockScanner.destinations(text)
        continue
      }
      var inlines = InlineScanner(text, definitions: blocks.definitions)
      inlines.scan()
      structure.codeSpans += inlines.codeSpans
      structure.valueComments += inlines.valueComments
      structure.destinations += inlines.destinations
    }
    structure.destinations.sort { $0.range.lowerBound < $1.range.lowerBound }
    return structure
  }

  private static func mayHoldInlines(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
    for index in line {
      let byte = bytes[index]
      if byte == ASCII.backtick || byte == ASCII.less || byte == ASCII.leftBracket { return true }
    }
    return false
  }
}
