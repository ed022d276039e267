import Engine
import Notebook

/// What one run of `grok` went through.
struct GrokResult {
  let weightDecay: Double
  let network: PairNetwork
  private(set) var measurements: [GrokkingRun.Measurement] = []
  /// The share of each frequency in the first table of weights, when the training part was known, and
  /// at the end.
  private(set) var spectra: (memorized: [Double]?, final: [Double]) = (nil, [])

  init(weightDecay: Double, network: PairNetwork) {
    self.weightDecay = weightDecay
    self.network = network
  }

  /// What counts as known.
  static let memorized = 0.99
  static let generalized = 0.95

  /// The first measured step at which the training part was known.
  var memorizedStep: Int? {
    measurements.first { $0.trainingAccuracy >= Self.memorized }?.step
  }

  /// The first measured step at which the rest was.
  var grokkedStep: Int? {
    measurements.first { $0.validationAccuracy >= Self.generalized }?.step
  }

  mutating func see(_ run: inout GrokkingRun) throws {
    measurements.append(try run.measure())
    spectra.final = FrequencyShare.spectrum(of: run.tensors[0])
    if spectra.memorized == nil, memorizedStep != nil { spectra.memorized = spectra.final }
  }

  var values: Record {
    var record = Record([
      "steps": .integers(measurements.map(\.step)),
      "training_accuracy": .vector(measurements.map(\.trainingAccuracy)),
      "validation_accuracy": .vector(measurements.map(\.validationAccuracy)),
      "training_loss": .vector(measurements.map(\.trainingLoss)),
      "validation_loss": .vector(measurements.map(\.validationLoss)),
      "norm": .vector(measurements.map(\.norm)),
      "memorized": .bool(memorizedStep != nil),
      "generalized": .bool(grokkedStep != nil),
      "spectrum": .vector(spectra.final, labels: spectra.final.indices.map { "\($0 + 1)" }),
    ])
    if let memorizedStep { record["memorized_step"] = .integer(memorizedStep) }
    if let grokkedStep { record["grokked_step"] = .integer(grokkedStep) }
    if let memorizedStep, let grokkedStep {
      record["delay"] = .double(Double(grokkedStep) / Double(max(memorizedStep, 1)))
    }
    return record
  }
}
