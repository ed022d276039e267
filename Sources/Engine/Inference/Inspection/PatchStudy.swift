import Numerics

/// A place from which an activation is taken in one run and put into another.
public enum PatchSite: Sendable, Hashable {
  /// What goes into the first layer.
  case embedding
  /// What a head puts into the output projection.
  case head(layer: Int, head: Int)
  /// What an attention adds to the residual stream.
  case attention(layer: Int)
  /// What a feed-forward adds to the residual stream.
  case feedForward(layer: Int)
  /// The residual stream after a layer.
  case residual(layer: Int)

  var point: TapPoint {
    switch self {
    case .embedding: .embedding
    case .head(let layer, _): .layer(layer, .headOutputs)
    case .attention(let layer): .layer(layer, .attentionOutput)
    case .feedForward(let layer): .layer(layer, .feedForwardOutput)
    case .residual(let layer): .layer(layer, .residual)
    }
  }

  /// Which of a token's numbers at that point are meant. Throws if the model has no such part.
  func columns(_ configuration: ModelConfiguration) throws(ModelError) -> Range<Int> {
    switch self {
    case .embedding: return 0..<configuration.width
    case .head(let layer, let head):
      return try Ablation.Target.head(layer: layer, head: head).columns(configuration)
    case .attention(let layer), .feedForward(let layer), .residual(let layer):
      return try Ablation.Target.feedForward(layer: layer).columns(configuration)
    }
  }
}

/// Where in a text an activation is taken, and where in the other it is put.
public struct PatchPosition: Sendable, Hashable {
  public let source: Int
  public let destination: Int

  public init(source: Int, destination: Int) {
    self.source = source
    self.destination = destination
  }
}

/// Activation patching: one text is run with an activation that another text's run computed.
///
/// If the output then moves towards the other text's, the place carries what tells the two apart
/// (Vig et al. 2020, arXiv:2004.12265; Meng et al. 2022, arXiv:2202.05262).
public struct PatchStudy: Sendable {
  public let model: Transformer
  public let ids: [Int]
  public let sourceIDs: [Int]
  public let measure: TargetMeasure
  /// The text's own run.
  public var plain: TextRun { resumable.plain }
  /// The run that activations are taken from.
  public let source: TextRun
  private let resumable: ResumableRun
  private let recorded: [TapPoint: Tensor]
  private let pool: WorkerPool

  /// Runs both texts, and keeps the activations of the source.
  public init(
    _ model: Transformer, ids: [Int], source sourceIDs: [Int], measure: TargetMeasure,
    pool: WorkerPool = .default
  ) throws {
    self.model = model
    self.ids = ids
    self.sourceIDs = sourceIDs
    self.measure = measure
    self.pool = pool
    resumable = try ResumableRun(model, ids: ids, pool: pool)
    let taps: [LayerTap] = [.headOutputs, .attentionOutput, .feedForwardOutput, .residual]
    let points = (0..<model.configuration.layers).flatMap { layer in
      taps.map { TapPoint.layer(layer, $0) }
    }
    let (normed, tensors) = try model.recordStreams(
      [.embedding] + points, of: sourceIDs, pool: pool)
    source = try TextRun(model, normed: normed, ids: sourceIDs, pool: pool)
    recorded = tensors
  }

  /// The run with an activation put in at the given positions.
  ///
  /// Throws if the model has no such part, or a text no such position.
  public func run(_ site: PatchSite, at positions: [PatchPosition]) throws -> TextRun {
    let columns = try site.columns(model.configuration)
    for place in positions {
      guard sourceIDs.indices.contains(place.source), ids.indices.contains(place.destination)
      else { throw ModelError.configuration("a text has no such position") }
    }
    let source = try recorded.recorded(site.point)
    let (width, from) = (source.count / sourceIDs.count, source)
    let taps = Taps([site.point]) { _, tensor in
      for place in positions {
        for column in columns {
          tensor[flat: place.destination * width + column] =
            from[flat: place.source * width + column]
        }
      }
    }
    return try resumable.run(from: site.point.layer, taps: taps, pool: pool)
  }

  /// How much of the way from the text's own measure to the source's a run goes: 0 none, 1 all.
  /// NaN where the two runs' measures are the same.
  public func recovered(_ run: TextRun) -> Double {
    let start = measure.value(plain.prediction)
    let distance = measure.value(source.prediction) - start
    return distance == 0 ? .nan : (measure.value(run.prediction) - start) / distance
  }
}
