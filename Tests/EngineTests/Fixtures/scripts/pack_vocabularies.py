"""Makes Sources/Vocabularies/*Merges.swift from OpenAI's rank files.

    python3 Tests/EngineTests/Fixtures/scripts/pack_vocabularies.py FOLDER_OF_RANK_FILES

A rank file gives each token's bytes. All three vocabularies were made by byte-pair encoding, so each
token past the 256 bytes is two earlier tokens joined: encoding its bytes with the earlier tokens
alone leaves exactly two parts, which is asserted here for every token. So the pairs of ids say all,
in 6 characters a token, and they are what the merge table needs anyhow.
"""

import base64
import hashlib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[4]
TARGET = ROOT / "Sources/Vocabularies"
ENCODINGS = {"o200k_base": "O200kBase", "cl100k_base": "CL100kBase", "r50k_base": "R50kBase"}
BYTE_ORDER = [*range(33, 127), *range(161, 173), *range(174, 256)]
BYTE_ORDER += [b for b in range(256) if b not in BYTE_ORDER]
LICENSE = """\
// The pairs were derived from the vocabulary that OpenAI publishes with tiktoken:
//
// MIT License
//
// Copyright (c) 2022 OpenAI, Shantanu Jain
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in all
// copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
// SOFTWARE.
"""


def parts(token, ranks, limit):
    """The parts that byte-pair encoding leaves of `token` with the tokens before `limit`."""
    pieces = [token[i : i + 1] for i in range(len(token))]
    while True:
        best = min(
            ((ranks.get(a + b, limit), i) for i, (a, b) in enumerate(zip(pieces, pieces[1:]))),
            default=(limit, 0),
        )
        if best[0] >= limit:
            return pieces
        pieces[best[1] : best[1] + 2] = [pieces[best[1]] + pieces[best[1] + 1]]


def digits(number):
    return "".join(chr(0x30 + (number >> shift & 63)) for shift in (12, 6, 0))


def pack(name, type_name, path):
    data = path.read_bytes()
    ranks = {}
    for line in data.splitlines():
        token, rank = line.split()
        ranks[base64.b64decode(token)] = int(rank)
    tokens = sorted(ranks, key=ranks.get)
    assert [ranks[t] for t in tokens] == list(range(len(tokens)))
    assert tokens[:256] == [bytes([b]) for b in BYTE_ORDER]
    text = []
    for rank, token in enumerate(tokens[256:], 256):
        left, right = parts(token, ranks, rank)
        text.append(digits(ranks[left]) + digits(ranks[right]))
    lines = ["    " + "".join(text[i : i + 15]) + "\\#" for i in range(0, len(text), 15)]
    (TARGET / f"{type_name}Merges.swift").write_text(
        f'''// swift-format-ignore-file
// Made by Tests/EngineTests/Fixtures/scripts/pack_vocabularies.py; do not edit.
// The rank file's SHA-256: {hashlib.sha256(data).hexdigest()}
//
{LICENSE}
/// The {len(text)} merges of {name}, in order: `PackedMerges` says how they are written.
public enum {type_name}Merges {{
  public static let packed: StaticString = #"""
{chr(10).join(lines)}

    """#
}}
'''
    )
    print(name, len(text), "merges")


TARGET.mkdir(parents=True, exist_ok=True)
for name, type_name in ENCODINGS.items():
    pack(name, type_name, pathlib.Path(sys.argv[1]) / f"{name}.tiktoken")
