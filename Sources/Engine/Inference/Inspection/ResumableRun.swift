import Numerics

/// A text's run that can be run again from any layer on: what changes in a layer leaves all below as it
/// was.
///
/// Law: a run from a layer on has the bits of a whole run with the same taps, if these change nothing
/// below that layer.
struct ResumableRun: Sendable {
  let model: Transformer
  let ids: [Int]
  let plain: TextRun
  /// The residual stream before each layer.
  private let streams: [Tensor]

  init(_ model: Transformer, ids: [Int], pool: WorkerPool) throws {
    self.model = model
    self.ids = ids
    let points = model.depths.dropLast()
    let (normed, tensors) = try model.recordStreams(Array(points), of: ids, pool: pool)
    plain = try TextRun(model, normed: normed, ids: ids, pool: pool)
    streams = try points.map { try tensors.recorded($0) }
  }

  /// The run with what taps change, of which none lies below a layer; nil where they reach the
  /// embedding.
  func run(from layer: Int?, taps: Taps, pool: WorkerPool) throws -> TextRun {
    guard let layer, streams.indices.contains(layer) else {
      return try model.run(ids, taps: taps, pool: pool)
    }
    let normed = try model.normed(resuming: streams[layer], at: layer, taps: taps, pool: pool)
    return try TextRun(model, normed: normed, ids: ids, pool: pool)
  }
}
