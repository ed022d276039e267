import Numerics
import Synchronization

/// What is made of a model's file when somebody first asks for it, once for all who ask.
final class ModelParts: Sendable {
  let source: any WeightSource
  private let pool: WorkerPool
  private let madeTransformer = Mutex<Transformer?>(nil)
  private let madeWeights = Mutex<ModelWeights?>(nil)

  init(_ source: some WeightSource, pool: WorkerPool) {
    self.source = source
    self.pool = pool
  }

  func transformer() throws -> Transformer {
    try madeTransformer.withLock { made in
      if let made { return made }
      let new = try Transformer(source, pool: pool)
      made = new
      return new
    }
  }

  func weights() throws -> ModelWeights {
    try madeWeights.withLock { made in
      if let made { return made }
      let new = try source.weights()
      made = new
      return new
    }
  }
}
