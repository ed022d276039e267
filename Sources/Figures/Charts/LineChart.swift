import Bedrock

/// Up to four curves over one pair of axes, each with its own mark and named at its end.
///
/// A point that is not finite, or not positive on a logarithmic axis, leaves a gap. Events are
/// marked above the plot with a line through it, phases below it, and single points on the curves
/// by markers.
public struct LineChart: Figure {
  public static var kind: String { "line_chart" }

  public struct Series: Sendable, Codable, Equatable {
    public var name: String
    /// Abscissas; positions from 0 if empty.
    public var x: [Double]
    public var y: [Double]

    public init(_ name: String, x: [Double] = [], y: [Double]) {
      self.name = name
      self.x = x
      self.y = y
    }

    /// Points in order.
    var points: [(x: Double, y: Double)] {
      y.enumerated().map {
        (x.isEmpty ? Double($0.offset) : x.entry($0.offset) ?? .nan, $0.element)
      }
    }
  }

  public struct Axis: Sendable, Codable, Equatable {
    public var name: String
    public var isLogarithmic: Bool
    /// What the axis shows; all of the data if nil.
    public var low: Double?
    public var high: Double?

    public init(
      _ name: String, isLogarithmic: Bool = false, low: Double? = nil, high: Double? = nil
    ) {
      self.name = name
      self.isLogarithmic = isLogarithmic
      self.low = low
      self.high = high
    }
  }

  /// Something that happened at a place on the x axis.
  public struct Event: Sendable, Codable, Equatable {
    public var x: Double
    public var text: String

    public init(x: Double, _ text: String) {
      self.x = x
      self.text = text
    }
  }

  /// A named stretch of the x axis.
  public struct Phase: Sendable, Codable, Equatable {
    public var from: Double
    public var to: Double
    public var text: String

    public init(from: Double, to: Double, _ text: String) {
      self.from = from
      self.to = to
      self.text = text
    }
  }

  /// A single point that is pointed out.
  public struct Marker: Sendable, Codable, Equatable {
    public var x: Double
    public var y: Double
    public var text: String

    public init(x: Double, y: Double, _ text: String) {
      self.x = x
      self.y = y
      self.text = text
    }
  }

  /// At most four are drawn; further ones are named as not drawn.
  public var series: [Series]
  public var x: Axis
  public var y: Axis
  /// A line above the picture; none if empty.
  public var title: String
  public var events: [Event]
  public var phases: [Phase]
  public var markers: [Marker]
  /// About how many rows the plot has.
  public var height: Int
  public var precision: ValuePrecision

  public init(
    series: [Series], x: Axis, y: Axis, title: String = "", events: [Event] = [],
    phases: [Phase] = [], markers: [Marker] = [], height: Int = 15,
    precision: ValuePrecision = .double
  ) {
    self.series = series
    self.x = x
    self.y = y
    self.title = title
    self.events = events
    self.phases = phases
    self.markers = markers
    self.height = height
    self.precision = precision
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style) { LineChartDrawing(self, style).lines }
  }
}
