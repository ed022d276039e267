/// Keys that mean nothing to a run, each with what it is for.
///
/// The reference is llama.cpp: these are the keys that it does not read for the architectures that are
/// run here, or reads for something else than tokens and logits.
public enum GGUFSilence {
  /// Within the architecture's namespace.
  static let architecture: [String: String] = [
    "vocab_size": "the list of tokens says it",
    "rope.scaling.finetuned": "whether the model was trained further for the longer context",
    "tensor_data_layout": "how the converter ordered rows",
    "use_parallel_residual": "read for GPT-NeoX alone",
    "embedding_length_out": "of embedding models",
    "attention.layer_norm_epsilon": "of a LayerNorm that such a model has not",
    "attention.layer_norm_rms_epsilon": "of an RMSNorm that such a model has not",
    "attention.group_norm_epsilon": "of a norm that such a model has not",
    "attention.group_norm_groups": "of a norm that such a model has not",
    "rope.freq_base": "of a rotation that such a model has not",
    "rope.dimension_count": "of a rotation that such a model has not",
  ]

  /// In the namespace `tokenizer`.
  static let tokenizer: [String: String] = [
    "ggml.padding_token_id": "fills batches",
    "ggml.mask_token_id": "of training by masks",
    "ggml.cls_token_id": "of classifiers",
    "ggml.seperator_token_id": "between two texts",
    "ggml.separator_token_id": "between two texts",
    "ggml.token_type_count": "of BERT",
    "ggml.add_sep_token": "read for WordPiece alone",
    "ggml.fim_pre_token_id": "of filling in the middle",
    "ggml.fim_suf_token_id": "of filling in the middle",
    "ggml.fim_mid_token_id": "of filling in the middle",
    "ggml.fim_pad_token_id": "of filling in the middle",
    "ggml.fim_rep_token_id": "of filling in the middle",
    "ggml.fim_sep_token_id": "of filling in the middle",
    "ggml.prefix_token_id": "of filling in the middle",
    "ggml.suffix_token_id": "of filling in the middle",
    "ggml.middle_token_id": "of filling in the middle",
    "huggingface.json": "the whole of another file; llama.cpp does not read it",
    "chat_templates": "the names of further templates",
    "rwkv.world": "of RWKV",
  ]

  /// Whether a key lies outside of the namespaces that a run depends on.
  public static func isForeign(_ key: String, architecture: String) -> Bool {
    !["general.", "tokenizer.", architecture + "."].contains { key.utf8.starts(with: $0.utf8) }
  }
}
