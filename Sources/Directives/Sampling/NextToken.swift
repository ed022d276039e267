import Bedrock
import Engine
import Notebook

/// A model's distribution over the next token.
struct NextToken {
  let model: LanguageModel
  let logits: [Float]
  let probabilities: [Double]
  /// The ids from the highest logit down, the lower id first among equals.
  let ranking: [Int]

  init(_ logits: [Float], model: LanguageModel) {
    self.model = model
    self.logits = logits
    let wide = logits.map { Double($0) }
    probabilities = (try? Softmax.probabilities(wide)) ?? wide.map { _ in .nan }
    ranking = LogitFilter.ranking(wide)
  }

  /// A token that a lab names: by its text, with or without a leading space, or by its id.
  func id(of reference: TokenReference, parameter: String) throws -> Int {
    switch reference {
    case .text(let text): return try model.id(ofWord: text, parameter: parameter)
    case .position(let id):
      guard logits.indices.contains(id) else {
        throw DirectiveError(
          "there is no token \(id): the model has \(counted: logits.count, "token"), from 0",
          parameter: parameter)
      }
      return id
    }
  }

  /// How many tokens are more likely.
  func rank(of id: Int) -> Int { ranking.firstIndex(of: id) ?? ranking.count }

  func values(of ids: [Int], _ values: [Float]) -> Value {
    .array(
      NumericArray(
        vector: ids.map { Double(values[$0]) }, width: .float, labels: ids.map(model.label)))
  }

  /// The highest logits as a directive binds them.
  func record(top: Int) -> Record {
    let ids = Array(ranking.prefix(top))
    return Record([
      "top_ids": .integers(ids, labels: ids.map(model.label)),
      "top_tokens": .strings(ids.map(model.label)),
      "top_logits": values(of: ids, logits),
      "top_probabilities": .vector(ids.map { probabilities[$0] }, labels: ids.map(model.label)),
    ])
  }
}
