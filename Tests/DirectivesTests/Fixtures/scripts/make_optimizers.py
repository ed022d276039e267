"""../optimizers.json: forty steps of torch.optim's optimizers (torch 2.15.0, float64, gradients by
autograd) over the surfaces of `optimize`; Lion and Adam without bias correction by their formulas."""
import json, os
import torch

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "optimizers.json")
torch.set_default_dtype(torch.float64)
surfaces = {
    "bowl": (lambda x, y: (x**2 + y**2) / 2, [-2.0, 1.5]),
    "ravine": (lambda x, y: (x**2 + 20 * y**2) / 2, [-2.5, 1.0]),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, [-1.2, 1.0]),
    "saddle": (lambda x, y: x**2 / 2 + (y**2 - 1) ** 2 / 4, [1.5, 0.001]),
    "plateau": (lambda x, y: 1 - torch.exp(-(x**2 + y**2) / 2), [2.2, 1.4]),
}
RATE, STEPS = 0.001, 40


class ByFormula:
    def __init__(self, x, step):
        self.x, self.step_formula, self.m, self.v, self.t = x, step, 0.0, 0.0, 0

    def step(self):
        with torch.no_grad():
            self.t += 1
            self.step_formula(self, self.x.grad)


def lion(s, g):
    c = 0.9 * s.m + 0.1 * g
    s.x.copy_(s.x * (1 - RATE * 0.01) - RATE * torch.sign(c))
    s.m = 0.99 * s.m + 0.01 * g


def raw_adam(s, g):
    s.m = 0.9 * s.m + 0.1 * g
    s.v = 0.999 * s.v + 0.001 * g * g
    s.x.sub_(RATE * s.m / (s.v.sqrt() + 1e-8))


makers = {
    "sgd": lambda x: torch.optim.SGD([x], RATE),
    "momentum": lambda x: torch.optim.SGD([x], RATE, momentum=0.9),
    "nesterov": lambda x: torch.optim.SGD([x], RATE, momentum=0.9, nesterov=True),
    "rmsprop": lambda x: torch.optim.RMSprop([x], RATE, alpha=0.99, eps=1e-8),
    "adam": lambda x: torch.optim.Adam([x], RATE),
    "adamw": lambda x: torch.optim.AdamW([x], RATE, weight_decay=0.01),
    "lion": lambda x: ByFormula(x, lion),
    "adam_uncorrected": lambda x: ByFormula(x, raw_adam),
}
result = {"rate": RATE, "steps": STEPS, "runs": []}
for surface, (f, start) in surfaces.items():
    for name, make in makers.items():
        x = torch.tensor(start, requires_grad=True)
        optimizer = make(x)
        losses = [f(x[0], x[1]).item()]
        for _ in range(STEPS):
            x.grad = None
            f(x[0], x[1]).backward()
            optimizer.step()
            losses.append(f(x[0], x[1]).item())
        result["runs"].append({"surface": surface, "optimizer": name, "end": x.tolist(),
                               "losses": losses[::10]})
json.dump(result, open(OUT, "w"), indent=1)
