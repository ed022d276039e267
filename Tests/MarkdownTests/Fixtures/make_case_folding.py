"""Writes Sources/Markdown/Text/CaseFoldingTable.swift from str.casefold of this Python's Unicode.

    python3 make_case_folding.py > Sources/Markdown/Text/CaseFoldingTable.swift

Python 3.11 has Unicode 14.0.
"""

import unicodedata

singles, expansions = [], []
for code in range(0x80, 0x110000):
    if 0xD800 <= code < 0xE000:
        continue
    folded = [ord(character) for character in chr(code).casefold()]
    if len(folded) > 1:
        expansions.append((code, folded))
    elif folded != [code]:
        singles.append((code, folded[0] - code))

runs = []
for code, delta in singles:
    if runs and runs[-1][3] == delta:
        run = runs[-1]
        if run[0] == run[1] and code - run[0] in (1, 2):
            run[1], run[2] = code, code - run[0]
            continue
        if run[0] != run[1] and code - run[1] == run[2]:
            run[1] = code
            continue
    runs.append([code, code, 1, delta])


def wrapped(entries):
    line = "   "
    for entry in entries:
        if len(line) + len(entry) + 1 > 100:
            yield line
            line = "   "
        line += " " + entry
    yield line


version = unicodedata.unidata_version
print("// swift-format-ignore-file")
print("// Made by Tests/MarkdownTests/Fixtures/make_case_folding.py from Python's str.casefold "
      f"(Unicode {version}).")
print()
print(f"/// The full case folding of Unicode {version} for what is not ASCII.")
print("enum CaseFoldingTable {")
print("  /// Ranges of code points: first, last, step, and what is added to each.")
print("  static let runs: [(UInt32, UInt32, UInt32, Int32)] = [")
print("\n".join(wrapped("(0x%X, 0x%X, %d, %d)," % tuple(run) for run in runs)))
print("  ]")
print()
print("  /// Code points that fold to several.")
print("  static let expansions: [UInt32: [UInt32]] = [")
print("\n".join(wrapped("0x%X: [%s]," % (code, ", ".join("0x%X" % value for value in folded))
                        for code, folded in expansions)))
print("  ]")
print("}")
