"""Makes Sources/Bedrock/Unicode/GeneralCategoryTable.swift and the fixture general_category.json.

The categories are not taken from a copy of the Unicode Character Database but asked of tiktoken's
own regular-expression engine: an Encoding whose pattern is \\p{Lu} and whose vocabulary is the 256
bytes drops all that does not match, so what it keeps of all scalars *is* its class Lu.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install tiktoken==0.14.0
    /tmp/venv/bin/python Tests/EngineTests/Fixtures/scripts/make_general_category.py
"""

import hashlib
import json
import pathlib

import tiktoken

ROOT = pathlib.Path(__file__).resolve().parents[4]
TABLE = ROOT / "Sources/Bedrock/Unicode/GeneralCategoryTable.swift"
FIXTURE = ROOT / "Tests/EngineTests/Fixtures/general_category.json"

# The order is that of `GeneralCategory`'s cases.
CATEGORIES = (
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co Cs Cn"
).split()
BLOCK = 128
BASE = 0x60  # codes and digits are the characters from ` to ~, which need no escape

BYTES = {bytes([i]): i for i in range(256)}
SCALARS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
TEXT = "".join(map(chr, SCALARS))


def matched(pattern):
    encoding = tiktoken.Encoding(
        "probe", pat_str=pattern, mergeable_ranks=BYTES, special_tokens={}
    )
    return [ord(s) for s in encoding.decode_bytes(encoding.encode_ordinary(TEXT)).decode()]


def wrapped(text):
    return "\n".join(f"    {text[i:i + 92]}\\#" for i in range(0, len(text), 92))


category = [None] * 0x110000
for c in range(0xD800, 0xE000):
    category[c] = "Cs"
for name in CATEGORIES:
    if name != "Cs":
        for c in matched(r"\p{%s}" % name):
            assert category[c] is None, hex(c)
            category[c] = name
assert None not in category
for letter in "LMN":
    assert set(matched(r"\p{%s}" % letter)) == {
        c for c in SCALARS if category[c][0] == letter
    }
assert category[0x295] == "Ll"

# White_Space is Zs, Zl, Zp and six controls.
space = set(matched(r"\s"))
assert space == {
    c for c in SCALARS if category[c][0] == "Z" or c in (9, 10, 11, 12, 13, 0x85)
}

codes = [CATEGORIES.index(name) for name in category]
blocks, index = {}, []
for start in range(0, 0x110000, BLOCK):
    index.append(blocks.setdefault(tuple(codes[start : start + BLOCK]), len(blocks)))
assert len(blocks) < 31 * 31, len(blocks)
stage1 = "".join(chr(BASE + i // 31) + chr(BASE + i % 31) for i in index)
stage2 = "".join(chr(BASE + code) for block in blocks for code in block)

TABLE.write_text(
    f'''// swift-format-ignore-file
// Made by Tests/EngineTests/Fixtures/scripts/make_general_category.py; do not edit.

/// The general categories of Unicode 16.0 as tiktoken 0.14's regular-expression engine has them.
///
/// Two stages: `blocks` names, for each {BLOCK} scalars, one of {len(blocks)} distinct blocks (two digits of base 31,
/// the higher first), and `categories` holds a digit, the category's raw value, for each scalar of
/// each distinct block. A digit is a character from "`" (0) to "~" (30).
enum GeneralCategoryTable {{
  static let blocks: StaticString = #"""
{wrapped(stage1)}

    """#

  static let categories: StaticString = #"""
{wrapped(stage2)}

    """#
}}
'''
)
FIXTURE.write_text(
    json.dumps(
        {
            "note": "tiktoken 0.14.0's categories, by scripts/make_general_category.py; sha256 is of one"
            " byte a code point from U+0000 to U+10FFFF, the position of its category in `order`",
            "order": CATEGORIES,
            "sha256": hashlib.sha256(bytes(codes)).hexdigest(),
            "counts": {name: category.count(name) for name in CATEGORIES},
            "white_space": sorted(space),
        },
        indent=1,
    )
    + "\n"
)
print(len(blocks), "blocks,", len(stage1), "+", len(stage2), "bytes")
