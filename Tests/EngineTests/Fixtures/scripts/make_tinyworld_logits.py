"""The shipped model's logits by a float64 model in numpy, to hold the engine's against.

    swiftlab model train tinyworld --output tinyworld.safetensors
    python make_tinyworld_logits.py tinyworld.safetensors > ../tinyworld_logits.json

Reads the file with Python's safetensors. The half floats are widened to float64, and so is all
arithmetic; the tokens were given by hand, as ids (the tokenizer is not what is tested here).
"""
import json
import sys

import numpy as np
from safetensors import safe_open

with safe_open(sys.argv[1], "np") as file:
    config = json.loads(file.metadata()["config"])
    w = {name: file.get_tensor(name).astype(np.float64) for name in file.keys()}

H, KV = config["num_attention_heads"], config["num_key_value_heads"]
HW, EPS = config["head_dim"], config["rms_norm_eps"]


def norm(x, weight):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPS) * weight


def rotate(x):  # [T, heads, HW], the halves layout
    inverse = config["rope_theta"] ** (-np.arange(0, HW, 2) / HW)
    angles = np.outer(np.arange(len(x)), inverse)[:, None, :]
    a, b = x[..., :HW // 2], x[..., HW // 2:]
    return np.concatenate(
        [a * np.cos(angles) - b * np.sin(angles), b * np.cos(angles) + a * np.sin(angles)], -1)


def logits(ids):
    x = w["model.embed_tokens.weight"][ids]
    T = len(ids)
    for layer in range(config["num_hidden_layers"]):
        p = f"model.layers.{layer}."
        n = norm(x, w[p + "input_layernorm.weight"])
        q = rotate((n @ w[p + "self_attn.q_proj.weight"].T).reshape(T, H, HW))
        k = rotate((n @ w[p + "self_attn.k_proj.weight"].T).reshape(T, KV, HW))
        v = (n @ w[p + "self_attn.v_proj.weight"].T).reshape(T, KV, HW)
        heads = []
        for head in range(H):
            group = head * KV // H
            s = q[:, head] @ k[:, group].T / np.sqrt(HW)
            s[np.triu_indices(T, 1)] = -np.inf
            e = np.exp(s - s.max(-1, keepdims=True))
            heads.append(e / e.sum(-1, keepdims=True) @ v[:, group])
        x = x + np.concatenate(heads, -1) @ w[p + "self_attn.o_proj.weight"].T
        n = norm(x, w[p + "post_attention_layernorm.weight"])
        gate, up = n @ w[p + "mlp.gate_proj.weight"].T, n @ w[p + "mlp.up_proj.weight"].T
        x = x + (gate / (1 + np.exp(-gate)) * up) @ w[p + "mlp.down_proj.weight"].T
    return norm(x, w["model.norm.weight"]) @ w["model.embed_tokens.weight"].T


end = config["vocab_size"] - 1
prompts = [[end], [end, 65, 466, 527, 726, 317, 269, 722, 593, 46], [end] + list(range(40, 700, 7))]
cases = []
for ids in prompts:
    last = logits(ids)[-1]
    top = np.argsort(-last, kind="stable")[:10]
    cases.append({"ids": ids, "top_ids": top.tolist(), "top_logits": [round(float(last[i]), 9) for i in top]})
print(json.dumps({"model": __import__("hashlib").sha256(open(sys.argv[1], "rb").read()).hexdigest(), "cases": cases}))
