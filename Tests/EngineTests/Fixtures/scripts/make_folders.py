"""Writes folders.json: small models as transformers saves them, and its logits for them.

    python3 make_folders.py OUTPUT                     (pip install torch transformers safetensors)

As in make_architectures.py, weights are no part of the fixture but decided by their names. What a folder
holds is what `save_pretrained` writes; the values are put into that file, and it is loaded again.
"""
import json, os, sys, tempfile
import numpy as np, torch
from safetensors import safe_open
from safetensors.numpy import save_file
from transformers import AutoModelForCausalLM, CONFIG_MAPPING
import transformers

IDS = [65, 17, 200, 3, 99, 150, 41, 7, 77, 130, 12, 180, 88, 5, 61, 140, 2, 19, 133, 101]
POSITIONS = [6, 19]
SHOWN = 37


def numbers(name, count):
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x100000001B3) & (2**64 - 1)
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5


def scale(name, shape, kind):
    if "norm" in name or ".ln_" in name:
        if name.endswith("bias"):
            return 0.6, 0.0
        return 0.8, 0.0 if kind.startswith("gemma") else 1.0
    if name.endswith("bias"):
        return 0.9, 0.0
    if "embed" in name or "wte" in name:
        return (0.3 if kind.startswith("gemma") else 2.0), 0.0
    if "wpe" in name or "lm_head" in name:
        return 1.0, 0.0
    return 3.4 / (shape[0] if kind == "gpt2" else shape[-1]) ** 0.5, 0.0


BASE = dict(vocab_size=203, hidden_size=36, num_hidden_layers=2, num_attention_heads=6,
            num_key_value_heads=2, intermediate_size=50, max_position_embeddings=128,
            bos_token_id=1, eos_token_id=2, pad_token_id=None, attn_implementation="eager")


def kinds():
    def k(name, kind, **extra):
        c = dict(BASE); c.update(extra)
        return name, kind, c
    yield k("llama", "llama")
    yield k("llama, wide heads, tied", "llama", head_dim=10, tie_word_embeddings=True)
    yield k("llama, biases", "llama", attention_bias=True, mlp_bias=True)
    yield k("llama, llama3 rope", "llama", rope_parameters=dict(
        rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0,
        high_freq_factor=4.0, original_max_position_embeddings=32))
    yield k("llama, linear", "llama", rope_parameters=dict(rope_type="linear", rope_theta=10000.0, factor=3.0))
    yield k("llama, yarn", "llama", rope_parameters=dict(
        rope_type="yarn", rope_theta=10000.0, factor=4.0, original_max_position_embeddings=32))
    yield k("mistral, window", "mistral", sliding_window=5)
    yield k("mistral, no window", "mistral", sliding_window=None)
    yield k("mixtral", "mixtral", num_local_experts=5, num_experts_per_tok=2, sliding_window=None)
    yield k("qwen2", "qwen2")
    yield k("qwen2, window", "qwen2", num_hidden_layers=3, use_sliding_window=True, sliding_window=5, max_window_layers=1)
    yield k("qwen2_moe", "qwen2_moe", num_experts=7, num_experts_per_tok=3, moe_intermediate_size=14,
            shared_expert_intermediate_size=22)
    yield k("qwen3", "qwen3", head_dim=10)
    yield k("qwen3_moe", "qwen3_moe", head_dim=10, num_experts=7, num_experts_per_tok=3,
            moe_intermediate_size=14, norm_topk_prob=True)
    yield k("gemma", "gemma", head_dim=10)
    yield k("gemma2", "gemma2", head_dim=10, num_hidden_layers=4, sliding_window=5, query_pre_attn_scalar=7,
            attn_logit_softcapping=5.0, final_logit_softcapping=7.0)
    yield k("gemma3_text", "gemma3_text", head_dim=10, num_hidden_layers=7, sliding_window=5,
            query_pre_attn_scalar=7)
    yield k("phi3", "phi3", num_key_value_heads=3)
    yield k("phi3, long rope, short text", "phi3", max_position_embeddings=256, original_max_position_embeddings=64,
            rope_parameters=dict(rope_type="longrope", rope_theta=10000.0, short_factor=[1.1, 1.3, 1.7],
                                 long_factor=[2.0, 6.0, 17.0], original_max_position_embeddings=64))
    yield k("phi3, long rope, long text", "phi3", max_position_embeddings=256, original_max_position_embeddings=9,
            rope_parameters=dict(rope_type="longrope", rope_theta=10000.0, short_factor=[1.1, 1.3, 1.7],
                                 long_factor=[2.0, 6.0, 17.0], original_max_position_embeddings=9))
    yield "gpt2", "gpt2", dict(vocab_size=203, n_embd=36, n_layer=2, n_head=6, n_positions=128,
                               bos_token_id=1, eos_token_id=2, attn_implementation="eager")
    yield k("smollm3", "smollm3", num_hidden_layers=4, pad_token_id=0)
    yield k("granite", "granite", embedding_multiplier=3.0, residual_multiplier=0.22,
            attention_multiplier=0.3, logits_scaling=0.6)
    yield k("granitemoe", "granitemoe", num_local_experts=6, num_experts_per_tok=2,
            embedding_multiplier=3.0, residual_multiplier=0.22, attention_multiplier=0.3, logits_scaling=0.6)
    yield k("olmo2", "olmo2")
    yield k("olmoe", "olmoe", num_experts=7, num_experts_per_tok=3)


def main():
    cases = []
    for name, kind, values in kinds():
        try:
            config = CONFIG_MAPPING[kind](**values)
            with tempfile.TemporaryDirectory() as folder:
                AutoModelForCausalLM.from_config(config, attn_implementation="eager").float().save_pretrained(folder)
                path = os.path.join(folder, "model.safetensors")
                tensors = []
                with safe_open(path, "np") as f:
                    for t in f.keys():
                        shape = list(f.get_slice(t).get_shape())
                        s, o = scale(t, shape, kind)
                        tensors.append([t, shape, s, o])
                save_file({t: (numbers(t, int(np.prod(sh))) * s + o).astype(np.float32).reshape(sh)
                           for t, sh, s, o in tensors}, path, metadata={"format": "pt"})
                model = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32,
                                                             experts_implementation="eager")
                with torch.no_grad():
                    logits = model(torch.tensor([IDS])).logits[0].numpy()
                config = json.load(open(os.path.join(folder, "config.json")))
            assert np.isfinite(logits).all()
            print(f"{name:28s} largest {np.abs(logits).max():.3f}", file=sys.stderr)
            cases.append({"name": name, "config": config, "tensors": tensors,
                          "logits": [[float(f"{x:.7g}") for x in logits[p][:SHOWN]] for p in POSITIONS]})
        except Exception as problem:
            print(name, "FAILED", repr(problem)[:300], file=sys.stderr)
    text = json.dumps({"transformers": transformers.__version__, "ids": IDS, "positions": POSITIONS,
                       "kinds": cases}, separators=(",", ":"))
    open(sys.argv[1], "w").write(text.replace('{"name"', '\n{"name"') + "\n")


main()
