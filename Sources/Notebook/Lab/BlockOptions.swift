import Bedrock

/// How a block is run and shown: what stands behind `swiftlab` on the fence line.
public struct BlockOptions: Sendable {
  /// Which part of a block the report folds away in `<details>`.
  public enum Fold: String, Sendable, CaseIterable {
    case none, source, output
  }

  /// The block's name: it makes the anchors and file names of its figures.
  public var label: Name?
  public var caption: String?
  /// Replaces the sentence that a figure says of itself.
  public var alt: String?
  /// Whether the report shows the source; the front matter has the default.
  public var echo = true
  /// Whether the report shows the results.
  public var output = true
  /// Whether the directives are carried out.
  public var run = true
  public var fold = Fold.none
  /// A part of the message of the error that the block must give.
  public var expectError: Name?

  public init() {}
}

/// One option as help and errors show it, with how its value is taken in.
public struct BlockOption: Sendable {
  public var name: String
  /// What may stand behind the `=`.
  public var values: String
  public var help: String
  let set: @Sendable (inout BlockOptions, Atom) -> OptionMismatch?

  /// Every option that a block may have.
  public static let all: [BlockOption] = [
    BlockOption(
      name: "label", values: "letters, digits, '_' and '-'",
      help: "names the block: anchors and file names come from it",
      set: { options, atom in
        guard case .path(let path) = atom, path.steps.isEmpty else {
          return checkedLabel(atom, &options)
        }
        options.label = path.root
        return nil
      }),
    BlockOption(
      name: "caption", values: "\"text\"", help: "stands under the results",
      set: { text(&$0, $1, \.caption) }),
    BlockOption(
      name: "alt", values: "\"text\"", help: "replaces the sentence that says what a figure shows",
      set: { text(&$0, $1, \.alt) }),
    BlockOption(
      name: "echo", values: "true | false", help: "whether the report shows the source",
      set: { flag(&$0, $1, \.echo) }),
    BlockOption(
      name: "output", values: "true | false", help: "whether the report shows the results",
      set: { flag(&$0, $1, \.output) }),
    BlockOption(
      name: "run", values: "true | false", help: "whether the directives are carried out",
      set: { flag(&$0, $1, \.run) }),
    BlockOption(
      name: "fold", values: "source | output | none", help: "folds a part away, in `<details>`",
      set: { options, atom in
        let word = word(atom) ?? atom.span.text
        guard let fold = BlockOptions.Fold(rawValue: word) else {
          return OptionMismatch.choice(word, BlockOptions.Fold.allCases.map(\.rawValue))
        }
        options.fold = fold
        return nil
      }),
    BlockOption(
      name: "expect-error", values: "\"part of the message\"",
      help: "the error that the block must give: its absence, or another one, fails the lab",
      set: { options, atom in
        guard case .string(let text, let span) = atom else {
          return OptionMismatch("must be text in quotes")
        }
        options.expectError = Name(text, at: span)
        return nil
      }),
  ]

  // MARK: Values

  private static func text(
    _ options: inout BlockOptions, _ atom: Atom, _ target: WritableKeyPath<BlockOptions, String?>
  ) -> OptionMismatch? {
    guard case .string(let text, _) = atom else { return OptionMismatch("must be text in quotes") }
    options[keyPath: target] = text
    return nil
  }

  private static func flag(
    _ options: inout BlockOptions, _ atom: Atom, _ target: WritableKeyPath<BlockOptions, Bool>
  ) -> OptionMismatch? {
    guard case .bool(let flag, _) = atom else {
      return OptionMismatch.choice(atom.span.text, ["true", "false"])
    }
    options[keyPath: target] = flag
    return nil
  }

  private static func word(_ atom: Atom) -> String? {
    switch atom {
    case .path(let path) where path.steps.isEmpty: path.root.text
    case .string(let text, _): text
    default: nil
    }
  }

  /// A label that is written as a number or in quotes.
  private static func checkedLabel(_ atom: Atom, _ options: inout BlockOptions) -> OptionMismatch? {
    let text: String
    switch atom {
    case .string(let string, _): text = string
    case .number(let literal): text = literal.span.text
    default: return OptionMismatch("must be a word")
    }
    guard !text.isEmpty,
      text.utf8.allSatisfy({ $0.isNamePart || $0 == ASCII.minus })
    else { return OptionMismatch("has letters, digits, '_' and '-' only") }
    options.label = Name(text, at: atom.span)
    return nil
  }
}
