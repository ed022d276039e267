"""Writes Sources/Markdown/Text/EntityTable.swift from Python's html.entities.

    python3 Tests/MarkdownTests/Fixtures/make_entity_table.py

Only the names that end in a semicolon: CommonMark knows no others.
"""
import html.entities
import pathlib

HEAD = '''// swift-format-ignore-file
// Made by Tests/MarkdownTests/Fixtures/make_entity_table.py from the HTML standard's named character
// references (those that end in a semicolon), as Python's html.entities has them.

/// The named character references of HTML, by name.
enum EntityTable {
  /// The characters that a name stands for; `nil` for a name that is none.
  static subscript(_ name: ArraySlice<UInt8>) -> String? {
    characters[String(decoding: name, as: UTF8.self)]
  }

  private static let characters: [String: String] = {
    var characters: [String: String] = [:]
    characters.reserveCapacity(%d)
    for entry in entries.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
      let words = entry.split(separator: UInt8(ascii: "=")).map { String(Substring($0)) }
      let scalars = words[1].utf8.split(separator: UInt8(ascii: "+")).compactMap {
        UInt32(String(Substring($0)), radix: 16).flatMap(Unicode.Scalar.init)
      }
      characters[words[0]] = String(String.UnicodeScalarView(scalars))
    }
    return characters
  }()

  /// A name and its code points in hexadecimal each.
  private static let entries = """
'''

table = sorted((k[:-1], v) for k, v in html.entities.html5.items() if k.endswith(";"))
lines, line = [], "   "
for name, characters in table:
    entry = name + "=" + "+".join("%X" % ord(c) for c in characters)
    if len(line) + 1 + len(entry) > 100:
        lines.append(line)
        line = "   "
    line += " " + entry
lines.append(line)
root = pathlib.Path(__file__).resolve().parents[3]
target = root / "Sources/Markdown/Text/EntityTable.swift"
target.write_text(HEAD % len(table) + "\n".join(lines) + '\n    """\n}\n')
