import Engine
import Figures

/// An activation's curve with a marker where the neuron is, and other activations beside it.
struct ActivationChart {
  private let report: NeuronReport
  private let z: Double

  init(_ report: NeuronReport) {
    self.report = report
    z = report.neuron.argument
  }

  var chart: LineChart {
    let series = functions.flatMap { function in
      parts.map { part in
        LineChart.Series(
          name(function, part), x: abscissas, y: abscissas.map { part($0, function) })
      }
    }
    return LineChart(
      series: series, x: .init(report.neuron.gate == nil ? "z" : "g"),
      y: .init(report.curve == .derivative ? "slope" : "output"), title: "", markers: markers,
      height: 15)
  }

  /// The function in use, and those beside it as far as a chart holds curves.
  private var functions: [ScalarActivation] {
    let all = NeuronReport.listed(report.neuron.activation, report.compared)
    return Array(all.prefix(report.curve == .both ? 2 : 4))
  }

  /// What is drawn of a function.
  private enum Part {
    case value, slope

    func callAsFunction(_ x: Double, _ function: ScalarActivation) -> Double {
      self == .value ? function.value(x) : function.derivative(x)
    }
  }

  private var parts: [Part] {
    switch report.curve {
    case .value: [.value]
    case .derivative: [.slope]
    case .both: [.value, .slope]
    case .none: []
    }
  }

  private func name(_ function: ScalarActivation, _ part: Part) -> String {
    part == .value ? function.rawValue : "\(function.rawValue)'"
  }

  private var markers: [LineChart.Marker] {
    let function = report.neuron.activation
    let (symbol, place) = (report.neuron.gate == nil ? "z" : "g", Wording.brief(z))
    return parts.map { part in
      let value = part(z, function)
      return .init(
        x: z, y: value,
        "\(symbol) = \(place), \(name(function, part))(\(symbol)) = \(Wording.brief(value))")
    }
  }

  /// Eighty steps over a stretch that is symmetric around 0 and holds z with some room.
  private var abscissas: [Double] {
    let size = z.magnitude
    let reach = max(4, size <= 16 ? (size + 0.5).rounded(.up) : (size * 1.25).rounded(.up))
    return (-40...40).map { Double($0) / 40 * reach }
  }
}
