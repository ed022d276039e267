"""Small models of both families with PyTorch's logits, loss and gradients (computed in float64).

"bare" is the first without norms and with learned positions, "unlinked" without residual connections
and positions. Writes ../models/NAME.safetensors (weights, by Python's safetensors) and
../models/NAME_reference.safetensors. Made with torch 2.15.0 and safetensors:
    python make_transformer.py
"""
import json, os
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models")
os.makedirs(OUT, exist_ok=True)
torch.set_default_dtype(torch.float64)
V, D, L, H, KV, HID, CTX, B, T = 19, 16, 2, 4, 2, 24, 12, 2, 7
HW = D // H
EPS = 1e-5


def normal(generator, *shape, scale=0.3):
    # Rounded to floats, so that both sides begin with the same numbers.
    return (torch.randn(*shape, generator=generator) * scale).float().double().requires_grad_()


def rotate(x):  # [B, heads, T, HW], Hugging Face's layout
    inv = 1.0 / (10000.0 ** (torch.arange(0, HW, 2).double() / HW))
    angles = torch.outer(torch.arange(T).double(), inv)
    cos, sin = torch.cat([angles.cos()] * 2, -1), torch.cat([angles.sin()] * 2, -1)
    half = torch.cat([-x[..., HW // 2:], x[..., :HW // 2]], -1)
    return x * cos + half * sin


def attention(q, k, v):
    k = k.repeat_interleave(q.shape[1] // k.shape[1], 1)
    v = v.repeat_interleave(q.shape[1] // v.shape[1], 1)
    mask = torch.full((T, T), float("-inf")).triu(1)
    w = torch.softmax(q @ k.transpose(-1, -2) / HW ** 0.5 + mask, -1)
    return (w @ v).transpose(1, 2).reshape(B, T, -1)


def split(x, heads):
    return x.view(B, T, heads, HW).transpose(1, 2)


def llama(g, positions="rotary", norms=True, residual=True):
    w = {"model.embed_tokens.weight": normal(g, V, D)}
    if positions == "learned":
        w["model.embed_positions.weight"] = normal(g, CTX, D)
    for i in range(L):
        p = f"model.layers.{i}."
        w[p + "input_layernorm.weight"] = normal(g, D, scale=1)
        w[p + "self_attn.q_proj.weight"] = normal(g, H * HW, D)
        w[p + "self_attn.k_proj.weight"] = normal(g, KV * HW, D)
        w[p + "self_attn.v_proj.weight"] = normal(g, KV * HW, D)
        w[p + "self_attn.o_proj.weight"] = normal(g, D, H * HW)
        w[p + "post_attention_layernorm.weight"] = normal(g, D, scale=1)
        w[p + "mlp.gate_proj.weight"] = normal(g, HID, D)
        w[p + "mlp.up_proj.weight"] = normal(g, HID, D)
        w[p + "mlp.down_proj.weight"] = normal(g, D, HID)
    w["model.norm.weight"] = normal(g, D, scale=1)
    w["lm_head.weight"] = normal(g, V, D)
    config = dict(model_type="llama", vocab_size=V, hidden_size=D, num_hidden_layers=L,
                  num_attention_heads=H, num_key_value_heads=KV, intermediate_size=HID,
                  max_position_embeddings=CTX, hidden_act="silu", rms_norm_eps=EPS,
                  tie_word_embeddings=False, rope_theta=10000.0)
    if positions != "rotary":
        config["positions"] = positions
    if not norms:
        config["norms"] = False
        w = {n: x for n, x in w.items() if not n.endswith("norm.weight")}
    if not residual:
        config["residual"] = False
    turned = rotate if positions == "rotary" else lambda x: x

    def norm(x, n):
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + EPS) * w[n] if norms else x

    def forward(ids):
        x = w["model.embed_tokens.weight"][ids]
        if positions == "learned":
            x = x + w["model.embed_positions.weight"][:T]
        for i in range(L):
            p = f"model.layers.{i}."
            n = norm(x, p + "input_layernorm.weight")
            q = turned(split(n @ w[p + "self_attn.q_proj.weight"].T, H))
            k = turned(split(n @ w[p + "self_attn.k_proj.weight"].T, KV))
            v = split(n @ w[p + "self_attn.v_proj.weight"].T, KV)
            x = residual * x + attention(q, k, v) @ w[p + "self_attn.o_proj.weight"].T
            n = norm(x, p + "post_attention_layernorm.weight")
            h = F.silu(n @ w[p + "mlp.gate_proj.weight"].T) * (n @ w[p + "mlp.up_proj.weight"].T)
            x = residual * x + h @ w[p + "mlp.down_proj.weight"].T
        return norm(x, "model.norm.weight") @ w["lm_head.weight"].T
    return w, config, forward


def gpt2(g):
    t = "transformer."
    w = {t + "wte.weight": normal(g, V, D), t + "wpe.weight": normal(g, CTX, D)}
    for i in range(L):
        p = f"{t}h.{i}."
        for name, shape in [("ln_1", D), ("ln_2", D)]:
            w[p + name + ".weight"] = normal(g, shape, scale=1)
            w[p + name + ".bias"] = normal(g, shape)
        for name, a, b in [("attn.c_attn", D, 3 * D), ("attn.c_proj", D, D),
                           ("mlp.c_fc", D, HID), ("mlp.c_proj", HID, D)]:
            w[p + name + ".weight"] = normal(g, a, b)
            w[p + name + ".bias"] = normal(g, b)
    w[t + "ln_f.weight"] = normal(g, D, scale=1)
    w[t + "ln_f.bias"] = normal(g, D)
    config = dict(model_type="gpt2", vocab_size=V, n_embd=D, n_layer=L, n_head=H, n_inner=HID,
                  n_positions=CTX, activation_function="gelu_new", layer_norm_epsilon=EPS)

    def norm(x, n):
        return F.layer_norm(x, (D,), w[n + ".weight"], w[n + ".bias"], EPS)

    def conv(x, n):
        return x @ w[n + ".weight"] + w[n + ".bias"]

    def forward(ids):
        x = w[t + "wte.weight"][ids] + w[t + "wpe.weight"][:T]
        for i in range(L):
            p = f"{t}h.{i}."
            q, k, v = conv(norm(x, p + "ln_1"), p + "attn.c_attn").split(D, -1)
            x = x + conv(attention(split(q, H), split(k, H), split(v, H)), p + "attn.c_proj")
            h = F.gelu(conv(norm(x, p + "ln_2"), p + "mlp.c_fc"), approximate="tanh")
            x = x + conv(h, p + "mlp.c_proj")
        return norm(x, t + "ln_f") @ w[t + "wte.weight"].T
    return w, config, forward


for seed, (name, make) in enumerate([
        ("llama", llama), ("gpt2", gpt2),
        ("bare", lambda g: llama(g, positions="learned", norms=False)),
        ("unlinked", lambda g: llama(g, positions="none", residual=False))]):
    g = torch.Generator().manual_seed(seed)
    w, config, forward = make(g)
    ids = torch.randint(0, V, (B, T), generator=g)
    targets = torch.randint(0, V, (B, T), generator=g)
    targets[1, 3] = -1
    logits = forward(ids)
    loss = F.cross_entropy(logits.view(-1, V), targets.view(-1), ignore_index=-1)
    loss.backward()
    save_file({n: x.detach().float().contiguous() for n, x in w.items()},
              os.path.join(OUT, name + ".safetensors"),
              metadata={"format": "pt", "config": json.dumps(config)})
    reference = {"gradient." + n: x.grad.float().contiguous() for n, x in w.items()}
    reference["logits"] = logits.detach().float().view(-1, V).contiguous()
    reference["loss"] = loss.detach().float()
    save_file(reference, os.path.join(OUT, name + "_reference.safetensors"), metadata={
        "ids": json.dumps(ids.flatten().tolist()), "targets": json.dumps(targets.flatten().tolist()),
        "batch": str(B)})
