"""../rope.json: rotary embedding by complex numbers in NumPy (float64): a pair is a number, turning
it is a product with exp(i position frequency)."""
import json, os
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "rope.json")
rng = np.random.default_rng(10)


def frequencies(width, base, scaling, factor):
    if scaling == "ntk":
        base = base * factor ** (width / (width - 2))
    f = base ** (-2 * np.arange(width // 2) / width)
    return f / factor if scaling == "linear" else f


def pairs(x, layout):
    if layout == "interleaved":
        return x[:, 0::2] + 1j * x[:, 1::2]
    half = x.shape[1] // 2
    return x[:, :half] + 1j * x[:, half:]


def unpaired(z, layout):
    x = np.empty((z.shape[0], 2 * z.shape[1]))
    if layout == "interleaved":
        x[:, 0::2], x[:, 1::2] = z.real, z.imag
    else:
        x[:, :z.shape[1]], x[:, z.shape[1]:] = z.real, z.imag
    return x


def sinusoid(positions, width, base):
    angles = positions[:, None] * base ** (-2 * np.arange(width // 2) / width)
    table = np.empty((len(positions), width))
    table[:, 0::2], table[:, 1::2] = np.sin(angles), np.cos(angles)
    return table


cases = []
for width, base, layout, scaling, factor in [
    (4, 10000.0, "interleaved", "none", 1), (4, 10000.0, "half", "none", 1),
    (8, 500.0, "half", "none", 1), (8, 10000.0, "interleaved", "linear", 4),
    (6, 10000.0, "half", "ntk", 8),
]:
    positions = np.array([0.0, 3, 4, 250])
    q = rng.normal(size=(4, width)).round(2)
    k = rng.normal(size=(4, width)).round(2)
    f = frequencies(width, base, scaling, factor)
    turn = np.exp(1j * positions[:, None] * f)
    queries = unpaired(pairs(q, layout) * turn, layout)
    keys = unpaired(pairs(k, layout) * turn, layout)
    p = sinusoid(positions, width, base)
    cases.append({
        "width": width, "base": base, "layout": layout, "scaling": scaling, "factor": factor,
        "positions": positions.tolist(), "q": q.tolist(), "k": k.tolist(),
        "frequencies": f.tolist(), "queries": queries.tolist(),
        "scores": (queries @ keys.T).tolist(),
        "additive": ((q + p) @ (k + p).T).tolist()})
json.dump(cases, open(OUT, "w"), indent=1)
