import Engine
import Notebook
import Numerics

/// The vectors that a model has for tokens: rows of its table, or what its layers have made of them.
struct ModelEmbedding {
  let model: LanguageModel
  let name: String

  /// - Parameters:
  ///   - text: a text, cut by the model's own tokenizer, or words that are tokens as they stand.
  ///   - layer: the layer after which the vectors are taken; `nil` for the table.
  func rows(_ text: WordsOrText?, ids: [Int]?, layer: Int?) throws -> EmbedRows {
    guard let layer else {
      let ids = try tokens(text, ids)
      guard let table = try model.tensor(.tokenEmbedding) else {
        throw DirectiveError("\(name) has no table of vectors", parameter: "model")
      }
      return EmbedRows(
        texts: ids.map(model.label), ids: ids, vectors: rows(of: ids, in: table),
        candidates: .init(
          labels: (0..<model.configuration.vocabularySize).map(model.label),
          vectors: DoubleMatrix(table)),
        isSeeded: false, width: .float)
    }
    guard let text else { throw DirectiveError("there is no token to embed") }
    return try rows(after: layer, text.read(by: model))
  }

  private func tokens(_ text: WordsOrText?, _ ids: [Int]?) throws -> [Int] {
    if let ids {
      let count = model.configuration.vocabularySize
      if let outside = ids.first(where: { $0 >= count }) {
        throw DirectiveError(
          "the id \(outside) has no row: \(name) has \(counted: count, "token"), from 0",
          parameter: "ids")
      }
      return ids
    }
    switch text {
    case .text(let text): return model.tokenizer.encode(text)
    case .chat(let chat): return try chat.read(by: model).ids
    case .list(let words): return try words.map { try model.id(ofWord: $0, parameter: "tokens") }
    case nil: throw DirectiveError("there is no token to embed")
    }
  }

  private func rows(of ids: [Int], in table: Tensor) -> DoubleMatrix {
    DoubleMatrix(
      rowCount: ids.count, columnCount: model.configuration.width,
      elements: ids.flatMap { table.row($0).map { Double($0) } })
  }

  /// The residual stream after a layer, the start token's left out: it is not the text's.
  private func rows(after layer: Int, _ text: ModelText) throws -> EmbedRows {
    let place = try PartNumber.checked(layer, "layer", of: model.configuration.layers)
    let recorder = TapRecorder()
    let point = TapPoint.layer(place, .residual)
    try model.transformer.run(text.ids, through: point, taps: recorder.taps([point]))
    let skipped = text.hasStart ? 1 : 0
    let stream = recorder[point].map { DoubleMatrix($0) } ?? DoubleMatrix(rows: [])
    return EmbedRows(
      texts: Array(text.labels.dropFirst(skipped)), ids: Array(text.ids.dropFirst(skipped)),
      vectors: DoubleMatrix(rows: Array(stream.rows.dropFirst(skipped))), candidates: nil,
      isSeeded: false, width: .float, dependsOnPlace: true)
  }
}
