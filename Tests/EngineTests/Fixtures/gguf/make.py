# Makes blocks.gguf: for each type two blocks of random bytes (their scales replaced by small half
# floats), and what Python's package gguf (0.19) decodes them to, as F32 under NAME.expected.
#     pip install gguf numpy && python3 make.py
import gguf, numpy as np
from gguf import GGMLQuantizationType as T
rng = np.random.default_rng(7)
scales = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0], T.Q2_K: [80, 82],
          T.Q3_K: [108], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208], T.IQ4_NL: [0], T.IQ4_XS: [0], T.MXFP4: []}
writer = gguf.GGUFWriter("blocks.gguf", "none")
for kind, places in scales.items():
    elements, size = gguf.GGML_QUANT_SIZES[kind]
    raw = rng.integers(0, 256, (2, size), dtype=np.uint8)
    for row in raw:
        for place in places:
            row[place:place + 2] = np.frombuffer(np.float16(rng.normal() / 16).tobytes(), np.uint8)
        if kind == T.MXFP4:
            row[0] = rng.integers(110, 130)
    values = gguf.quants.dequantize(raw, kind).astype(np.float32)
    writer.add_tensor(kind.name, raw, raw_dtype=kind)
    writer.add_tensor(kind.name + ".expected", values)
writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()
