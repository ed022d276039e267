import Notebook

/// The files that `swiftlab new course` makes: two labs that run, and what a repository of them needs.
struct CourseTemplate {
  let register: DirectiveRegister

  /// Paths below the course's folder, each with its text.
  var files: [(path: String, text: String)] {
    [
      ("README.md", Self.readme),
      ("Labs/01-tokens.md", Self.firstLab),
      ("Labs/02-the-next-word.md", Self.secondLab),
      (".gitignore", ".swiftlab/\n"),
      (".gitattributes", "Labs/** text eol=lf\noutput/** text eol=lf linguist-generated=true\n"),
      (".github/workflows/lessons.yml", Self.workflow),
      (".vscode/extensions/swiftlab/package.json", EditorExtension.manifest),
      (
        ".vscode/extensions/swiftlab/swiftlab.tmLanguage.json",
        EditorExtension(register: register).grammar
      ),
      (".vscode/extensions/swiftlab/snippets.json", EditorExtension(register: register).snippets),
    ]
  }

  private static let readme = """
    # A course

    The lessons are in [Labs](Labs), their reports in [output](output/README.md): start reading
    there, once `swiftlab run` has made them.

        swiftlab run                # runs every lab and writes the reports
        swiftlab watch              # runs again on each save
        swiftlab check              # are the reports what the labs give today?
        swiftlab accept             # puts what the check made in the reports' place
        swiftlab new lab NAME       # one more lab
        swiftlab help               # the directives; `swiftlab help NAME` for one of them

    A lab and its report are committed together. The workflow in `.github/workflows` checks every pull
    request: write into its fifth line where your swiftlab comes from.

    """

  private static let firstLab = #"""
    ---
    title: Text becomes tokens
    summary: A model reads numbers. Which ones?
    param.text: "Reading is rereading"
    ---

    # Text becomes tokens

    How many numbers does a model read for three words?

    ```swiftlab label=tokens caption="The text in pieces, each with its number"
    tokens = tokenize text encoding=o200k_base
    expect tokens.characters == 20
    expect tokens.count < tokens.characters
    ```

    It reads `{swiftlab} tokens.count` numbers where the text has `{swiftlab} tokens.characters`
    characters.

    Run it with another text: `swiftlab run Labs/01-tokens.md --set text="Hello"`. The first claim then
    fails, for it says what holds of this text alone.

    """#

  private static let secondLab = #"""
    ---
    title: What comes next
    summary: From scores to chances to a choice.
    param.temperature: 0.7
    ---

    # What comes next

    A model gives each word a score. What becomes of the scores before one word is chosen?

    ```swiftlab label=chances caption="Four words, their scores and their chances"
    let words = ["mat", "sofa", "roof", "moon"]
    let scores = [2.0, 1.2, 0.4, -1.0]
    sample logits=scores tokens=words temperature=temperature draws=5
    expect sum(sample.probabilities) ~ 1.0
    expect sample.probabilities["mat"] > sample.probabilities["sofa"]
    ```

    At temperature `{swiftlab} temperature` the first word has
    `{swiftlab} sample.probabilities["mat"] : .1%` of the chances.

    """#

  private static let workflow = #"""
    name: lessons
    on: [push, pull_request]
    env:
      # Where swiftlab comes from: its repository, and the version whose reports are committed here.
      SWIFTLAB_REPOSITORY: OWNER/swiftlab
      SWIFTLAB_VERSION: \#(Product.version)
    permissions:
      contents: read
    jobs:
      check:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
          - name: Is it said where swiftlab comes from?
            run: |
              case "$SWIFTLAB_REPOSITORY" in
                OWNER/*) echo "::error file=.github/workflows/lessons.yml,line=5::write the OWNER of swiftlab's repository here"
                         exit 1 ;;
              esac
          - uses: actions/checkout@v4
            with:
              repository: ${{ env.SWIFTLAB_REPOSITORY }}
              ref: v${{ env.SWIFTLAB_VERSION }}
              path: .swiftlab/action
              sparse-checkout: .github
          - uses: ./.swiftlab/action/.github/action
            with:
              repository: ${{ env.SWIFTLAB_REPOSITORY }}
              version: ${{ env.SWIFTLAB_VERSION }}
              command: check

    """#
}
