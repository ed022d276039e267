"""Writes folder_tokens.json: small tokenizer.json files, and the ids of `tokenizers` for hostile texts.

    python3 make_folder_tokens.py OUTPUT [TEXTS_A_KIND]                  (pip install tokenizers)
"""
import json, sys, unicodedata
from tokenizers import Tokenizer, AddedToken, Regex, models, normalizers, pre_tokenizers, processors, trainers, decoders
from fuzz_texts import texts
from make_gguf_tokens import wanted

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = LLAMA3.replace("{1,3}", "")
GPT4O = (r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK = (r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"
            r"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def level(regex=False, prefix=False):
    return pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=regex)


def cuts(*patterns):
    return pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(p), "isolated") for p in patterns] + [level()])


def byte_level(corpus, cut, normalizer=None, ignore_merges=False):
    t = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer:
        t.normalizer = normalizer
    t.pre_tokenizer = level()
    t.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=520, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
        special_tokens=["<|special|>", "<s>"]))
    t.add_tokens([AddedToken("<mark>", normalized=False)])
    t.add_special_tokens([AddedToken("<|im_start|>", rstrip=True)])
    t.pre_tokenizer = cut
    t.decoder = decoders.ByteLevel()
    return t


def pieces(corpus, normalizer, pre, prepend=None):
    t = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    t.normalizer = normalizers.Replace(" ", "\u2581")
    t.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=500, show_progress=False, limit_alphabet=150,
        special_tokens=["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]))
    data = json.loads(t.to_str())
    data["added_tokens"] = [a for a in data["added_tokens"] if not a["content"].startswith("<0x")]
    t = Tokenizer.from_str(json.dumps(data))
    t.add_tokens([AddedToken("<mark>", normalized=False)])
    t.normalizer = normalizer
    if pre:
        t.pre_tokenizer = pre
    return t


def kinds(corpus):
    yield "llama3", byte_level(corpus, cuts(LLAMA3), ignore_merges=True), True
    yield "qwen2", byte_level(corpus, cuts(QWEN2), normalizers.NFC()), False
    yield "gpt4o", byte_level(corpus, cuts(GPT4O)), False
    yield "deepseek", byte_level(corpus, cuts(r"\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", DEEPSEEK)), True
    yield "gpt2", byte_level(corpus, level(regex=True)), False
    yield "gpt2, prefix", byte_level(corpus, level(regex=True, prefix=True)), False
    yield "smollm", byte_level(corpus, pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), level(regex=True)])), False
    prepend = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    yield "llama2", pieces(corpus, prepend, None), True
    yield "gemma", pieces(corpus, normalizers.Replace(" ", "\u2581"),
                          pre_tokenizers.Split(" ", "merged_with_previous")), True
    yield "mistral", pieces(corpus, None, pre_tokenizers.Metaspace("\u2581", "first", False)), True


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    corpus = wanted(1, 2500, 400)
    cases = []
    for number, (name, t, frame) in enumerate(kinds(corpus)):
        if frame:
            t.post_processor = processors.TemplateProcessing(
                single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", t.token_to_id("<s>"))])
        found = []
        for text in wanted(300 + number, count, 400 if count > 100 else 60):
            if number % 2:
                text = text.replace("the", "<mark>").replace("  ", " <|im_start|> ")
            found.append([text, t.encode(text, add_special_tokens=False).ids])
        print(name, file=sys.stderr)
        cases.append({"name": name, "tokenizer": json.loads(t.to_str()), "frame": frame, "texts": found})
    json.dump({"kinds": cases}, open(sys.argv[1], "w"), ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
