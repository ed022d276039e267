"""Writes ../quantization.json: blocks of 32 floats, and what Python's gguf makes of them.

Numbers are hexadecimal bits of little-endian floats, so that nothing is rounded on the way.
Run with gguf installed: python make_quantization.py
"""

import json
import pathlib

import gguf
import numpy as np

random = np.random.default_rng(15)


def blocks():
    """Blocks of all sorts, each 32 float32."""
    for scale in (1, 0.02, 30, 1e-4):
        for _ in range(6):
            yield random.standard_normal(32) * scale
    for _ in range(4):
        block = random.standard_normal(32) * 0.1
        block[random.integers(32)] = random.choice([-9, 9])
        yield block
    yield np.zeros(32)
    yield np.full(32, 0.375)
    yield np.full(32, -2.5)
    yield np.arange(32) - 16
    yield np.arange(32) / 31
    yield np.concatenate([np.arange(16) - 8 + 0.5, 8 - np.arange(16)])
    yield np.tile([1.0, -1.0], 16)
    yield random.integers(-127, 128, 32) / 2
    yield random.uniform(5, 6, 32)
    yield random.uniform(-6, -5, 32)


values = np.stack(list(blocks())).astype(np.float32)
record = {"values": values.astype("<f4").tobytes().hex()}
for name in ("Q8_0", "Q4_1", "Q4_0"):
    kind = gguf.GGMLQuantizationType[name]
    packed = gguf.quants.quantize(values, kind)
    back = gguf.quants.dequantize(packed, kind)
    record[name.lower()] = {
        "bytes": packed.tobytes().hex(),
        "values": back.astype("<f4").tobytes().hex(),
    }
path = pathlib.Path(__file__).parent.parent / "quantization.json"
path.write_text(json.dumps(record, indent=1) + "\n")
