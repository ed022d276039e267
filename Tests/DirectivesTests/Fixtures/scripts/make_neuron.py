"""../neuron.json: activations and their slopes by PyTorch's autograd (float64), and two-layer
networks, plain and gated, by torch.nn.functional."""
import json, os
import torch
import torch.nn.functional as F

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "neuron.json")
torch.set_default_dtype(torch.float64)
torch.manual_seed(3)
functions = {
    "relu": F.relu,
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "gelu_erf": F.gelu,
    "silu": F.silu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "identity": lambda x: x,
}
xs = [-30.0, -6.5, -3.0, -1.23, -0.75, -0.01, 0.01, 0.5, 1.0, 1.23, 2.7, 6.5, 30.0]
result = {"x": xs, "activations": [], "networks": []}
for name, f in functions.items():
    x = torch.tensor(xs, requires_grad=True)
    y = f(x)
    y.sum().backward()
    result["activations"].append(
        {"name": name, "values": y.tolist(), "slopes": x.grad.tolist()})


def rounded(*shape):
    return (torch.randn(*shape) * 100).round() / 100


for name in ["relu", "gelu", "silu", "swiglu", "tanh"]:
    x, w1, b1 = rounded(3, 4), rounded(4, 5), rounded(5)
    w2, b2, gate = rounded(5, 2), rounded(2), rounded(4, 5)
    if name == "swiglu":
        hidden = F.silu(x @ gate) * (x @ w1 + b1)
    else:
        hidden = functions[name](x @ w1 + b1)
    output = hidden @ w2 + b2
    result["networks"].append({
        "activation": name, "x": x.tolist(), "w1": w1.tolist(), "b1": b1.tolist(),
        "w2": w2.tolist(), "b2": b2.tolist(),
        "gate": gate.tolist() if name == "swiglu" else None,
        "hidden": hidden.tolist(), "output": output.tolist()})
json.dump(result, open(OUT, "w"), indent=1)
