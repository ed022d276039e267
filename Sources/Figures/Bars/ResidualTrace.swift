import Bedrock

/// The size of the residual stream through a model's layers, with what each part adds.
public struct ResidualTrace: Figure {
  public static var kind: String { "residual_trace" }

  public struct Layer: Sendable, Codable, Equatable {
    /// Such as `embedding` or `layer 3`.
    public var name: String
    /// The stream's size behind it.
    public var size: Double
    /// The size of what attention adds; nil where there is none.
    public var attention: Double?
    /// The size of what the feed-forward part adds.
    public var feedForward: Double?

    public init(_ name: String, size: Double, attention: Double? = nil, feedForward: Double? = nil)
    {
      self.name = name
      self.size = size
      self.attention = attention
      self.feedForward = feedForward
    }
  }

  public var layers: [Layer]
  /// What a size is, such as `norm`.
  public var quantity: String
  /// A line above the picture; none if empty.
  public var title: String
  public var format: ValueFormat
  public var precision: ValuePrecision

  public init(
    layers: [Layer], quantity: String = "norm", title: String = "",
    format: ValueFormat = .automatic,
    precision: ValuePrecision = .double
  ) {
    self.layers = layers
    self.quantity = quantity
    self.title = title
    self.format = format
    self.precision = precision
  }

  public var data: JSON {
    .members([
      (
        "layers",
        .array(
          layers.map { layer in
            .members([
              ("name", .string(layer.name)), ("size", precision.json(layer.size)),
              ("attention", layer.attention.map { precision.json($0) }),
              ("feed_forward", layer.feedForward.map { precision.json($0) }),
            ])
          })
      ), ("quantity", .string(quantity)), ("title", .unlessEmpty(title)),
    ])
  }

  private var sizes: [Double] {
    layers.flatMap { [$0.size] + [$0.attention, $0.feedForward].compactMap { $0 } }
  }

  public var sentence: String {
    guard let first = layers.first, let last = layers.last else { return "An empty trace." }
    let format = format.resolved(for: sizes)
    return "The \(TextFit.plain(quantity)) goes from \(format.text(first.size)) "
      + "(\(TextFit.plain(first.name))) to \(format.text(last.size)) (\(TextFit.plain(last.name)))."
  }

  public func lines(_ style: FigureStyle) -> [String] {
    Page.lines(title, style, empty: layers.isEmpty ? "no layers" : nil) { picture(style) }
  }

  private func picture(_ style: FigureStyle) -> [String] {
    let parts = [
      layers.contains { $0.attention != nil }, layers.contains { $0.feedForward != nil },
    ]
    .count(where: { $0 })
    let fixed = table(bars: nil, style).frontWidth
    let room = style.width - fixed - 2 * (parts + 1)
    let table = table(bars: max(2, min(36, room / (1 + parts))), style)
    let note = parts == 0 ? [] : ["", "all bars on one scale"]
    return table.lines(style) + note
  }

  private func table(bars: Int?, _ style: FigureStyle) -> Columns {
    let format = format.resolved(for: sizes)
    let scale = bars.map { BarScale(sizes, columns: $0 - 1) }
    let hasAttention = layers.contains { $0.attention != nil }
    let hasFeedForward = layers.contains { $0.feedForward != nil }
    func bar(_ x: Double?) -> String { x.flatMap { x in scale?.bar(x, style.charset) } ?? "" }
    func name(_ text: String) -> String { TextFit.cut(text, to: bars ?? 1, style.charset) }
    var table = Columns([.left, .right, .left, .right, .left, .right, .left, .left])
    table.add([
      "layer", "", name(TextFit.escaped(quantity)), "", hasAttention ? name("+ attention") : "", "",
      hasFeedForward ? name("+ FFN") : "",
    ])
    for layer in layers {
      table.add([
        TextFit.elided(TextFit.escaped(layer.name), to: 14, style.charset), format.text(layer.size),
        bar(layer.size), layer.attention.map(format.text) ?? "", bar(layer.attention),
        layer.feedForward.map(format.text) ?? "", bar(layer.feedForward),
      ])
    }
    return table
  }
}
