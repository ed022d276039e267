"""Writes gguf_tokens.json: llama.cpp's ids of hostile texts under each pre-tokenizer that it knows.

    python3 make_gguf_tokens.py OUTPUT [TEXTS_A_KIND]
                           (pip install gguf tokenizers sentencepiece llama-cpp-python)

The vocabulary is trained without any cut, so that its tokens reach over every place where a
pre-tokenizer might cut; the SentencePiece one has byte tokens and scores. Texts come from fuzz_texts.py,
those with scalars that Unicode 14 does not assign left out: tables differ there.
"""
import ctypes, io, json, os, sys, tempfile, unicodedata
import gguf, llama_cpp, sentencepiece
from tokenizers import Tokenizer, models, trainers, pre_tokenizers
from fuzz_texts import texts

KINDS = """default llama-bpe qwen2 gpt-4o tekken deepseek-llm deepseek-coder deepseek-v3 falcon smollm
gpt-2 qwen35 bailingmoe seed-coder poro-chat viking youtu jais-2 minicpm5 exaone-moe laguna spark2_5
ufakzeka glm4 chatglm-bpe dbrx starcoder""".split()


def assigned(text):
    return all(unicodedata.category(c) != "Cn" for c in text)


def wanted(seed, count, longest):
    result = []
    for _, text in texts(seed):
        if 0 < len(text) <= longest and assigned(text):
            result.append(text)
        if len(result) == count:
            return result


def train(corpus, size):
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    t.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
        special_tokens=["<|special|>"]))
    model = json.loads(t.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    return tokens, [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]


def pieces(corpus, size):
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus), model_writer=out, vocab_size=size, model_type="bpe",
        byte_fallback=True, normalization_rule_name="identity", remove_extra_whitespaces=False,
        add_dummy_prefix=True, character_coverage=0.98, minloglevel=2, max_sentence_length=100000,
        user_defined_symbols=["<mark>"])
    p = sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())
    kinds = [2 if p.is_unknown(i) else 3 if p.is_control(i) else 6 if p.is_byte(i) else 1
             for i in range(len(p))]
    names = [p.id_to_piece(i) for i in range(len(p))]
    kinds = [4 if n == "<mark>" else k for n, k in zip(names, kinds)]
    return names, kinds, [p.get_score(i) for i in range(len(p))]


def vocabulary(write):
    path = os.path.join(tempfile.mkdtemp(), "v.gguf")
    w = gguf.GGUFWriter(path, "llama")
    write(w)
    w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
    return llama_cpp.Llama(path, vocab_only=True, verbose=False)


def ids(llama, text, special=False):
    data = text.encode()
    buffer = (llama_cpp.llama_token * (len(data) * 2 + 8))()
    vocab = llama_cpp.llama_model_get_vocab(llama._model.model)
    n = llama_cpp.llama_tokenize(vocab, data, len(data), buffer, len(buffer), False, special)
    assert n >= 0
    return list(buffer[:n])


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 14
    corpus = wanted(1, 3000, 400)
    tokens, merges = train(corpus, 900)
    names, types, scores = pieces([t.replace("\0", "") for t in corpus if "\n" not in t], 900)
    cases = {}
    for number, kind in enumerate(KINDS):
        def write(w):
            w.add_tokenizer_model("gpt2"); w.add_tokenizer_pre(kind)
            w.add_token_list(tokens); w.add_token_types([3] + [1] * (len(tokens) - 1))
            w.add_token_merges(merges)
            w.add_bos_token_id(0); w.add_eos_token_id(0)
        llama = vocabulary(write)
        longest = 400 if count > 100 else 60
        cases[kind] = [[t, ids(llama, t)] for t in wanted(100 + number, count, longest)]
        print(kind, file=sys.stderr)
    spm = []
    for prefix in (True, False):
        def write(w):
            w.add_tokenizer_model("llama"); w.add_token_list(names); w.add_token_types(types)
            w.add_token_scores(scores); w.add_add_space_prefix(prefix)
            w.add_bos_token_id(1); w.add_eos_token_id(2); w.add_unk_token_id(0)
        llama = vocabulary(write)
        for special in (False, True):
            found = []
            for t in wanted(900 + prefix, count * 2, 400 if count > 100 else 60):
                t = t.replace("<|im_start|>", "<s>").replace("<|endoftext|>", "<mark>")
                found.append([t, ids(llama, t, special)])
            spm.append({"prefix": prefix, "special": special, "texts": found})
    json.dump({"tokens": tokens, "merges": merges, "cases": cases,
               "pieces": {"tokens": names, "types": types, "scores": scores, "cases": spm}},
              open(sys.argv[1], "w"), ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
