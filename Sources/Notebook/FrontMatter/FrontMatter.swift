import Bedrock
import Figures

/// What a lab says of itself before its text: flat `key: value` lines between two lines of `---`.
public struct FrontMatter: Sendable {
  /// A parameter that the lab declares, `param.NAME`; `--set` overrides it.
  public struct Parameter: Sendable {
    public var name: Name
    public var value: Value
  }

  public var title: String?
  public var summary: String?
  /// Serves directives that were given no other source.
  public var model: Name?
  public var seed = 0
  public var charset = FigureStyle.Charset.ascii
  public var figures = FigureForm.text
  /// The page's width in columns.
  public var width = 80
  /// Whether blocks show their source, where they do not say so themselves.
  public var echo = true
  public var fold = BlockOptions.Fold.none
  /// How many times the usual limits of work hold.
  public var limit = 1
  public var parameters: [Parameter] = []

  public init() {}

  /// The options of a block that says nothing else.
  public var blockDefaults: BlockOptions {
    var options = BlockOptions()
    options.echo = echo
    options.fold = fold
    return options
  }
}

/// One key of the front matter as help and errors show it, with how its value is taken in.
public struct FrontMatterKey: Sendable {
  public var name: String
  public var values: String
  public var help: String
  let set: @Sendable (inout FrontMatter, Name) -> OptionMismatch?

  /// Every key but `param.NAME`.
  public static let all: [FrontMatterKey] = [
    FrontMatterKey(
      name: "title", values: "text", help: "the lab's title in the index",
      set: {
        $0.title = $1.text
        return nil
      }),
    FrontMatterKey(
      name: "summary", values: "text", help: "a sentence for the index",
      set: {
        $0.summary = $1.text
        return nil
      }),
    FrontMatterKey(
      name: "model", values: "a model's name", help: "serves directives without another source",
      set: {
        $0.model = $1
        return nil
      }),
    FrontMatterKey(
      name: "seed", values: "0 to 2^53", help: "the key of every random stream",
      set: { wholeNumber(&$0, $1, \.seed, in: 0...1 << 53) }),
    FrontMatterKey(
      name: "charset", values: "ascii | unicode", help: "the characters that figures are made of",
      set: { choice(&$0, $1, \.charset, FigureStyle.Charset.allCases) }),
    FrontMatterKey(
      name: "figures", values: "text | svg",
      help: "figures as lines of text, or as linked SVG files named after their blocks' labels",
      set: { choice(&$0, $1, \.figures, FigureForm.allCases) }),
    FrontMatterKey(
      name: "width", values: "20 to 400", help: "the page's width in columns",
      set: { wholeNumber(&$0, $1, \.width, in: 20...400) }),
    FrontMatterKey(
      name: "limit", values: "1 to 1000000",
      help: "how many times the usual limits of work a directive may take",
      set: { wholeNumber(&$0, $1, \.limit, in: WorkLimit.factors) }),
    FrontMatterKey(
      name: "echo", values: "true | false", help: "the default of the block option",
      set: { matter, value in
        guard value.text == "true" || value.text == "false" else {
          return OptionMismatch.choice(value.text, ["true", "false"])
        }
        matter.echo = value.text == "true"
        return nil
      }),
    FrontMatterKey(
      name: "fold", values: "source | output | none", help: "the default of the block option",
      set: { choice(&$0, $1, \.fold, BlockOptions.Fold.allCases) }),
  ]

  // MARK: Values

  private static func wholeNumber(
    _ matter: inout FrontMatter, _ value: Name, _ target: WritableKeyPath<FrontMatter, Int>,
    in range: ClosedRange<Int>
  ) -> OptionMismatch? {
    let digits = value.text.utf8.filter { $0 != ASCII.underscore }
    guard let number = Int(String(decoding: digits, as: UTF8.self)), range.contains(number) else {
      return OptionMismatch(
        "must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not '\(value.text)'")
    }
    matter[keyPath: target] = number
    return nil
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ matter: inout FrontMatter, _ value: Name, _ target: WritableKeyPath<FrontMatter, Choice>,
    _ choices: [Choice]
  ) -> OptionMismatch? {
    let words = choices.map(\.rawValue)
    if let choice = Choice(rawValue: value.text) {
      matter[keyPath: target] = choice
      return nil
    }
    return OptionMismatch.choice(value.text, words)
  }
}
