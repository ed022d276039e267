import Bedrock

/// Both sides of a claim as text, with as many digits as it takes to tell them apart.
struct ExpectationText {
  var left: String
  var right: String

  init(_ left: Value, _ right: Value) {
    let styles: [(Number) -> String] = [
      { ValueText.text($0.value) }, { NumberText.significant($0.value, digits: 9) },
      { $0.width == .float ? NumberText.shortest(Float($0.value)) : NumberText.shortest($0.value) },
    ]
    let texts = styles.map { (ValueText.text(left, number: $0), ValueText.text(right, number: $0)) }
    (self.left, self.right) = texts.first { $0.0 != $0.1 } ?? texts[0]
  }
}
