import Bedrock
import Engine
import Figures
import Notebook

/// One hidden unit of a model at work on a text: what makes it fire, and what it does then.
struct UnitStudy {
  let number: Int
  /// What it fires with at each token.
  let activations: [Double]
  /// Where it fires most, by size, the first of equals.
  let strongest: Int
  /// The tokens whose logits it raises most there, and lowers most.
  let raised: [String]
  let lowered: [String]

  /// How many tokens are kept of either.
  private static let listed = 5

  init(_ number: Int, activations: [Double], _ reader: UnitReader) {
    self.number = number
    self.activations = activations
    var strongest = 0
    for position in activations.indices
    where activations[position].magnitude > activations[strongest].magnitude {
      strongest = position
    }
    self.strongest = strongest
    let ranking = reader.ranking(number, activations[strongest])
    raised = ranking.prefix(Self.listed).map(reader.model.label)
    lowered = ranking.suffix(Self.listed).reversed().map(reader.model.label)
  }

  func blocks(_ text: ModelText, name: String) -> [OutcomeBlock] {
    let token = Wording.bare(text.labels[strongest])
    return [
      .figure(
        BarChart(
          entries: zip(text.labels, activations).map { BarChart.Entry($0, $1) },
          format: .decimals(2), columns: [.value], valueName: "activation",
          title: "unit \(number) of \(name), token by token", limit: 128, precision: .float)),
      .table(
        Table(
          columns: [.init("what it adds there"), .init("tokens, the most first")],
          rows: [
            ["raises the logits of", raised.map(LabText.quoted).joined(separator: " ")],
            ["lowers those of", lowered.map(LabText.quoted).joined(separator: " ")],
          ],
          title: "where unit \(number) fires most: at \(token), with"
            + " \(NumberText.fixed(activations[strongest], decimals: 2))",
          summary: "Read off its row of W2, past all later layers.")),
    ]
  }
}
