import Bedrock
import Figures
import Notebook

/// `plot`: a picture of one's own numbers.
struct Plot: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "plot", chapter: .ownData,
    summary: "Draws numbers of your own: lines, bars, points or a heatmap.",
    discussion: """
      A vector is one line, one row of bars, or the heights of points. A matrix has a line in each \
      row (at most four), the points in its rows (two columns: x and y), or the cells of a heatmap.

      `x=` gives the places along the x axis; without it they are counted from 0. `names=` names \
      lines, `labels=` bars, points and the columns of a heatmap, `rows=` its rows; where the values \
      carry labels of their own, such as tokens, those serve.
      """,
    results: [
      "values": "what was plotted",
      "smallest": "the smallest finite value",
      "largest": "the largest finite value",
    ],
    examples: [
      "A curve and its rival": """
      plot [[1, 2, 4, 8], [1, 3, 5, 7]] names=["doubling", "adding two"] y_name="value"
      expect plot.largest == 8
      """,
      "Bars with their names": """
      plot [0.5, 0.3, 0.2] kind=bars labels=["cat", "dog", "mole"] y_name="share"
      """,
      "Points on a plane": """
      plot [[0, 0], [1, 2], [3, 1]] kind=scatter labels=["a", "b", "c"]
      """,
      "A matrix as shades": """
      plot [[1, 0], [0.25, 0.75]] kind=heatmap rows=["first", "second"] labels=["a", "b"]
      """,
    ],
    errors: [
      "'labels=' has 1 label for 2 bars": """
      plot [1, 2] kind=bars labels=["a"]
      """
    ])

  enum Kind: String, ParameterChoice { case lines, bars, scatter, heatmap }

  let values: NumericArray
  let kind: Kind
  let x: NumericArray?
  let labels: [String]?
  let rows: [String]?
  let names: [String]?
  let title: String
  let xName: String?
  let yName: String?
  let logarithmic: [Axis]

  enum Axis: String, ParameterChoice { case x, y }

  init(_ parameters: inout ParameterReader) {
    values = parameters.required(
      "values", .vectorOrMatrix, positional: true, help: "the numbers")
    kind = parameters.value(
      "kind", .choice(), default: .lines, help: "how they are drawn")
    x = parameters.optional(
      "x", .vector, help: "places along the x axis, for lines and points", absent: "from 0 on")
    labels = parameters.optional(
      "labels", .strings, help: "names of bars, points, or a heatmap's columns",
      absent: "the values' own")
    rows = parameters.optional(
      "rows", .strings, help: "names of a heatmap's rows", absent: "the values' own")
    names = parameters.optional(
      "names", .strings, help: "names of lines", absent: "the values' own, or their numbers")
    title = parameters.value("title", .text, default: "", help: "a line above the picture")
    xName = parameters.optional("x_name", .text, help: "what the x axis is", absent: "x")
    yName = parameters.optional("y_name", .text, help: "what a value is", absent: "y or value")
    logarithmic = parameters.value(
      "log", .choices(), default: [], help: "axes of lines on which equal steps are equal factors")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    try checkConditions()
    let figure: any Figure =
      switch kind {
      case .lines: try lines()
      case .bars: try bars()
      case .scatter: try points()
      case .heatmap: try heatmap()
      }
    let finite = values.elements.filter(\.isFinite)
    var record: Record = ["values": .array(values)]
    if let smallest = finite.min(), let largest = finite.max() {
      record["smallest"] = .number(Number(smallest, width: values.width))
      record["largest"] = .number(Number(largest, width: values.width))
    }
    return Outcome(record, blocks: [.figure(figure)])
  }

  /// A parameter that would do nothing is an error.
  private func checkConditions() throws {
    let given: [(name: String, isGiven: Bool, kinds: [Kind])] = [
      ("x", x != nil, [.lines, .scatter]), ("labels", labels != nil, [.bars, .scatter, .heatmap]),
      ("rows", rows != nil, [.heatmap]), ("names", names != nil, [.lines]),
      ("log", !logarithmic.isEmpty, [.lines]),
      ("x_name", xName != nil, [.lines, .scatter, .heatmap]),
    ]
    for (name, isGiven, kinds) in given where isGiven && !kinds.contains(kind) {
      throw DirectiveError(
        "'\(name)=' does nothing for \(kind.rawValue); it is for "
          + Wording.list(kinds.map(\.rawValue)), parameter: name)
    }
    guard !values.elements.isEmpty else {
      throw DirectiveError("there is no number to plot", parameter: "values")
    }
  }

  private var precision: ValuePrecision { values.width == .float ? .float : .double }

  /// Names that were given, one for each thing that they name; else the values' own on an axis.
  private func names(
    _ given: [String]?, _ parameter: String, for count: Int, _ noun: String, axis: Int?
  ) throws -> [String]? {
    guard let given else { return axis.flatMap { values.labels[$0] } }
    guard given.count == count else {
      let word = parameter == "labels" ? "label" : "name"
      throw DirectiveError(
        "'\(parameter)=' has \(counted: given.count, word) for \(counted: count, noun)",
        parameter: parameter)
    }
    return given
  }

  // MARK: The kinds

  private static let mostLines = 4

  private func lines() throws -> any Figure {
    let rows = values.rows
    guard rows.count <= Self.mostLines else {
      throw DirectiveError(
        "\(rows.count) lines cannot be told apart; at most \(Self.mostLines) are drawn",
        parameter: "values")
    }
    let places = try places(for: rows[0].count)
    let isMatrix = values.shape.count == 2
    let names = try names(names, "names", for: rows.count, "line", axis: isMatrix ? 0 : nil)
    let yName = yName ?? "value"
    let series = rows.enumerated().map { index, row in
      LineChart.Series(
        names?[index] ?? (rows.count == 1 ? yName : "row \(index)"), x: places ?? [], y: row)
    }
    return LineChart(
      series: series, x: .init(xName ?? "x", isLogarithmic: logarithmic.contains(.x)),
      y: .init(yName, isLogarithmic: logarithmic.contains(.y)), title: title, precision: precision)
  }

  private func places(for count: Int) throws -> [Double]? {
    guard let x else { return nil }
    guard x.elements.count == count else {
      throw DirectiveError(
        "'x=' has \(counted: x.elements.count, "place") for \(counted: count, "value")",
        parameter: "x")
    }
    return x.elements
  }

  private func bars() throws -> any Figure {
    guard values.shape.count == 1 else {
      throw DirectiveError("bars take a vector, not a matrix", parameter: "values")
    }
    let labels = try names(labels, "labels", for: values.elements.count, "bar", axis: 0)
    return BarChart(
      entries: values.elements.enumerated().map { .init(labels?[$0] ?? "\($0)", $1) },
      format: .automatic, columns: [.value], valueName: yName ?? "value", labelName: "bar",
      title: title, precision: precision)
  }

  private func points() throws -> any Figure {
    let pairs: [(x: Double, y: Double)]
    if values.shape.count == 2 {
      guard values.shape[1] == 2 else {
        throw DirectiveError(
          "points are rows of two numbers, x and y, not of \(values.shape[1])", parameter: "values")
      }
      if x != nil {
        throw DirectiveError("the points' rows have their x already", parameter: "x")
      }
      pairs = values.rows.map { ($0[0], $0[1]) }
    } else {
      let places = try places(for: values.elements.count)
      pairs = values.elements.enumerated().map { (places?[$0] ?? Double($0), $1) }
    }
    let labels = try names(labels, "labels", for: pairs.count, "point", axis: 0)
    return ScatterPlot(
      points: pairs.enumerated().map { .init(labels?[$0] ?? "", x: $1.x, y: $1.y) },
      xName: xName ?? "x", yName: yName ?? "y", title: title, hasEqualScales: false,
      precision: precision)
  }

  private func heatmap() throws -> any Figure {
    guard values.shape.count == 2 else {
      throw DirectiveError("a heatmap takes a matrix, not a vector", parameter: "values")
    }
    let rows = try names(rows, "rows", for: values.shape[0], "row", axis: 0)
    let columns = try names(labels, "labels", for: values.shape[1], "column", axis: 1)
    return Heatmap(
      values: values.rows, rowLabels: rows, columnLabels: columns, columnAxis: xName ?? "column",
      quantity: yName ?? "value", title: title, precision: precision)
  }
}

extension ParameterType where T == NumericArray {
  /// A list of numbers, or a list of rows of one length.
  static var vectorOrMatrix: Self {
    let vector = ParameterType<NumericArray>.vector
    return ParameterType(
      name: "vector or matrix", placeholder: vector.placeholder, text: vector.text,
      fingerprint: vector.fingerprint,
      decode: { atom, evaluator in
        let array = try evaluator.numbers(atom)
        guard array.shape.count <= 2 else {
          throw ParameterMismatch(
            "must be a vector or a matrix, not an array of shape "
              + array.shapeText)
        }
        return array
      })
  }
}
