import Bedrock
import Engine
import Foundation
import Numerics

/// A small model made by PyTorch, and what PyTorch computed with it.
struct ModelFixture {
  let weights: ModelWeights
  let reference: Safetensors
  let ids: [Int]
  let targets: [Int]
  let batch: Int

  static let names = ["llama", "gpt2", "bare", "unlinked"]

  init(_ name: String) throws {
    weights = try ModelWeights(try Safetensors(Self.bytes(name)))
    reference = try Safetensors(Self.bytes(name + "_reference"))
    ids = try Self.integers(reference, "ids")
    targets = try Self.integers(reference, "targets")
    batch = Int(reference.metadataValue("batch")!)!
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Fixture.url("models/\(name).safetensors")))
  }

  private static func integers(_ file: Safetensors, _ key: String) throws -> [Int] {
    try JSON(parsing: file.metadataValue(key)!).arrayValue!.map { $0.intValue! }
  }

  /// Small configurations that cover the choices a model has.
  static let configurations: [ModelConfiguration] = [
    .llama(
      vocabularySize: 37, width: 24, layers: 2, heads: 4, keyValueHeads: 2, hiddenWidth: 40,
      context: 40),
    .llama(
      vocabularySize: 37, width: 20, layers: 1, heads: 3, keyValueHeads: 1, headWidth: 10,
      hiddenWidth: 33, context: 40, tiesEmbeddings: false, rotaryLayout: .interleaved),
    .gpt2(vocabularySize: 37, width: 24, layers: 2, heads: 3, context: 40),
    lacking { ($0.hasNorms, $0.positions) = (false, .learned) },
    lacking { ($0.isResidual, $0.positions) = (false, .none) },
  ]

  private static func lacking(_ change: (inout ModelConfiguration) -> Void) -> ModelConfiguration {
    var configuration = ModelConfiguration.llama(
      vocabularySize: 37, width: 24, layers: 2, heads: 4, keyValueHeads: 2, hiddenWidth: 40,
      context: 40)
    change(&configuration)
    return configuration
  }

  /// Random weights that are large enough for every part to matter.
  static func weights(_ configuration: ModelConfiguration) throws -> ModelWeights {
    try ModelWeights(configuration: configuration, seed: 5, deviation: 0.3)
  }

  static func tokens(_ count: Int, below limit: Int = 37, seed: UInt64 = 1) -> [Int] {
    var stream = RandomStream(seed: seed, name: "tokens")
    return (0..<count).map { _ in stream.below(limit) }
  }
}

extension Tensor {
  /// The bits of the elements: unlike floats, equal only if they are the same.
  var bits: [UInt32] { elements.map(\.bitPattern) }

  /// The largest distance to another tensor's elements.
  func distance(to other: Tensor) -> Float {
    zip(elements, other.elements).map { abs($0 - $1) }.max() ?? 0
  }
}
