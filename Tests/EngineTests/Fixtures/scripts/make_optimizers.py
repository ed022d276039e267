"""../optimizers.json: ten steps of torch.optim's optimizers (torch 2.15.0, float64) on a fixed
sequence of gradients, g = scale * x - shift; and Muon's orthogonalization by NumPy in float64."""
import json, os
import numpy as np
import torch

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "optimizers.json")
torch.set_default_dtype(torch.float64)
scale = torch.tensor([1.0, 4.0, 0.25, 10.0, 0.0])
shift = torch.tensor([0.5, -1.0, 0.25, 2.0, 0.3])
start = [1.0, -2.0, 3.0, 0.5, 0.0]
makers = {
    "sgd": lambda p: torch.optim.SGD(p, 0.05),
    "momentum": lambda p: torch.optim.SGD(p, 0.05, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.05, alpha=0.99, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, 0.05),
    "adamw": lambda p: torch.optim.AdamW(p, 0.05, weight_decay=0.1),
}
result = {"start": start, "scale": scale.tolist(), "shift": shift.tolist(), "rate": 0.05,
          "paths": {}}
for name, make in makers.items():
    x = torch.tensor(start, requires_grad=True)
    optimizer = make([x])
    path = []
    for _ in range(10):
        x.grad = (scale * x - shift).detach()
        optimizer.step()
        path.append(x.detach().tolist())
    result["paths"][name] = path


def newton_schulz(g):
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = g.shape[0] > g.shape[1]
    x = g.T if tall else g
    x = x / (np.linalg.norm(x) + 1e-7)
    for _ in range(5):
        s = x @ x.T
        x = a * x + (b * s + c * s @ s) @ x
    return x.T if tall else x


rng = np.random.default_rng(1)
result["muon"] = []
for shape in [(3, 5), (6, 2)]:
    g = rng.normal(size=shape).astype(np.float32).astype(np.float64)
    result["muon"].append({"shape": shape, "input": g.ravel().tolist(),
                           "output": newton_schulz(g).ravel().tolist()})
json.dump(result, open(OUT, "w"))
