"""Makes the fixture tokenizer_fuzz.json: hard texts with their ids by tiktoken 0.14.0.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install tiktoken==0.14.0
    /tmp/venv/bin/python Tests/EngineTests/Fixtures/scripts/make_tokenizer_fuzz.py FOLDER

FOLDER holds the three rank files and patterns.json. Of many texts of each kind those are kept whose
neighbouring characters differ in category most often. `ids` has special tokens as plain text,
`special` parses them and is left out where that is no difference.
"""

import base64
import itertools
import json
import pathlib
import sys
import unicodedata

import tiktoken

import fuzz_texts

NAMES = ["o200k_base", "cl100k_base", "r50k_base"]
KEPT_PER_KIND = 20
BY_HAND = [
    "", " ", "  ", "\n", "\r\n", " \n", "\n ", "\t\t", "a\n\n b", "a  \n  b", "a \r\n \r\n b", "\u3000\u3000a",
    "a\u00a0b", " \u00a0a", "x  ", "x \n ", "x\n\n\n", "  x", "\n\n  x", "\u0085x", "\u2028 x",
    "don't", "DON'T", "don'ſ", "it'ſ", "IT'ſa", "'ſ", "'s", " 's", "''s", "a's's", "漢's", "1's", "!'s",
    "'sx", "'LLx", "'reX", "I'VE", "'l", "'ll", "'lL", "'v", "\u0301's", " \u0301's", "a\u0301's", "A\u0301B's",
    "漢AAA", "漢AAAa", "Aあ", "Aあb", "AAあA", "ʰA", "Aʰ", "AʰB", "ʰaB", "ǅa", "aǅ", "ǅǅ", "Aǅa",
    "\u0301A", "\u0301Aa", "\u0301\u0301A1", "!\u0301A", "!\u0301a", "!!\u0301a", " \u0301", "\u0301 ",
    "HTTPServer", "camelCaseABC", "ABCdefGHIjkl", "aB'sC", "\u0295A", "A\u0295", "\u01bbA", "A\u01bb",
    "1234567", "12³4", "٣٤٥٦", "1a2b", " 123", "1 2", "a1b", "½⅓¼⅕", "〇一二", "Ⅷx",
    "!!!\n\n", "!!!\r\n/", "///\n/\n/a", " !\n!", " /", "/ ", "!/\n", "a/b/c", "\n/", " \n/",
    "<|endoftext|>", "a<|endoftext|>b", "  <|endoftext|>  ", "\n<|endoftext|>\n", "<|endofprompt|><|endoftext|>",
    "<|endoftext|", "<<|endoftext|>>", "<|fim_prefix|>x<|fim_suffix|>", "\ufeffa", "\x00\x00", "\x1ca", "\u200bа",
    "👩‍👩‍👧‍👦", "🇩🇪🇩🇪", "❤️'s", "1️⃣", "e\u0301e\u0301", "\u0e33ก", "กำ", "नमस्ते", "한국어", "\U0010ffff",
    "\U000e0100a", "\u0378", "\ud7ff\ue000", "İ's", "K\u212a's", "ﬁ's",
]


def load(name, folder):
    description = json.loads((folder / "patterns.json").read_text())[name]
    lines = (folder / f"{name}.tiktoken").read_bytes().splitlines()
    ranks = {base64.b64decode(t): int(r) for t, r in (line.split() for line in lines)}
    return tiktoken.Encoding(
        name,
        pat_str=description["pat_str"],
        mergeable_ranks=ranks,
        special_tokens=description["special"],
    )


def nastiness(text):
    categories = [unicodedata.category(c) for c in text]
    return sum(a != b for a, b in zip(categories, categories[1:])) / (len(text) + 4)


def hard_texts():
    pools = [[] for _ in range(fuzz_texts.KINDS)]
    for kind, text in itertools.islice(fuzz_texts.texts(14), 20000):
        if len(text) <= 60 or (kind in (8, 9) and len(text) <= 400):
            pools[kind].append(text)
    for pool in pools:
        for text in sorted(set(pool), key=nastiness, reverse=True)[:KEPT_PER_KIND]:
            yield text
    # Repeats and uncut words are all of one category: take some as they come, the long ones too.
    for kind in (8, 9):
        yield from sorted(set(pools[kind]), key=len, reverse=True)[:4]


def main(folder):
    encodings = [load(name, folder) for name in NAMES]
    cases = []
    for text in dict.fromkeys(itertools.chain(BY_HAND, hard_texts())):
        case = {"text": text, "ids": {}, "special": {}}
        for encoding in encodings:
            plain = encoding.encode(text, disallowed_special=())
            special = encoding.encode(text, allowed_special="all")
            case["ids"][encoding.name] = plain
            if special != plain:
                case["special"][encoding.name] = special
        cases.append(case)
    target = pathlib.Path(__file__).resolve().parents[1] / "tokenizer_fuzz.json"
    lines = [json.dumps(case, separators=(",", ":")) for case in cases]
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(len(cases), "cases,", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
