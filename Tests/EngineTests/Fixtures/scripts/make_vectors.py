"""Makes ../vectors.json: principal maps, cosines and attention of random matrices, by NumPy.

Run: python -m venv v && v/bin/pip install numpy && v/bin/python make_vectors.py
Made with NumPy 2.x in float64. PCA is by the SVD of the centred matrix; the sign of each axis is
set so that its entry of largest size is positive.
"""
import json

import numpy as np

rng = np.random.default_rng(5)


def matrix(rows, columns):
    return np.round(rng.normal(size=(rows, columns)), 3)


def principal_map(x):
    centred = x - x.mean(axis=0)
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    axes = vt[:2]
    axes = axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
    return {
        "vectors": x.tolist(), "points": (centred @ axes.T).tolist(), "axes": axes.tolist(),
        "shares": (s[:2] ** 2 / (s**2).sum()).tolist(),
    }


def cosines(x):
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    return {"vectors": x.tolist(), "cosines": (unit @ unit.T).tolist()}


def attention(queries, keys, width, value_width, scaled, causal):
    q, k, v = matrix(queries, width), matrix(keys, width), matrix(keys, value_width)
    scores = q @ k.T / (np.sqrt(width) if scaled else 1)
    seen = np.where(
        np.arange(keys)[None, :] <= np.arange(queries)[:, None] + keys - queries, scores, -np.inf
    ) if causal else scores
    weights = np.exp(seen - seen.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    return {
        "q": q.tolist(), "k": k.tolist(), "v": v.tolist(), "scaled": scaled, "causal": causal,
        "scores": scores.tolist(), "weights": weights.tolist(), "output": (weights @ v).tolist(),
    }


document = {
    "maps": [principal_map(matrix(*shape)) for shape in [(3, 2), (6, 3), (4, 24), (20, 5), (9, 9)]],
    "cosines": [cosines(matrix(5, 4)), cosines(matrix(3, 24))],
    "attention": [
        attention(*shape, scaled, causal)
        for shape in [(1, 1, 1, 1), (6, 6, 3, 3), (2, 5, 4, 7)]
        for scaled in (True, False)
        for causal in (True, False)
    ],
}
with open("../vectors.json", "w") as file:
    json.dump(document, file)
    file.write("\n")
