/// What is common to the lines of all figures.
enum Page {
  /// The columns in which panels may stand beside each other, however wide the page is: a page of
  /// more is still read in windows of so many.
  static let panels = 80

  /// A title, if there is one, and below it a picture, or a line that says why there is none.
  ///
  /// Every line is made to fit the page here, so that no figure can fail to.
  static func lines(
    _ title: String, _ style: FigureStyle, empty: String? = nil, picture: () -> [String]
  ) -> [String] {
    let heading = TextFit.wrapped(title, style)
    let body = empty.map { TextFit.wrapped("(empty: \($0))", style) } ?? picture()
    return (heading + body).map { TextFit.finished($0, style) }
  }
}
