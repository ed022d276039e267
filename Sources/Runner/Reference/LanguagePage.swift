import Notebook

/// The reference page of the lab language: every construct, run.
enum LanguagePage {
  static let name = "language.md"
  static let partName = "_shared-passage.md"

  static var text: String {
    ([LanguageText.opening, LanguageText.values, LanguageText.statements, functions]
      + [LanguageText.inline, options, LanguageText.optionRuns, LanguageText.composition]
      + [frontMatter, LanguageText.closing])
      .joined(separator: "\n\n") + "\n"
  }

  /// The passage that the page includes.
  static let part = """
    \(ReferencePages.mark)

    This sentence and the block below stand in `\(partName)`, a file whose name begins with an \
    underscore and which is no lab of its own. It sees the names of the lab that includes it.

    ```swiftlab
    show greeting
    ```

    """

  // MARK: What comes from the language's own tables

  private static var functions: String {
    let rows = LabFunction.all.map {
      [CodeMarkdown.code($0.signature), CodeMarkdown.cell($0.help)]
    }
    let lines =
      LanguageText.functions + [""] + CodeMarkdown.table(["function", "what it gives"], rows) + [
        "", "Each of them once:", "",
      ] + CodeMarkdown.fence(examples.joined(separator: "\n"), info: "swiftlab label=functions")
    return lines.joined(separator: "\n")
  }

  /// A claim for each function, in the order of the table.
  private static var examples: [String] {
    LabFunction.all.map { function in
      functionExamples[function.name] ?? "# \(function.name) has no example"
    }
  }

  private static let functionExamples = [
    "abs": "expect abs([-2, 3]) == [2, 3]",
    "min": "expect min([3, 1, 2]) == 1 and min(2, 5) == 2",
    "max": "expect max([3, 1, 2]) == 3 and max([1, 5], [4, 2]) == [4, 5]",
    "sum": "expect sum([[1, 2], [3, 4]]) == 10",
    "mean": "expect mean([1, 2, 6]) == 3",
    "len": "expect len([7, 8, 9]) == 3 and len(\"naïve\") == 5",
    "round": "expect round(2.675, 1) == 2.7 and round(2.5) == 2",
    "argmax": "expect argmax([0.1, 0.7, 0.2]) == 1",
    "exp": "expect exp(1) ~ 2.71828",
    "log": "expect log(exp(2)) ~ 2.0000",
    "sqrt": "expect sqrt([4, 9]) == [2, 3]",
    "tanh": "expect tanh(0.5) ~ 0.46212",
    "relu": "expect relu([-1, 2]) == [0, 2]",
    "norm": "expect norm([3, 4]) == 5",
    "dot": "expect dot([1, 2], [3, 4]) == 11",
    "matmul": "expect matmul([[1, 2], [3, 4]], [1, 1]) == [3, 7]",
    "softmax": "expect softmax([0, 0]) == [0.5, 0.5]",
    "contains": "expect contains(\"attention\", \"tent\") and contains([\"a\", \"b\"], \"b\")",
  ]

  private static var options: String {
    let rows = BlockOption.all.map { option in
      [
        CodeMarkdown.code(option.name + "="), CodeMarkdown.words(option.values),
        CodeMarkdown.cell(option.help),
      ]
    }
    return (LanguageText.options + [""] + CodeMarkdown.table(["option", "value", "meaning"], rows))
      .joined(separator: "\n")
  }

  private static var frontMatter: String {
    let defaults = FrontMatter()
    let known = [
      "seed": String(defaults.seed), "charset": defaults.charset.rawValue,
      "figures": defaults.figures.rawValue,
      "width": String(defaults.width), "echo": String(defaults.echo),
      "fold": defaults.fold.rawValue,
    ]
    var rows = FrontMatterKey.all.map { key in
      [
        CodeMarkdown.code(key.name + ":"), CodeMarkdown.words(key.values),
        known[key.name].map(CodeMarkdown.code) ?? "none", CodeMarkdown.cell(key.help),
      ]
    }
    rows.append([
      CodeMarkdown.code("param.NAME:"), "a value", "none",
      CodeMarkdown.cell("binds NAME in the whole lab; `--set NAME=VALUE` overrides it"),
    ])
    return
      (LanguageText.frontMatter + [""]
      + CodeMarkdown.table(["key", "value", "default", "meaning"], rows) + [""]
      + LanguageText.random).joined(separator: "\n")
  }
}
