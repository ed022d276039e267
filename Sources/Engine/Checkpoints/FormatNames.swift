/// The names that files of models may bear, for the reference.
public enum GGUFArchitectureNames {
  /// The architectures of GGUF files that are run.
  public static var all: [String] { GGUFArchitecture.names }
}

/// The kinds of models that folders of Hugging Face's may hold.
public enum FolderModelTypes {
  /// The values of `model_type` that are run.
  public static var all: [String] { FolderArchitecture.names }
}

/// The ways to cut texts that GGUF files may name.
public enum PreTokenizerNames {
  /// The values of `tokenizer.ggml.pre` that are known.
  public static var all: [String] { GGUFCutting.names }
}
