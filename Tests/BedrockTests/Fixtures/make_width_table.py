"""Makes Sources/Bedrock/Unicode/ColumnWidthTable.swift and the fixture column_widths.json.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install wcwidth==0.9.4
    /tmp/venv/bin/python Tests/BedrockTests/Fixtures/make_width_table.py

Source: the tables of PyPI's wcwidth 0.9.4, which are those of Unicode 18.0.0 (the tables of the
two variation selectors: of the Unicode version that wcwidth names in them).
"""
import json
import pathlib
import random

import wcwidth
from wcwidth._constants import _EMOJI_ZWJ_SET, _ISC_VIRAMA_SET
from wcwidth.table_mc import CATEGORY_MC
from wcwidth.table_vs15 import VS15_WIDE_TO_NARROW
from wcwidth.table_vs16 import VS16_NARROW_TO_WIDE
from wcwidth.table_wide import WIDE_EASTASIAN
from wcwidth.table_zero import ZERO_WIDTH

assert wcwidth.__version__ == "0.9.4"
VERSION = "18.0.0"
HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "Sources/Bedrock/Unicode/ColumnWidthTable.swift"


def ranges(points):
    out = []
    for point in sorted(points):
        if out and out[-1][1] + 1 == point:
            out[-1][1] = point
        else:
            out.append([point, point])
    return out


def points(table):
    return {p for first, last in table for p in range(first, last + 1)}


TABLES = [
    ("zero", "Scalars without a column of their own (wcwidth: ZERO_WIDTH).", points(ZERO_WIDTH[VERSION])),
    ("wide", "Scalars of two columns (wcwidth: WIDE_EASTASIAN).", points(WIDE_EASTASIAN[VERSION])),
    ("spacing", "Spacing combining marks, which widen their base (wcwidth: CATEGORY_MC).", points(CATEGORY_MC[VERSION])),
    ("virama", "Signs that join two consonants into one (Indic_Syllabic_Category Virama, Invisible_Stacker).", set(_ISC_VIRAMA_SET)),
    ("emoji", "Scalars that a zero-width joiner joins (Extended_Pictographic, Regional_Indicator).", set(_EMOJI_ZWJ_SET)),
    ("widened", "Narrow scalars that U+FE0F makes wide (wcwidth: VS16_NARROW_TO_WIDE).", points(VS16_NARROW_TO_WIDE["9.0.0"])),
    ("narrowed", "Wide scalars that U+FE0E makes narrow (wcwidth: VS15_WIDE_TO_NARROW).", points(VS15_WIDE_TO_NARROW["9.0.0"])),
]


def swift():
    lines = [
        "// swift-format-ignore-file",
        "// Made by Tests/BedrockTests/Fixtures/make_width_table.py; do not edit.",
        "",
        f"/// Where scalars differ in width: the tables of wcwidth {wcwidth.__version__}, Unicode {VERSION}.",
        "///",
        "/// Each is a list of ranges, first and last scalar by turns, in ascending order.",
        "enum ColumnWidthTable {",
    ]
    for name, comment, table in TABLES:
        lines += [f"  /// {comment}", f"  static let {name}: [UInt32] = ["]
        words = [f"0x{a:X}, 0x{b:X}," for a, b in ranges(table)]
        row = "   "
        for word in words:
            if len(row) + 1 + len(word) > 98:
                lines.append(row)
                row = "   "
            row += " " + word
        lines += [row, "  ]", ""]
    lines[-1] = "}"
    return "\n".join(lines) + "\n"


def scalar_runs():
    """Runs of equal width over all scalars: [first, width], with -1 for controls."""
    runs, last = [], None
    for point in range(0x110000):
        if 0xD800 <= point <= 0xDFFF:
            continue
        width = wcwidth.wcwidth(chr(point))
        if width != last:
            runs.append([point, width])
            last = width
    return runs


STRINGS = [
    "", "a", "hello", "é", "e\u0301", "\u0301", "日本語", "日本語 text", "ｆｕｌｌ", "ﾊﾝｶｸ", "한국어",
    "\u1112\u1161\u11ab", "👍", "👍🏽", "👩\u200d💻", "👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈",
    "🏴\u200d☠\ufe0f", "🇩🇪", "🇩🇪🇫🇷", "🇩", "🇩🇪🇫", "1\ufe0f\u20e3", "#\ufe0f\u20e3", "❤", "❤\ufe0f", "❤\ufe0e",
    "⌚", "⌚\ufe0e", "⌚\ufe0f", "☺\ufe0f", "☺\ufe0e", "a\u200bb", "a\u00adb", "नमस्ते", "क्षि", "ก็", "ไทย",
    "العربية", "שָׁלוֹם", "Zalgo\u0337\u0322\u0321", "🤷🏽\u200d♀\ufe0f", "🧑🏿\u200d❤\ufe0f\u200d💋\u200d🧑🏻", "x\U000e0100", "தமிழ்",
    "“quotes” — dash…", "→ ≤ ∑", "█▓▒░", "⠿⣿", "𝔘𝔫𝔦", "\ufeffBOM", "ゔか\u3099", "㋿", "🫩", "\U0001fae8",
]


def main():
    TARGET.write_text(swift())
    generator = random.Random(7)
    pools = ["abc é", "日本語ｶﾅ", "👍👩🇩🇪❤⌚🏽", "\u0301\u0323\ufe0f", "नमस्तक"]
    strings = list(STRINGS)
    while len(strings) < 260:
        strings.append("".join(generator.choice(generator.choice(pools)) for _ in range(generator.randint(1, 8))))
    fixture = {
        "source": "make_width_table.py, wcwidth " + wcwidth.__version__,
        "scalars": scalar_runs(),
        "strings": [[s, wcwidth.wcswidth(s)] for s in strings],
    }
    (HERE / "column_widths.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


main()
