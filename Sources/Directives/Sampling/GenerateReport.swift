import Bedrock
import Engine
import Figures
import Notebook

/// What `generate` shows: the text, and how sure the model was of each token.
struct GenerateReport {
  let prompt: String
  let continuation: ModelText
  let generation: Generation

  /// What was written; bytes that are no text become U+FFFD.
  var writtenText: String { String(decoding: continuation.bytes.joined(), as: UTF8.self) }

  var ending: String {
    switch generation.ending {
    case .length, .cancelled: "length"
    case .stop: "stop"
    case .context: "context"
    }
  }

  var text: [OutcomeBlock] {
    [
      .table(
        Table(
          columns: [.init("prompt"), .init("written by the model")],
          rows: [[prompt, writtenText.isEmpty ? "(nothing)" : writtenText]],
          summary: "\(counted: generation.ids.count, "token") written,"
            + " \(generation.ending.inWords)."))
    ]
  }

  /// A line a token: its probability when it was taken.
  var steps: [OutcomeBlock] {
    text + [
      .figure(
        BarChart(
          entries: zip(continuation.labels, generation.probabilities).map {
            BarChart.Entry($0, $1)
          }, columns: [.value], title: "the probability of each token when it was taken", full: 1,
          limit: 128))
    ]
  }
}
