import Bedrock

/// A file that a lab names: its bytes, which may be mapped, and the fingerprint of its content.
public struct NamedFile: Sendable {
  public let bytes: FileBytes
  public let contentHash: SHA256.Digest

  public init(bytes: FileBytes, contentHash: SHA256.Digest) {
    self.bytes = bytes
    self.contentHash = contentHash
  }
}
