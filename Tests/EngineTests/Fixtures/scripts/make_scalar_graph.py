"""Makes ../scalar_graph.json: random formulas with their values and gradients, by JAX in float64.

Run: python -m venv v && v/bin/pip install jax && v/bin/python make_scalar_graph.py
Made with JAX 0.10.2 on CPU. A formula is nested lists: ["*", ["leaf", "a"], ["constant", 2]].
Equal parts are one Python object used twice in a third of the formulas, so shared nodes occur.
"""
import json
import math
import random

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)

UNARY = {
    "neg": lambda x: -x,
    "exp": jnp.exp,
    "log": jnp.log,
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "relu": jax.nn.relu,
    "sqrt": jnp.sqrt,
    "abs": jnp.abs,
    "gelu": lambda x: jax.nn.gelu(x, approximate=True),
    "gelu_erf": lambda x: jax.nn.gelu(x, approximate=False),
}
BINARY = {
    "+": lambda x, y: x + y,
    "-": lambda x, y: x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "min": jnp.minimum,
    "max": jnp.maximum,
}


def evaluate(tree, leaves):
    op, *rest = tree
    if op == "leaf":
        return leaves[rest[0]]
    if op == "constant":
        return jnp.float64(rest[0])
    inputs = [evaluate(part, leaves) for part in rest]
    if op == "^":
        return jnp.power(inputs[0], inputs[1])
    if op == "logsumexp":
        return jax.scipy.special.logsumexp(jnp.stack(inputs))
    return UNARY[op](*inputs) if op in UNARY else BINARY[op](*inputs)


def grow(rng, depth, names, made):
    if made and rng.random() < 0.25:
        return rng.choice(made)
    if depth == 0:
        if rng.random() < 0.15:
            return ["constant", round(rng.uniform(-2, 2), 2)]
        return ["leaf", rng.choice(names)]
    kind = rng.random()
    if kind < 0.42:
        tree = [rng.choice(list(UNARY)), grow(rng, depth - 1, names, made)]
    elif kind < 0.86:
        tree = [rng.choice(list(BINARY))] + [grow(rng, depth - 1, names, made) for _ in range(2)]
    elif kind < 0.93:
        tree = ["^", grow(rng, depth - 1, names, made), ["constant", rng.choice([2, 3, -1, 0.5])]]
    else:
        tree = ["logsumexp"] + [grow(rng, depth - 1, names, made) for _ in range(3)]
    made.append(tree)
    return tree


def has_root_of_zero(tree, leaves):
    """Where a slope is infinite: JAX goes on with inf or a masked 0, ours is an error."""
    op, *rest = tree
    if op in ("leaf", "constant"):
        return False
    is_root = op == "sqrt" or (op == "^" and rest[1][1] < 1)
    return (is_root and float(evaluate(rest[0], leaves)) == 0) or any(
        has_root_of_zero(part, leaves) for part in rest)


def size(tree):
    return 1 if tree[0] in ("leaf", "constant") else 1 + sum(size(part) for part in tree[1:])


def case(tree, leaves):
    value, gradients = jax.value_and_grad(lambda l: evaluate(tree, l))(
        {k: jnp.float64(v) for k, v in leaves.items()})
    return {
        "formula": tree, "leaves": leaves, "value": float(value),
        "gradients": {k: float(v) for k, v in gradients.items()},
    }


def kinks():
    """Where a slope is not defined: what JAX and PyTorch agree on.

    They differ on |x| at 0 (JAX 1, PyTorch 0, which is ours): a test says so without a fixture.
    """
    a = ["leaf", "a"]
    b = ["leaf", "b"]
    yield case(["relu", a], {"a": 0.0})
    for op in ("min", "max"):
        yield case([op, a, b], {"a": 1.5, "b": 1.5})
    yield case(["^", a, b], {"a": 1.7, "b": -0.6})
    yield case(["^", a, ["constant", 3]], {"a": 0.0})
    yield case(["^", a, ["constant", 2]], {"a": -1.25})
    for x in (-40.0, -6.0, -1.0, 0.0, 0.5, 5.0, 40.0):
        for op in ("gelu", "gelu_erf", "sigmoid", "tanh"):
            yield case([op, a], {"a": x})


def main():
    rng = random.Random(20240614)
    cases = list(kinks())
    while len(cases) < 260:
        names = ["a", "b", "c", "d"][: rng.randint(1, 4)]
        tree = grow(rng, rng.randint(1, 5), names, [])
        if size(tree) > 40 or tree[0] in ("leaf", "constant"):
            continue
        leaves = {name: round(rng.uniform(-2, 2), 3) for name in names}
        if has_root_of_zero(tree, leaves):
            continue
        made = case(tree, leaves)
        numbers = [made["value"], *made["gradients"].values()]
        if all(math.isfinite(n) and abs(n) < 1e4 for n in numbers):
            cases.append(made)
    with open("../scalar_graph.json", "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()
