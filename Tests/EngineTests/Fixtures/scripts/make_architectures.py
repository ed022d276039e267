"""Writes architectures.json: small models of many architectures, and llama.cpp's logits for them.

    python3 make_architectures.py OUTPUT        (pip install gguf numpy llama-cpp-python)

Weights are no part of the fixture: number i of a tensor is splitmix64(fnv1a(name) + i * golden), as a
fraction from -0.5 to 0.5, times the tensor's scale, plus its offset. Swift's test writes the same file.
llama.cpp runs with float caches, without flash attention, and, so that its tables of half floats do
not blur GELU, built without GGML_GELU_FP16.
"""
import ctypes, json, os, sys, tempfile
import numpy as np, gguf, llama_cpp

VOCABULARY = 263
IDS = [65, 17, 200, 3, 99, 258, 41, 7, 77, 130, 12, 250, 88, 5, 61, 140, 2, 19, 233, 101]
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


def bytes_to_unicode():
    kept = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    table, extra = {}, 0
    for byte in range(256):
        table[byte] = chr(byte) if byte in kept else chr(256 + extra)
        extra += byte not in kept
    return table


class Kind:
    def __init__(self, name, architecture, **sizes):
        self.name, self.architecture = name, architecture
        self.keys, self.tensors = [], []
        self.context = sizes.pop("n_ctx", 256)
        s = dict(width=36, layers=2, heads=6, kv=2, head=6, ffn=50, context=128, norm="rms")
        s.update(sizes)
        self.s = s
        self.key("context_length", "u32", s["context"])
        self.key("embedding_length", "u32", s["width"])
        self.key("block_count", "u32", s["layers"])
        self.key("feed_forward_length", "u32", s["ffn"])
        self.key("attention.head_count", "u32", s["heads"])
        if s["kv"] != s["heads"]:
            self.key("attention.head_count_kv", "u32", s["kv"])
        if s["head"] * s["heads"] != s["width"]:
            self.key("attention.key_length", "u32", s["head"])
            self.key("attention.value_length", "u32", s["head"])
        norm = "layer_norm_rms_epsilon" if s["norm"] == "rms" else "layer_norm_epsilon"
        self.key("attention." + norm, "f32", 1e-5)
        self.tensor("token_embd.weight", [VOCABULARY, s["width"]], scale=sizes.get("embed", 2.0))
        self.norm("output_norm")

    def key(self, name, kind, value):
        self.keys.append([self.architecture + "." + name, kind, value])
        return self

    def tensor(self, name, shape, scale=None, offset=0.0):
        scale = scale if scale is not None else 3.4 / shape[-1] ** 0.5
        self.tensors.append([name, shape, scale, offset])
        return self

    def norm(self, name, width=None):
        self.tensor(name + ".weight", [width or self.s["width"]], 0.8, 1.0)
        if self.s["norm"] == "layer":
            self.tensor(name + ".bias", [width or self.s["width"]], 0.6)

    def untied(self):
        return self.tensor("output.weight", [VOCABULARY, self.s["width"]], 1.0)

    def bias(self, layer, name, count):
        return self.tensor(f"blk.{layer}.{name}.bias", [count], 0.9)

    def attention(self, fused=False, biases=False, output_bias=False, head_norm=False,
                  whole_norm=False, before=True, after=False):
        s = self.s
        q, k = s["heads"] * s["head"], s["kv"] * s["head"]
        for l in range(s["layers"]):
            b = f"blk.{l}."
            if before:
                self.norm(b + "attn_norm")
            if fused:
                self.tensor(b + "attn_qkv.weight", [q + 2 * k, s["width"]])
                if biases:
                    self.bias(l, "attn_qkv", q + 2 * k)
            else:
                for part, size in (("attn_q", q), ("attn_k", k), ("attn_v", k)):
                    self.tensor(b + part + ".weight", [size, s["width"]])
                    if biases:
                        self.bias(l, part, size)
            if head_norm or whole_norm:
                self.norm(b + "attn_q_norm", s["head"] if head_norm else q)
                self.norm(b + "attn_k_norm", s["head"] if head_norm else k)
            self.tensor(b + "attn_output.weight", [s["width"], q])
            if output_bias:
                self.bias(l, "attn_output", s["width"])
            if after:
                self.norm(b + "post_attention_norm")
        return self

    def feed_forward(self, gated=True, biases=False, fused=False, before=True, after=False):
        s = self.s
        for l in range(s["layers"]):
            b = f"blk.{l}."
            if before:
                self.norm(b + "ffn_norm")
            up = [("ffn_up", 2 * s["ffn"])] if fused else [("ffn_up", s["ffn"])]
            if gated and not fused:
                up.append(("ffn_gate", s["ffn"]))
            for name, size in up:
                self.tensor(b + name + ".weight", [size, s["width"]])
                if biases:
                    self.bias(l, name, size)
            self.tensor(b + "ffn_down.weight", [s["width"], s["ffn"]])
            if biases:
                self.bias(l, "ffn_down", s["width"])
            if after:
                self.norm(b + "post_ffw_norm")
        return self

    def experts(self, count, used, width, shared=0, shared_gate=False):
        s = self.s
        self.key("expert_count", "u32", count).key("expert_used_count", "u32", used)
        for l in range(s["layers"]):
            b = f"blk.{l}."
            self.norm(b + "ffn_norm")
            self.tensor(b + "ffn_gate_inp.weight", [count, s["width"]], 1.0)
            self.tensor(b + "ffn_gate_exps.weight", [count, width, s["width"]])
            self.tensor(b + "ffn_up_exps.weight", [count, width, s["width"]])
            self.tensor(b + "ffn_down_exps.weight", [count, s["width"], width])
            if shared_gate:
                self.tensor(b + "ffn_gate_inp_shexp.weight", [s["width"]], 1.0)
            if shared:
                self.tensor(b + "ffn_gate_shexp.weight", [shared, s["width"]])
                self.tensor(b + "ffn_up_shexp.weight", [shared, s["width"]])
                self.tensor(b + "ffn_down_shexp.weight", [s["width"], shared])
        return self

    def plain(self, **options):
        return self.attention(**options).feed_forward()

    # What follows is written to the file.
    def write(self, path):
        w = gguf.GGUFWriter(path, self.architecture)
        add = {"u32": w.add_uint32, "f32": w.add_float32, "str": w.add_string, "bool": w.add_bool,
               "arr": w.add_array}
        for key, kind, value in self.keys:
            add[kind](key, value)
        table = bytes_to_unicode()
        tokens = [table[byte] for byte in range(256)]
        merges = [f"{tokens[104]} {tokens[105]}", f"{tokens[32]} {tokens[97]}"]
        tokens += [tokens[104] + tokens[105], tokens[32] + tokens[97]]
        tokens += ["<s>", "</s>", "<|a|>", "<|b|>", "<|c|>"]
        w.add_tokenizer_model("gpt2")
        w.add_tokenizer_pre("gpt-2")
        w.add_token_list(tokens)
        w.add_token_types([1] * 258 + [3] * 5)
        w.add_token_merges(merges)
        w.add_bos_token_id(258)
        w.add_eos_token_id(259)
        for name, shape, scale, offset in self.tensors:
            data = numbers(name, int(np.prod(shape))) * scale + offset
            w.add_tensor(name, data.astype(np.float32).reshape(shape))
        w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()

    def logits(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.gguf")
            self.write(path)
            m = llama_cpp.Llama(path, n_ctx=self.context, n_batch=64, n_threads=1, verbose=False,
                                logits_all=True, type_k=0, type_v=0, flash_attn=False)
            m.eval(IDS)
            return np.array(m.scores[:len(IDS)])

    def json(self):
        logits = self.logits()
        assert np.isfinite(logits).all(), self.name
        spread = float(np.abs(logits[POSITIONS][:, :SHOWN]).max())
        print(f"{self.name:28s} {self.architecture:10s} largest {spread:.3f}", file=sys.stderr)
        return {
            "name": self.name, "architecture": self.architecture, "keys": self.keys,
            "tensors": self.tensors,
            "logits": [[float(f"{x:.7g}") for x in logits[p][:SHOWN]] for p in POSITIONS]}


def kinds():
    A = "llama"
    yield Kind("llama", A).plain().untied()
    yield Kind("llama, tied", A, kv=6).plain()
    yield Kind("llama, wide heads", A, head=10).plain()
    yield Kind("llama, biases", A).attention(biases=True, output_bias=True).feed_forward(biases=True)
    yield Kind("llama, fused", A).attention(fused=True).feed_forward()
    yield Kind("llama, rope_freqs", A).plain().tensor("rope_freqs.weight", [3], 6.0, 4.0)
    yield Kind("llama, linear", A).key("rope.scaling.type", "str", "linear") \
        .key("rope.scaling.factor", "f32", 3.0).plain()
    yield Kind("llama, factor without a type", A).key("rope.scaling.factor", "f32", 2.5).plain()
    yield Kind("llama, scale_linear", A).key("rope.scale_linear", "f32", 2.5).plain()
    yield Kind("llama, no scaling in spite of a factor", A).key("rope.scaling.type", "str", "none") \
        .key("rope.scaling.factor", "f32", 2.5).plain()
    yield Kind("llama, base", A).key("rope.freq_base", "f32", 500000.0) \
        .key("rope.dimension_count", "u32", 6).key("vocab_size", "u32", VOCABULARY).plain()
    def yarn(kind):
        return kind.key("rope.scaling.type", "str", "yarn").key("rope.scaling.factor", "f32", 4.0) \
            .key("rope.scaling.original_context_length", "u32", 32)
    yield yarn(Kind("llama, yarn", A)).plain()
    yield yarn(Kind("llama, yarn and attn_factor", A)).key("rope.scaling.attn_factor", "f32", 1.3).plain()
    yield yarn(Kind("llama, rope_freqs and yarn", A)).plain().tensor("rope_freqs.weight", [3], 6.0, 4.0)
    yield Kind("llama, rope_freqs and linear", A).key("rope.scaling.type", "str", "linear") \
        .key("rope.scaling.factor", "f32", 3.0).plain().tensor("rope_freqs.weight", [3], 6.0, 4.0)
    yield Kind("mistral, window", A).key("attention.sliding_window", "u32", 5).plain().untied()
    yield Kind("mixtral", A).attention().experts(5, 2, 50).untied()
    yield Kind("qwen2", "qwen2").attention(biases=True).feed_forward()
    yield yarn(Kind("qwen2, yarn", "qwen2")).attention(biases=True).feed_forward()
    yield Kind("qwen2moe", "qwen2moe").key("expert_feed_forward_length", "u32", 14) \
        .key("expert_shared_feed_forward_length", "u32", 22).attention(biases=True) \
        .experts(7, 3, 14, shared=22, shared_gate=True).untied()
    yield Kind("qwen3", "qwen3", head=10).attention(head_norm=True).feed_forward()
    yield Kind("qwen3moe", "qwen3moe").key("expert_feed_forward_length", "u32", 14) \
        .attention(head_norm=True).experts(7, 3, 14)
    yield Kind("gemma", "gemma", head=10, embed=0.3).plain()
    def caps(kind):
        return kind.key("attn_logit_softcapping", "f32", 5.0).key("final_logit_softcapping", "f32", 7.0)
    yield caps(Kind("gemma2", "gemma2", head=10, layers=4)).key("attention.sliding_window", "u32", 5) \
        .attention(after=True).feed_forward(after=True)
    yield Kind("gemma3", "gemma3", head=10, layers=7).key("attention.sliding_window", "u32", 5) \
        .key("rope.freq_base", "f32", 1000000.0).key("rope.scaling.type", "str", "linear") \
        .key("rope.scaling.factor", "f32", 8.0) \
        .attention(after=True, head_norm=True).feed_forward(after=True)
    yield Kind("gemma3, no window", "gemma3").attention(after=True, head_norm=True) \
        .feed_forward(after=True)
    yield Kind("phi3", "phi3", kv=3).attention(fused=True).feed_forward(fused=True).untied()
    def long(kind, original):
        return kind.key("rope.scaling.type", "str", "longrope").key("rope.scaling.attn_factor", "f32", 1.19) \
            .key("rope.scaling.original_context_length", "u32", original) \
            .tensor("rope_factors_long.weight", [3], 30.0, 16.0).tensor("rope_factors_short.weight", [3], 1.0, 1.6)
    yield long(Kind("phi3, long rope, short text", "phi3", context=1024), 512).attention(fused=True) \
        .feed_forward(fused=True).untied()
    yield long(Kind("phi3, long rope, long text", "phi3", context=1024), 9).attention(fused=True) \
        .feed_forward(fused=True).untied()
    yield Kind("phi3, part of a head", "phi3").key("rope.dimension_count", "u32", 4) \
        .attention(fused=True).feed_forward(fused=True).untied()
    yield Kind("gpt2", "gpt2", kv=6, norm="layer") \
        .tensor("position_embd.weight", [128, 36], 1.0).attention(fused=True, biases=True, output_bias=True) \
        .feed_forward(gated=False, biases=True)
    yield Kind("smollm3", "smollm3", layers=4).plain()
    yield Kind("granite", "granite").key("logit_scale", "f32", 0.6).key("residual_scale", "f32", 0.22) \
        .key("embedding_scale", "f32", 3.0).key("attention.scale", "f32", 0.3).plain()
    yield Kind("granite, no rotation", "granite").key("logit_scale", "f32", 1.7) \
        .key("rope.scaling.finetuned", "bool", False).plain()
    yield Kind("granitemoe", "granitemoe").key("logit_scale", "f32", 0.6).key("residual_scale", "f32", 0.22) \
        .key("expert_shared_feed_forward_length", "u32", 22).attention().experts(6, 2, 50, shared=22)
    yield Kind("olmo2", "olmo2").attention(whole_norm=True, before=False, after=True) \
        .feed_forward(before=False, after=True).untied()
    yield Kind("olmo2, window", "olmo2", layers=4).key("attention.sliding_window", "u32", 5) \
        .key("rope.scaling.type", "str", "linear").key("rope.scaling.factor", "f32", 3.0) \
        .attention(whole_norm=True, before=False, after=True).feed_forward(before=False, after=True).untied()
    yield Kind("olmoe", "olmoe", kv=6).attention(whole_norm=True).experts(7, 3, 50).untied()
    yield Kind("internlm2", "internlm2").plain().untied()
    yield Kind("exaone", "exaone", head=10).plain().tensor("rope_freqs.weight", [5], 6.0, 4.0)
    neo = dict(norm="layer")
    yield Kind("starcoder2", "starcoder2", **neo).attention(biases=True, output_bias=True) \
        .feed_forward(gated=False, biases=True)
    yield Kind("gptneox", "gptneox", kv=6, **neo).key("use_parallel_residual", "bool", True) \
        .key("rope.dimension_count", "u32", 4).attention(fused=True, biases=True, output_bias=True) \
        .feed_forward(gated=False, biases=True).untied()
    yield Kind("gptneox, in turn", "gptneox", kv=6, **neo).key("use_parallel_residual", "bool", False) \
        .attention(fused=True, biases=True, output_bias=True).feed_forward(gated=False, biases=True).untied()


def main():
    cases = []
    for kind in kinds():
        try:
            cases.append(kind.json())
        except Exception as problem:
            print(kind.name, "FAILED", problem, file=sys.stderr)
    text = json.dumps({"ids": IDS, "positions": POSITIONS, "kinds": cases}, separators=(",", ":"))
    open(sys.argv[1], "w").write(text.replace('{"name"', '\n{"name"') + "\n")


main()
