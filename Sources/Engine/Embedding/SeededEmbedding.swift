import Bedrock

/// An embedding table before any training: each entry drawn from the standard normal distribution.
///
/// Law: the same key has the same row, whatever else is looked up and in which order. Each row has a
/// random stream of its own, named after its key, so that a table of any size costs only the rows
/// that are asked for.
public struct SeededEmbedding: Sendable {
  public let width: Int
  private let stream: RandomStream

  public init(width: Int, stream: RandomStream) {
    self.width = width
    self.stream = stream
  }

  /// The row of a token id, `[width]`.
  public func row(id: Int) -> [Double] { row("id \(id)") }

  /// The row of a word that has no id, `[width]`.
  public func row(word: String) -> [Double] { row("word \(word)") }

  private func row(_ key: String) -> [Double] {
    var random = stream.child(key)
    return (0..<width).map { _ in random.normal() }
  }
}
