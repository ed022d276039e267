import Engine
import Notebook

extension QuantizationFormat: ParameterChoice {}
extension UniformGrid.Scheme: ParameterChoice {}
extension ModelQuantization.Part: ParameterChoice {}

/// The parameters of `quantize` that say how numbers are stored.
struct QuantizeSettings: Sendable {
  enum Shared: String, ParameterChoice { case tensor, row, column, group }
  enum ScaleFormat: String, ParameterChoice { case fp32, fp16 }
  enum Clip: String, ParameterChoice { case none, mse }

  let format: QuantizationFormat?
  let formats: [QuantizationFormat]
  let scheme: UniformGrid.Scheme
  let granularity: Shared?
  let groupSize: Int?
  let scales: ScaleFormat
  let clip: Clip

  init(_ parameters: inout ParameterReader) {
    format = parameters.optional(
      "format", .choice(), help: "what the numbers are stored as")
    formats = parameters.value(
      "formats", .choices(), default: [], help: "several formats, to compare them")
    scheme = parameters.value(
      "scheme", .choice(), default: .symmetric,
      help: "of integers: symmetric around 0, or asymmetric with a zero point")
    granularity = parameters.optional(
      "granularity", .choice(),
      help: "of integers: who shares a scale; tensor for a matrix, row for a model without it")
    groupSize = parameters.optional(
      "group_size", .integer(in: 1...65_536),
      help: "with granularity=group, the neighbours of a row that share a scale; 32 without it")
    scales = parameters.value(
      "scales", .choice(), default: .fp32, help: "of integers: what a scale is stored as")
    clip = parameters.value(
      "clip", .choice(), default: .none,
      help: "of integers, mse: the grid may end early, where that makes the squared error smaller")
    declareRules(&parameters)
  }

  private func declareRules(_ parameters: inout ParameterReader) {
    parameters.never(
      "formats", with: .given("format"), because: "'format=' is for one, 'formats=' for several")
    parameters.only(
      "group_size",
      with: .named(
        "'granularity=group'", .any([.value("granularity", "group"), .absent("granularity")])))
    let integers = QuantizationFormat.allCases.filter { $0.kind == .integer }.map(\.rawValue)
    parameters.only(
      "scheme", "granularity", "group_size", "scales", "clip",
      with: .named(
        "an integer format",
        .any([
          .value("format", integers), .value("formats", integers),
          .all([.absent("format"), .absent("formats")]),
        ])))
  }

  /// The formats that were asked for, or those given.
  func formats(orElse usual: [QuantizationFormat]) throws -> [QuantizationFormat] {
    if let format {
      return [format]
    }
    let asked = formats.isEmpty ? usual : formats
    if let twice = asked.first(where: { format in asked.count { $0 == format } > 1 }) {
      throw DirectiveError("'formats' names \(twice.rawValue) twice", parameter: "formats")
    }
    return asked
  }

  /// How numbers become a format's.
  func recipe(
    _ format: QuantizationFormat, orElse usual: Granularity
  ) throws -> QuantizationRecipe {
    var recipe = QuantizationRecipe(format)
    recipe.scheme = scheme
    recipe.hasHalfScales = scales == .fp16
    recipe.clips = clip == .mse
    switch granularity {
    case .tensor: recipe.granularity = .tensor
    case .row: recipe.granularity = .row
    case .column: recipe.granularity = .column
    case .group: recipe.granularity = .group(groupSize ?? 32)
    case nil: recipe.granularity = groupSize.map(Granularity.group) ?? usual
    }
    return recipe
  }
}

extension QuantizationRecipe {
  /// How numbers are stored, in the words of a title: `INT4, a scale a row`.
  var title: String {
    guard case .integer = format.kind else { return format.title }
    let shared =
      switch granularity {
      case .tensor: "one scale"
      case .row: "a scale a row"
      case .column: "a scale a column"
      case .group(let size): "a scale for every \(size) of a row"
      }
    let extras =
      (scheme == .asymmetric ? ", asymmetric" : "") + (clips ? ", clipped" : "")
      + (hasHalfScales ? ", scales in FP16" : "")
    return "\(format.title), \(shared)\(extras)"
  }
}
