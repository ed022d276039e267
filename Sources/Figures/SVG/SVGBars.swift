/// Rows of labels, bars and numbers: the common part of all charts of bars.
struct SVGBars {
  /// One bar of a row: what it goes to, and how it is filled.
  struct Bar {
    var value: Double
    var ink: SVGInk
    /// Whether it is only outlined, as what a filter dropped.
    var isOutlined = false
    /// A place that is marked across the bar; nil for none.
    var mark: Double?
  }

  struct Row {
    var label: String
    var bars: [Bar]
    /// What stands behind the bars, such as their value.
    var value: String
    /// A column at the right edge; empty for none.
    var last = ""
    var tip = ""
  }

  var rows: [Row]
  /// What the values span; zero lies in it.
  var low: Double
  var high: Double
  /// Texts across the chart, by the number of rows above them.
  var cuts: [(after: Int, text: String)] = []
  /// Headings of the labels and of the last column.
  var heading = ""
  var lastHeading = ""
  /// The scale's ends, for the axis above the bars.
  var format = ValueFormat.automatic

  func draw(on scene: inout SVGScene) {
    var fitting = self
    fitting.fit(to: scene.width)
    fitting.drawFitted(on: &scene)
  }

  /// Shortens what would leave no room for bars.
  private mutating func fit(to width: Double) {
    let size = SVGText.small
    for index in rows.indices {
      rows[index].value = SVGText.fitted(rows[index].value, to: width * 0.3, size)
      rows[index].last = SVGText.fitted(rows[index].last, to: width * 0.2, size)
    }
    lastHeading = SVGText.fitted(lastHeading, to: width * 0.2, size)
  }

  private func drawFitted(on scene: inout SVGScene) {
    let size = SVGText.small
    let labels = rows.map { SVGText.width($0.label, SVGText.size) }.max() ?? 0
    let left = min(max(labels, SVGText.width(heading, size)) + 8, scene.width * 0.36)
    let values = (rows.map { SVGText.width($0.value, size) }.max() ?? 0) + 10
    let lasts = rows.map { SVGText.width($0.last, size) } + [SVGText.width(lastHeading, size)]
    let lastWidth = lasts.max() ?? 0
    let right = values + (lastWidth > 0 ? lastWidth + 10 : 0)
    let area = SVGBox(left, scene.y, max(24, scene.width - left - right), 0)
    drawHeadings(left, area, on: &scene)
    let top = scene.y
    for (index, row) in rows.enumerated() {
      for cut in cuts where cut.after == index { draw(cut.text, on: &scene) }
      draw(row, area, left, on: &scene)
    }
    for cut in cuts where cut.after >= rows.count { draw(cut.text, on: &scene) }
    let zero = x(0, area)
    scene.line([SVGPoint(zero, top), SVGPoint(zero, scene.y)])
    scene.y += 4
  }

  private func x(_ value: Double, _ area: SVGBox) -> Double {
    let span = high / 2 - low / 2
    guard span > 0, value.isFinite else { return area.x }
    return area.x + min(max((value / 2 - low / 2) / span, 0), 1) * area.width
  }

  private func drawHeadings(_ left: Double, _ area: SVGBox, on scene: inout SVGScene) {
    if heading.isEmpty && lastHeading.isEmpty { return }
    let middle = scene.y + 8
    scene.text(
      SVGText.fitted(heading, to: left - 8, SVGText.small), 0, middle: middle,
      size: SVGText.small, ink: .muted)
    scene.text(
      lastHeading, scene.width, middle: middle, .end, size: SVGText.small, ink: .muted)
    scene.y += 18
  }

  private func draw(_ row: Row, _ area: SVGBox, _ left: Double, on scene: inout SVGScene) {
    let height = row.bars.count > 1 ? 10.0 : 14
    let top = scene.y + 3
    var end = x(0, area)
    for (index, bar) in row.bars.enumerated() {
      let (from, to) = (min(x(0, area), x(bar.value, area)), max(x(0, area), x(bar.value, area)))
      let y = top + Double(index) * (height + 1)
      if bar.value.isFinite {
        scene.rectangle(
          SVGBox(from, y, max(to - from, 0.75), height), fill: bar.isOutlined ? .grid : bar.ink,
          stroke: bar.isOutlined ? .axis : nil, tip: row.tip)
      }
      if let mark = bar.mark, mark.isFinite {
        let at = x(mark, area)
        scene.line([SVGPoint(at, y - 2), SVGPoint(at, y + height + 2)], .text, width: 2)
        end = max(end, at)
      }
      end = max(end, to)
    }
    let bottom = top + Double(row.bars.count) * (height + 1) - 1
    let middle = (top + bottom) / 2
    scene.text(
      SVGText.fitted(row.label, to: left - 8), left - 8, middle: middle, .end)
    scene.text(row.value, end + 5, middle: middle, size: SVGText.small)
    scene.text(
      row.last, scene.width, middle: middle, .end, size: SVGText.small, ink: .muted)
    scene.y = bottom + 4
  }

  private func draw(_ cut: String, on scene: inout SVGScene) {
    let text = SVGText.fitted(cut, to: scene.width, SVGText.small)
    scene.line(
      [SVGPoint(0, scene.y + 3), SVGPoint(scene.width, scene.y + 3)], .axis, dash: "4 3")
    scene.text(text, 0, middle: scene.y + 13, size: SVGText.small, ink: .muted)
    scene.y += 23
  }
}
