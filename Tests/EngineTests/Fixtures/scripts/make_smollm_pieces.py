"""Makes the fixture smollm_pieces.json: texts cut by the pre-tokenizer of SmolLM2's tokenizer.json.

    /tmp/venv/bin/pip install tokenizers==0.23.3
    /tmp/venv/bin/python Tests/EngineTests/Fixtures/scripts/make_smollm_pieces.py
"""

import itertools
import json
import pathlib

from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence

import fuzz_texts
from make_tokenizer_fuzz import BY_HAND

cutter = Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
texts = [t for kind, t in itertools.islice(fuzz_texts.texts(5), 600) if kind in (1, 6, 10) and len(t) < 60]
texts = BY_HAND + ["a  1", "a 1", " 1", "\n\n12 x", "x1  y", "  12  34  ", "3.14 ½ Ⅷ٣"] + texts[:80]
cases = []
for text in texts:
    ends = [end for _, (_, end) in cutter.pre_tokenize_str(text)]
    assert "".join(text[a:b] for a, b in zip([0] + ends, ends)) == text
    cases.append([text[a:b] for a, b in zip([0] + ends, ends)])
target = pathlib.Path(__file__).resolve().parents[1] / "smollm_pieces.json"
target.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), target.stat().st_size)
