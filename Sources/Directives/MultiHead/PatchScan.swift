import Engine
import Notebook

/// Every place of a kind, put over one at a time.
struct PatchScan {
  /// What the columns are: `token` or `head`.
  let columnName: String
  let rowLabels: [String]
  let columnLabels: [String]
  /// Whether a row is the embedding's, before the first layer's.
  let hasEmbedding: Bool
  let runs: [[TextRun]]

  /// - Parameter progress: called with the number of runs done and their total.
  init(
    _ study: PatchStudy, _ component: Patch.Component, _ places: PatchPlaces,
    progress: (Int, Int) -> Void
  ) throws {
    let layers = 0..<study.model.configuration.layers
    let heads = 0..<study.model.configuration.heads
    var rows: [[(PatchSite, [PatchPosition])]]
    if component == .head {
      let positions = try places.positions()
      rows = layers.map { layer in heads.map { (.head(layer: layer, head: $0), positions) } }
      columnLabels = heads.map { String($0) }
    } else {
      if places.position != nil {
        throw DirectiveError(
          "a scan of '\(component.rawValue)' goes over all positions; add 'layer=' for one",
          parameter: "position")
      }
      let positions = try places.all()
      let sites = layers.map { layer -> PatchSite in
        switch component {
        case .attention: .attention(layer: layer)
        case .mlp: .feedForward(layer: layer)
        default: .residual(layer: layer)
        }
      }
      rows = ((component == .residual ? [.embedding] : []) + sites).map { site in
        positions.map { (site, [$0]) }
      }
      columnLabels = places.text.labels
    }
    columnName = component == .head ? "head" : "token"
    hasEmbedding = component == .residual
    rowLabels = (hasEmbedding ? ["embedding"] : []) + layers.map { "layer \($0)" }
    let total = rows.reduce(0) { $0 + $1.count }
    var done = 0
    runs = try rows.map { row in
      try row.map { site, positions in
        done += 1
        progress(done, total)
        return try study.run(site, at: positions)
      }
    }
  }
}
