import Bedrock
import Figures
import Notebook

/// What `feedforward` shows of a model's layer.
struct ModelFeedForwardReport {
  let network: ModelFeedForward

  private var name: String { Wording.bare(network.text.labels[network.position]) }

  var blocks: [OutcomeBlock] {
    if let study = network.study {
      return study.blocks(network.text, name: "\(network.modelName), layer \(network.layer)")
    }
    return [.table(table), .figure(heatmap), .paragraph(sentence)]
  }

  /// A line a unit: what it fires with, how much that adds, and what it speaks for.
  private var table: Table {
    Table(
      columns: [
        .init("unit", .right), .init("fires with", .right), .init("adds", .right),
        .init("speaks for"),
      ],
      rows: network.top.map { unit in
        [
          String(unit.number), NumberText.signed(unit.activation, decimals: 2),
          NumberText.fixed(unit.size, decimals: 2),
          unit.pushes.map(LabText.quoted).joined(separator: " "),
        ]
      },
      title: "the units of \(network.modelName)'s layer \(network.layer) that add most at \(name)")
  }

  /// The same units at every position.
  private var heatmap: Heatmap {
    Heatmap(
      values: network.hidden.rows.map { row in network.top.map { row[$0.number] } },
      rowLabels: network.text.labels, columnLabels: network.top.map { String($0.number) },
      rowAxis: "token", columnAxis: "unit", quantity: "activation",
      title: "the same units at every token", format: .decimals(1),
      scale: .diverging(limit: limit), precision: .float)
  }

  private var limit: Double {
    let shown = network.hidden.rows.flatMap { row in network.top.map { row[$0.number].magnitude } }
    return shown.reduce(1e-6) { Elementary.maximum($0, $1) }
  }

  private var sentence: String {
    "The layer has \(counted: network.hidden.columnCount, "hidden unit")."
      + " What these \(network.top.count) add at \(name) has the cosine"
      + " \(NumberText.fixed(network.agreement, decimals: 2)) with what all of them add."
  }
}
