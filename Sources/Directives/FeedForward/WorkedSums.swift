import Engine

/// One hidden unit and the first output that it feeds, written out as one would on paper.
struct WorkedSums {
  private let network: ScalarFeedForward
  private let position: Int
  private let unit: Int
  private let place: String

  /// The most products that are written out.
  private static let longest = 8

  init(_ report: FeedForwardReport) {
    network = report.network
    position = report.position
    unit = report.unit
    place = network.x.rowCount > 1 ? " for \(report.name(position))" : ""
  }

  /// The unit's sum, what the activation makes of it, and the first output.
  var sentences: [String] {
    let sum = sentence(
      "z1[\(position), \(unit)], the sum of h\(unit + 1)\(place)", network.x.row(position),
      network.first, unit,
      network.sums[position, unit])
    let second = sentence(
      "output[\(position), 0], the first output\(place)", network.hidden.row(position),
      network.second, 0,
      network.output[position, 0])
    return ["\(sum).", activation, "\(second)."]
  }

  private func sentence(
    _ name: String, _ row: [Double], _ layer: ScalarFeedForward.Layer, _ column: Int,
    _ value: Double
  ) -> String {
    let result = "\(name): "
    guard row.count <= Self.longest else {
      return "\(result)\(row.count) products add up to \(Wording.brief(value))"
    }
    let inputs = Wording.aligned(row)
    let weights = Wording.aligned(row.indices.map { layer.weights[$0, column] })
    var terms = zip(inputs, weights).map { "\(Wording.factor($0))·\(Wording.factor($1))" }
    if let bias = layer.bias { terms.append(Wording.factor(Wording.brief(bias[column]))) }
    return result + terms.joined(separator: " + ") + " = \(Wording.brief(value))"
  }

  /// What the activation makes of the unit's sum.
  private var activation: String {
    let name = network.activation.rawValue
    let argument = Wording.brief(network.arguments[position, unit])
    let hidden = Wording.brief(network.hidden[position, unit])
    if network.gate != nil {
      return "Its gate's sum is \(argument), so \(name)(\(argument)) ·"
        + " \(Wording.factor(Wording.brief(network.sums[position, unit]))) = \(hidden) is passed on."
    }
    if network.activation == .identity { return "Nothing is done with it." }
    let verb =
      !network.activation.suppresses
      ? "" : network.isFiring(position, unit) ? ": the unit fires" : ": the unit is suppressed"
    return "\(name)(\(argument)) = \(hidden)\(verb)."
  }
}
