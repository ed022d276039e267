/// Entries of a legend, several on a line.
enum Legend {
  /// The entries in order, as many on a line as fit; one that is not printable ASCII ends its line.
  static func flow(_ entries: [String], _ style: FigureStyle, gap: Int = 3) -> [String] {
    var lines: [String] = []
    var line = ""
    for entry in entries where !entry.isEmpty {
      let joined = line.isEmpty ? entry : line + TextFit.blanks(gap) + entry
      if !line.isEmpty, TextFit.width(joined) > style.width || !TextFit.isAligned(line) {
        lines.append(line)
        line = entry
      } else {
        line = joined
      }
    }
    return (line.isEmpty ? lines : lines + [line]).flatMap { TextFit.wrapped($0, style, indent: 2) }
  }
}
