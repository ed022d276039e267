"""Lens, attribution, ablation and patching on the small models of make_transformer.py, in float64.

Reads ../models/{llama,gpt2}.safetensors and writes ../inspection.json. Only numpy is needed:
    python make_inspection.py
"""
import json, os, struct
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
EPS = 1e-5


def load(name):
    data = open(os.path.join(HERE, "..", "models", name + ".safetensors"), "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    tensors = {}
    for key, entry in header.items():
        if key == "__metadata__":
            continue
        a, b = entry["data_offsets"]
        values = np.frombuffer(data[8 + size + a:8 + size + b], dtype="<f4")
        tensors[key] = values.reshape(entry["shape"]).astype(np.float64)
    return tensors


H, HW, L, D = 4, 4, 2, 16


def heads(q, k, v, rotate):
    """[T, heads, HW] each to the heads' outputs [T, H, HW], causal."""
    T = q.shape[0]
    if rotate:
        inv = 10000.0 ** -(np.arange(0, HW, 2) / HW)
        angles = np.outer(np.arange(T), inv)
        c = np.concatenate([np.cos(angles)] * 2, -1)[:, None]
        s = np.concatenate([np.sin(angles)] * 2, -1)[:, None]
        turn = lambda x: x * c + np.concatenate([-x[..., HW // 2:], x[..., :HW // 2]], -1) * s
        q, k = turn(q), turn(k)
    group = q.shape[1] // k.shape[1]
    out = np.zeros((T, H, HW))
    for h in range(H):
        scores = q[:, h] @ k[:, h // group].T / np.sqrt(HW)
        scores[np.triu_indices(T, 1)] = -np.inf
        e = np.exp(scores - scores.max(-1, keepdims=True))
        out[:, h] = (e / e.sum(-1, keepdims=True)) @ v[:, h // group]
    return out


class Model:
    """Runs a model; `edit(point, layer, value)` may replace an activation on the way."""

    def __init__(self, name):
        self.name, self.w = name, load(name)
        self.isLlama = name == "llama"

    def norm(self, x, layer, part):
        if self.isLlama:
            names = {"1": "input_layernorm", "2": "post_attention_layernorm"}
            key = "model.norm" if layer is None else f"model.layers.{layer}.{names[part]}"
            return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPS) * self.w[key + ".weight"]
        key = "transformer.ln_f" if layer is None else f"transformer.h.{layer}.ln_{part}"
        m = x.mean(-1, keepdims=True)
        v = ((x - m) ** 2).mean(-1, keepdims=True)
        return (x - m) / np.sqrt(v + EPS) * self.w[key + ".weight"] + self.w[key + ".bias"]

    def out(self):
        return self.w["lm_head.weight"] if self.isLlama else self.w["transformer.wte.weight"]

    def run(self, ids, edit=lambda point, layer, value: value):
        w, T, trace = self.w, len(ids), {}
        if self.isLlama:
            x = w["model.embed_tokens.weight"][ids]
        else:
            x = w["transformer.wte.weight"][ids] + w["transformer.wpe.weight"][:T]
        x = trace["embedding"] = edit("embedding", None, x)
        for i in range(L):
            n = self.norm(x, i, "1")
            if self.isLlama:
                p = f"model.layers.{i}.self_attn."
                q, k, v = (n @ w[p + m + "_proj.weight"].T for m in "qkv")
            else:
                p = f"transformer.h.{i}.attn."
                q, k, v = np.split(n @ w[p + "c_attn.weight"] + w[p + "c_attn.bias"], 3, -1)
            shape = lambda a: a.reshape(T, -1, HW)
            z = edit("heads", i, heads(shape(q), shape(k), shape(v), self.isLlama))
            wo = w[p + "o_proj.weight"].T if self.isLlama else w[p + "c_proj.weight"]
            bias = 0 if self.isLlama else w[p + "c_proj.bias"]
            trace["head", i] = np.stack([z[:, h] @ wo[h * HW:(h + 1) * HW] for h in range(H)], 1)
            trace["bias", i] = bias
            x = x + z.reshape(T, -1) @ wo + bias
            n = self.norm(x, i, "2")
            if self.isLlama:
                p = f"model.layers.{i}.mlp."
                g = n @ w[p + "gate_proj.weight"].T
                f = (g / (1 + np.exp(-g)) * (n @ w[p + "up_proj.weight"].T)) @ w[p + "down_proj.weight"].T
            else:
                p = f"transformer.h.{i}.mlp."
                u = n @ w[p + "c_fc.weight"] + w[p + "c_fc.bias"]
                g = 0.5 * u * (1 + np.tanh(np.sqrt(2 / np.pi) * (u + 0.044715 * u ** 3)))
                f = g @ w[p + "c_proj.weight"] + w[p + "c_proj.bias"]
            f = trace["mlp", i] = edit("mlp", i, f)
            x = trace["residual", i] = edit("residual", i, x + f)
        trace["logits"] = self.norm(x, None, "") @ self.out().T
        return trace

    def attribution(self, ids, a, b):
        t = self.run(ids)
        x = t["residual", L - 1][-1]
        gain = self.w["model.norm.weight" if self.isLlama else "transformer.ln_f.weight"]
        direction = self.out()[a] - self.out()[b]
        centre = (lambda v: v) if self.isLlama else (lambda v: v - v.mean())
        scale = 1 / np.sqrt((centre(x) ** 2).mean() + EPS)
        parts = [t["embedding"][-1]]
        for i in range(L):
            parts += [t["head", i][-1, h] for h in range(H)]
            parts += [] if self.isLlama else [t["bias", i]]
            parts.append(t["mlp", i][-1])
        values = [float((centre(v) * scale * gain) @ direction) for v in parts]
        if not self.isLlama:
            values.append(float(self.w["transformer.ln_f.bias"] @ direction))
        return values, float(t["logits"][-1, a] - t["logits"][-1, b])


result = {}
for name, ids, other in [("llama", [11, 13, 8, 3, 3, 17, 16], [13, 16, 1, 13, 8, 12, 7]),
                         ("gpt2", [11, 1, 13, 1, 12, 5, 9], [6, 15, 3, 14, 0, 8, 0])]:
    m = Model(name)
    t, s = m.run(ids), m.run(other)
    lens = [m.norm(x[-1], None, "") @ m.out().T
            for x in [t["embedding"]] + [t["residual", i] for i in range(L)]]
    parts, value = m.attribution(ids, 4, 9)

    def silence(point, layer, z):
        if point == "heads" and layer == 1:
            z = z.copy(); z[:, 2] = 0
        return z

    def average(point, layer, f):
        return np.broadcast_to(f.mean(0), f.shape) if point == "mlp" and layer == 0 else f

    def swap(point, layer, x):
        if point == "residual" and layer == 0:
            x = x.copy(); x[3] = s["residual", 0][3]
        return x

    result[name] = {
        "ids": ids, "source": other, "target": 4, "alternative": 9,
        "lens": [row.tolist() for row in lens],
        "parts": parts, "value": value,
        "without_layer_1_head_2": m.run(ids, silence)["logits"][-1].tolist(),
        "mean_of_layer_0_mlp": m.run(ids, average)["logits"][-1].tolist(),
        "patched_layer_0_position_3": m.run(ids, swap)["logits"][-1].tolist(),
        "sizes": [float(np.linalg.norm(t["residual", i][-1])) for i in range(L)],
    }
with open(os.path.join(HERE, "..", "inspection.json"), "w") as f:
    json.dump(result, f, indent=1)
    f.write("\n")
