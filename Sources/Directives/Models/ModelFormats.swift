import Engine
import Notebook

/// The page of the reference on files of models: what opens and what is refused, from the engine's own
/// lists.
enum ModelFormats {
  static let page = DirectiveRegister.ReferencePage(
    name: "models.md", title: "Files of models",
    summary: "What model= opens, and what it refuses.", text: text)

  private static var text: String {
    """
    # Files of models

    `model=` takes a name (`tinyworld`, a fetched model, a result of the lab) or, in quotes, a path: \
    of a GGUF file, of a safetensors file that this program wrote, or of a folder as Hugging Face lays \
    it out. Such a file opens exactly or not at all: what it says and what is not run here is an error \
    that names it, and nothing is passed over that would change a number.

    | | opens | is refused |
    |---|---|---|
    | GGUF, version 2 and 3 | \(codes(GGUFArchitectureNames.all)) | other architectures, by name; \
    big-endian files |
    | numbers in GGUF | \(codes(GGUFTensorType.allCases.filter(\.isReadable).map(\.name))) | other \
    kinds, by name |
    | folders (`config.json`, `*.safetensors` in one or more files) | \
    \(codes(FolderModelTypes.all)) | other values of `model_type`; `.bin` and `.pt` |
    | numbers in safetensors | `F32`, `F16`, `BF16` | other kinds, by name |
    | rotary positions | plain, in part, linear, `llama3`, YaRN, LongRoPE, divisors | `dynamic`, other \
    types |
    | attention | grouped queries, windows by layer, caps, norms of queries and keys | tokens that see \
    what follows, ALiBi, values of another width than keys |
    | experts | a router by softmax, shared experts | experts in groups, in some layers only |
    | tokenizers of GGUF | `gpt2` (byte pairs), `llama` (SentencePiece by scores) | WordPiece, the \
    unigram model, others |
    | `tokenizer.json` | byte pairs, over bytes or over `\u{2581}` with bytes to fall back on | WordPiece, \
    Unigram, normalizers other than NFC |

    ## Pre-tokenizers

    GGUF files name how texts are cut before pairs are joined (`tokenizer.ggml.pre`). These are known, \
    with llama.cpp's patterns, and where a file names none llama.cpp's default holds:

    \(codes(PreTokenizerNames.all)).

    ## What a file may say besides

    Every key in the namespaces of the architecture and of the tokenizer is read, or is known to mean \
    nothing to a run; one that is neither is an error. Keys outside of these namespaces mean nothing, \
    and `swiftlab model info FILE` lists them. llama.cpp's reading is the measure: a window that it \
    does not look at for an architecture (Llama's, Qwen's, Phi-3's files) is not looked at here.

    The token that a file wants before a text (`add_bos_token`) and behind it (`add_eos_token`) is put \
    there, and `generate` stops at every token that ends a text by the file's own words or by \
    llama.cpp's list. A template of conversations is read when `chat=` or `system=` asks for it.

    A pointer of Git LFS, a web page, weights of PyTorch, an index or a configuration in the place of a \
    model are said to be that.
    """
  }

  private static func codes(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
