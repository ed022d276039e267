"""Texts that are hard on a pre-tokenizer: `texts(seed)` yields (kind, text) without end."""

import random
import sys
import unicodedata

SPACES = list("\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000")
NOT_SPACES = list("\x00\x1c\x1f\u180e\u200b\u200c\u200d\u2060\ufeff\ufe0f\x7f")
MARKS = list("\u0301\u0308\u093e\u20dd\u0488\u3099\u0e33\u0e31\U0001e944\u0345")
UPPER = list("ABCDZÉÀŁΣЖԱḀ\U0001d400\u2c2fİ\u212a")
LOWER = list("abcdstmlvrezéßσжա\u017f\u0295\U0001d41aı")
TITLE = list("ǅǈǲᾈῼ")
MODIFIER = list("ʰʲˀـ々ーᵃꜰ")
OTHER = list("ªºאبकกあ漢字한\u01bb\u01c0\u0294ﺁ\U00020000\U000e0100")
DIGITS = list("0123456789٣۵५๓０９²½Ⅷ〇㈠𝟘\u0bf0\U0001fbf0")
SYMBOLS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”’‘…—£€©™°×÷§¶←∀■♥")
EMOJI = ["👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "🏳️‍🌈", "❤️", "1️⃣", "🧑‍🚀", "😀"]
CONTRACTIONS = ["'s", "'S", "'ſ", "'t", "'T", "'re", "'Re", "'rE", "'RE", "'ve", "'VE", "'m", "'M",
                "'ll", "'LL", "'lL", "'d", "'D", "'", "''", "'r", "'v", "'l", "’s", "'x", "'ſt"]
WORDS = ["the", "The", "THE", "hello", "World", "camelCase", "PascalCase", "HTTPServer", "naïve",
         "snake_case", "don", "I", "we", "ﬁne", "ǅungla", "straße", "漢字", "안녕하세요", "привет",
         "مرحبا", "नमस्ते", "สวัสดี", "internationalization", "antidisestablishmentarianism",
         "x86", "utf8", "iPhone", "McDonald", "OpenAI", "ΑΒγ", "Éa", "aÉ"]
SPECIALS = ["<|endoftext|>", "<|endofprompt|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>",
            "<|endoftext|", "<|endof", "|endoftext|>", "<|ENDOFTEXT|>", "<|", "|>", "<<|endoftext|>>",
            "<|endoftext|><|endoftext|>", "<|im_start|>"]
CODE = ["    ", "\t", "\r\n", "\n", "\n\n", "{", "}", "();", " == ", "//", "/*", "*/", "->", "::",
        "return", "if", "for (int i = 0; i < n; ++i)", "def f(x):", "/\n/", "!!\r\n", "#", "0x1F",
        "3.14159", "1_000_000", "https://example.com/a/b?c=d&e=f#g"]
POOLS = [SPACES, NOT_SPACES, MARKS, UPPER, LOWER, TITLE, MODIFIER, OTHER, DIGITS, SYMBOLS, EMOJI,
         CONTRACTIONS, WORDS, SPECIALS, CODE]
CATEGORIES = {}
for code in range(sys.maxunicode + 1):
    if not 0xD800 <= code <= 0xDFFF:
        CATEGORIES.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
CATEGORY_NAMES = sorted(CATEGORIES)


def any_scalar(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(CATEGORIES[rng.choice(CATEGORY_NAMES)])
    if kind == 1:
        return chr(rng.randrange(0x80))
    code = rng.randrange(0x3000 if kind == 2 else 0x110000)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


KINDS = 12


def one(rng, kind):
    n = rng.choice([1, 2, 3, 5, 8, 13, 30])
    if kind <= 4:  # a mix of a few pools
        pools = rng.sample(POOLS, rng.randrange(1, 5))
        return "".join(rng.choice(rng.choice(pools)) for _ in range(n))
    if kind == 5:  # letters and marks only: where o200k's two word alternatives part
        pools = [UPPER, LOWER, TITLE, MODIFIER, OTHER, MARKS, ["'"], [" "], CONTRACTIONS]
        return "".join(rng.choice(rng.choice(pools)) for _ in range(n))
    if kind == 6:  # white space around things
        run = lambda: "".join(rng.choice(SPACES[:6] * 2 + SPACES) for _ in range(rng.randrange(6)))
        return "".join(run() + rng.choice(rng.choice(POOLS)) for _ in range(n)) + run()
    if kind == 7:
        return "".join(any_scalar(rng) for _ in range(n * 3))
    if kind == 8:  # repeats, some longer than an array merge takes
        return rng.choice(rng.choice(POOLS)) * rng.choice([2, 4, 7, 17, 65, 130, 300]) + rng.choice(
            rng.choice(POOLS))
    if kind == 9:  # long words without a cut
        letters = rng.choice(["ab", "acgt", "abcdefghijklmnopqrstuvwxyz", "あいう漢字", "absd'",
                              "ÀÉ", "aA", "привет", "=-", " \t", "\r\n ", "01", "한국어"])
        return "".join(rng.choice(letters) for _ in range(rng.choice([20, 60, 126, 131, 400])))
    if kind == 10:  # words as prose
        return rng.choice([" ", "  ", "\n", ", ", "\r\n"]).join(
            rng.choice(WORDS) + (rng.choice(CONTRACTIONS) if rng.random() < 0.3 else "")
            for _ in range(n))
    return "".join(rng.choice(SPECIALS + WORDS[:4] + [" ", "\n"]) for _ in range(n))


def texts(seed):
    rng = random.Random(seed)
    while True:
        kind = rng.randrange(KINDS)
        yield kind, one(rng, kind)
