import Numerics

/// What a model's parts are good for, found by taking them out one by one.
public struct AblationStudy: Sendable {
  /// What stands in the place of a part.
  public enum Replacement: Sendable, Equatable {
    case zeros
    /// The part's mean over the tokens of a text.
    case mean(over: [Int])
  }

  public let model: Transformer
  public let ids: [Int]
  public let measure: TargetMeasure
  /// The run with nothing taken out.
  public var whole: TextRun { resumable.plain }
  private let resumable: ResumableRun
  private let means: ActivationMeans?
  private let pool: WorkerPool

  /// Runs the whole model over the text.
  public init(
    _ model: Transformer, ids: [Int], measure: TargetMeasure, replacement: Replacement = .zeros,
    pool: WorkerPool = .default
  ) throws {
    self.model = model
    self.ids = ids
    self.measure = measure
    self.pool = pool
    resumable = try ResumableRun(model, ids: ids, pool: pool)
    switch replacement {
    case .zeros: means = nil
    case .mean(let text): means = try ActivationMeans(of: model, over: text, pool: pool)
    }
  }

  /// A run without some parts, held against the run of the whole.
  public struct Effect: Sendable, Equatable {
    public let run: TextRun
    /// How much the measure changed: negative where the parts spoke for the target.
    public let change: Double
    /// How far the next token's distribution moved: KL(whole ‖ without), in nats.
    public let divergence: Double
  }

  /// Takes parts out together. Throws if the model has no such part.
  public func effect(of targets: [Ablation.Target]) throws -> Effect {
    let ablations = try targets.map { target in
      guard let means else { return try Ablation(target, in: model.configuration) }
      return try means.ablation(target)
    }
    let taps = try Taps.ablating(ablations, in: model.configuration)
    let first = targets.compactMap(\.point.layer).min()
    let run = try resumable.run(from: first, taps: taps, pool: pool)
    return Effect(
      run: run, change: measure.value(run.prediction) - measure.value(whole.prediction),
      divergence: whole.prediction.divergence(to: run.prediction))
  }

  /// The effect of each head, by layer and head, and of each feed-forward, by layer.
  public struct Scan: Sendable, Equatable {
    public var heads: [[Effect]] = []
    public var feedForwards: [Effect] = []
  }

  /// Takes out every head and every feed-forward, one at a time.
  ///
  /// - Parameter progress: called with the number of runs done and their total.
  public func scan(progress: (Int, Int) -> Void = { _, _ in }) throws -> Scan {
    let configuration = model.configuration
    let total = configuration.layers * (configuration.heads + 1)
    var scan = Scan()
    var done = 0
    func effect(_ target: Ablation.Target) throws -> Effect {
      defer {
        done += 1
        progress(done, total)
      }
      return try self.effect(of: [target])
    }
    for layer in 0..<configuration.layers {
      scan.heads.append(
        try (0..<configuration.heads).map { try effect(.head(layer: layer, head: $0)) })
      scan.feedForwards.append(try effect(.feedForward(layer: layer)))
    }
    return scan
  }
}

/// The means of a model's activations over a text, from which any of its parts can be replaced.
struct ActivationMeans: Sendable {
  private let configuration: ModelConfiguration
  private let rows: [TapPoint: [Float]]

  init(of model: Transformer, over ids: [Int], pool: WorkerPool) throws {
    configuration = model.configuration
    let points = (0..<configuration.layers).flatMap { layer in
      [LayerTap.headOutputs, .feedForwardOutput, .hidden].map { TapPoint.layer(layer, $0) }
    }
    let recorder = TapRecorder()
    let last = TapPoint.layer(configuration.layers - 1, .residual)
    try model.run(ids, through: last, taps: recorder.taps(points), pool: pool)
    let tensors = recorder.tensors
    rows = tensors.mapValues { tensor in
      let width = tensor.count / ids.count
      var sums = [Double](repeating: 0, count: width)
      tensor.withElements { elements in
        for index in 0..<elements.count { sums[index % width] += Double(elements[index]) }
      }
      return sums.map { Float($0 / Double(ids.count)) }
    }
  }

  /// A part replaced by its mean.
  func ablation(_ target: Ablation.Target) throws -> Ablation {
    let columns = try target.columns(configuration)
    return Ablation(target, replacement: Array((rows[target.point] ?? [])[columns]))
  }
}

extension Ablation {
  /// - Parameter replacement: as many numbers as the part has.
  init(_ target: Target, replacement: [Float]) {
    self.target = target
    self.replacement = replacement
  }
}
