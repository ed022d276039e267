import Engine
import Notebook

extension WorkEstimate {
  /// Passes of a model over a sequence, at once or one after another.
  ///
  /// Two operations a parameter and token, and four a number of a head for each pair of positions;
  /// at one time there are the stream, the hidden units, the scores and the logits of one pass.
  ///
  /// - Parameter logitRows: the positions whose logits are computed; all of them for nil.
  static func passes(
    _ count: Double = 1, of configuration: ModelConfiguration, tokens: Int, logitRows: Int? = nil
  ) -> WorkEstimate {
    let (n, width) = (Double(tokens), Double(configuration.width))
    let (layers, heads) = (Double(configuration.layers), Double(configuration.heads))
    let maps = 2 * Double(configuration.parameterCount) * n
    let pairs = 4 * layers * heads * Double(configuration.headWidth) * n * n
    let rows = Double(logitRows ?? tokens) * Double(configuration.vocabularySize)
    let stream = n * (8 * width + 3 * Double(configuration.hiddenWidth))
    return WorkEstimate(
      operations: count * (maps + pairs), bytes: 4 * (rows + stream + heads * n * n))
  }

  /// Steps of training: three times a pass forward, with everything kept for the way back.
  ///
  /// - Parameters:
  ///   - sequences: of a step.
  ///   - tokens: of a sequence.
  static func training(
    of configuration: ModelConfiguration, steps: Int, sequences: Int, tokens: Int
  ) -> WorkEstimate {
    let forward = passes(
      Double(steps) * Double(sequences), of: configuration, tokens: tokens)
    let (n, layers) = (Double(sequences) * Double(tokens), Double(configuration.layers))
    let stream = 12 * Double(configuration.width) + 5 * Double(configuration.hiddenWidth)
    let scores = 2 * Double(configuration.heads) * Double(tokens)
    let kept = n * (layers * (stream + scores) + 3 * Double(configuration.vocabularySize))
    return WorkEstimate(
      operations: 3 * forward.operations,
      bytes: 4 * (kept + 4 * Double(configuration.parameterCount)))
  }

  /// An attention over single numbers: scores, weights and mixed values.
  ///
  /// - Parameter heads: how many attend.
  static func attention(
    queries: Int, keys: Int, width: Int, heads: Int = 1, projected: Bool = false
  ) -> WorkEstimate {
    let (q, k, w, h) = (Double(queries), Double(keys), Double(width), Double(heads))
    let maps = projected ? 4 * 2 * k * w * w * h : 0
    return WorkEstimate(
      operations: scalar * (maps + 4 * q * k * w * h),
      bytes: 8 * h * (3 * q * k + 4 * (q + k) * w))
  }
}
