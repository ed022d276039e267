/// The prose of the page on the lab language.
enum LanguageText {
  static let opening = #"""
    ---
    title: The lab language
    summary: Everything that may stand in a lab, each construct run.
    param.greeting: "hello"
    ---
    \#(ReferencePages.mark)

    # The lab language

    A lab is a Markdown file. What stands in it passes through to the report as it is, with two exceptions: fenced blocks whose first word is `swiftlab` are carried out, and so are code spans that begin with `{swiftlab}`. This page is a lab itself: each construct on it has just been run.

    ## Blocks and directives

    ````markdown
    ```swiftlab label=first
    # a comment: a line of its own, or behind a blank
    let inputs = [0.5, 0.25]   # binds a name
    s = sample logits=[2, 1, 0] tokens=["a", "b", "c"] draws=0   # a directive, its result named s
    show s.probabilities
    ```
    ````

    A line is a directive: `[NAME =] VERB ARGUMENT…`. Without a name, the result has the verb's. An argument is given as `parameter=value`, with no blank around the `=`; some parameters may stand without their name. A value of another type than the parameter's, and a parameter that the directive does not have, are errors at their place, with the name that was likely meant. A deeper line, or an open bracket, goes on with the directive above:

    ```swiftlab label=first
    # a comment: a line of its own, or behind a blank
    let inputs = [0.5, 0.25]   # binds a name
    s = sample logits=[2, 1,
        0]                     # an open bracket goes on
      tokens=["a", "b", "c"]   # so does a deeper line
      draws=0 show=none
    show s.probabilities
    ```

    The fence may be of backticks or tildes, three or more, indented, in a list or in a quote. A first word that is nearly `swiftlab` is an error, so that no block goes untested by a slip of the pen.

    1. first item

       ~~~~swiftlab
       show 1 + 1
       ~~~~

    > a quote
    >
    > ```swiftlab
    > show "in a quote"
    > ```
    """#

  static let values = #"""
    ## Values

    ```swiftlab label=values
    let number = -1.5e-3
    let text = "a \"quoted\" word, a line\nbreak, "
      + "a scalar: \u{1F600}, a backslash \\"   # '+' joins texts
    let long = """
      Several lines;
      the closing mark's indentation is taken off.
      """
    let truth = true
    let vector = [1, 2, 3,]
    let matrix = [[1, 2, 3], [4, 5, 6]]
    let words = ["cat", "dog"]
    show number
    show text
    show long
    show truth
    show matrix
    show words
    ```

    A number is computed in double width; what a model computes in single width stays so, and is printed with the digits that its width has. A list of numbers is a vector, a list of rows of one length a matrix; other lists may hold anything.

    A text goes over several lines between three quotes, with its line breaks, or in parts that `+` joins, without any. In an argument such a sum stands in parentheses:

    ```swiftlab label=long-text
    long_text = tokenize
      ("If the human brain were so simple that we could understand it, "
        + "we would be so simple that we couldn't.")
      show=none
    expect long_text.characters == 102
    ```

    A bare word in an argument is what its parameter takes it for: `activation=gelu` chooses, `query=blue` names a token, and where neither is asked for it is a bound name. In parentheses and in expressions a word is always a bound name, and text stands in quotes.

    ### Parts of a value

    Positions count from 0, and from the end below 0. A colon takes a slice. Where an axis has labels, they work as positions: an exact one first, then one without its leading space. A directive's result is a record, whose members stand behind a dot.

    ```swiftlab label=parts
    show vector[0]
    show vector[-1]
    show vector[1:]
    show matrix[1, 2]
    show matrix[:, 0]
    show matrix[0][1]
    show s.probabilities["b"]
    show s.probabilities[0:2]
    expect matrix[1, 0:2] == [4, 5]
    ```

    ### Expressions

    From loosest to tightest: `or`, `and`, `not`, comparisons (`== != < <= > >=`), `+ -`, `* / %`, the sign, `^`. Arithmetic on lists goes element by element, and a single number goes with every element.

    ```swiftlab label=expressions
    show 1 + 2 * 3 ^ 2
    show -2 ^ 2
    show 2 ^ 3 ^ 2
    show -7 % 3
    show 10 * vector - 1
    show vector * [1, 0, 2]
    show matrix / 2
    show 1 < 2 and not 3 >= 4 or false
    show "cat" == words[0]
    show "cat" + "s"
    ```

    In an argument an expression stands in parentheses: `logits=(2 * vector)`.

    ```swiftlab label=argument-expression
    doubled = sample logits=(2 * vector) draws=0 show=none
    expect sum(doubled.probabilities) ~ 1 within 1e-12
    ```
    """#

  static let statements = #"""
    ## The language's own verbs

    `let NAME = EXPRESSION` binds a name from there on in the whole lab, once. `show EXPRESSION` puts a value into the report; a format may follow behind a colon:

    ```swiftlab label=formats
    show 22 / 7 : .3f
    show 0.1234 : .1%
    show 1234567 : ,d
    show 0.000123 : .2e
    show 3 : +.1f
    show [1, 10, 100] / 3 : .2f
    ```

    `expect` checks a claim, and a claim that does not hold fails the lab. With `~`, the left side must round to what is written, to its last decimal; with `within`, it may be that far away. A right side that is no literal needs `within`. Lists and matrices are compared element by element.

    ```swiftlab label=claims
    expect 1 + 1 == 2
    expect sqrt(2) ~ 1.41
    expect sqrt(2) ~ 1.41421 within 0.00001
    expect softmax([1, 2]) ~ [0.27, 0.73]
    expect s.probabilities ~ softmax([2, 1, 0]) within 1e-12
    expect contains("a lab", "lab")
    ```
    """#

  static let functions = ["## Functions"]

  static let inline = #"""
    ## Values in a sentence

    A code span of one backtick that begins with `` `{swiftlab} `` is its value: ``the first is `{swiftlab} vector[0]` `` reads "the first is `{swiftlab} vector[0]`". A format works there, too: one third is `{swiftlab} 1 / 3 : .2f`, and the list is `{swiftlab} vector`. A span of two or more backticks is never carried out, so that syntax can be shown.
    """#

  static let options = [
    "## Options of a block", "",
    "They stand on the fence's line, behind `swiftlab`:",
  ]

  static let optionRuns = #"""
    A label names the block: `[above](#captioned)` leads [to it](#captioned). A caption stands under the results, and `alt=` in place of the sentence that says what a figure shows.

    ```swiftlab label=captioned caption="The caption." alt="Three tokens; a is the likeliest."
    sample logits=[2, 1, 0] tokens=["a", "b", "c"] draws=0
    ```

    With `echo=false` the source is hidden:

    ```swiftlab echo=false
    show "only the result is shown"
    ```

    With `output=false` the directives run silently:

    ```swiftlab output=false
    let quiet = 7
    show quiet
    ```

    With `run=false` they are shown and not carried out:

    ```swiftlab run=false
    let never = 1
    ```

    With `fold=source` or `fold=output` that part is folded away:

    ```swiftlab fold=source
    show quiet
    ```

    ```swiftlab fold=output
    show quiet + 1
    ```

    With `expect-error=` the error is the lesson. Another error, or none, fails the lab:

    ```swiftlab expect-error="did you mean 'sample'"
    sampel logits=[1, 2]
    ```

    ```swiftlab expect-error="'vector' is bound twice"
    let vector = [1]
    ```

    ```swiftlab expect-error="not equal to 4"
    expect len(vector) == 4
    ```

    A directive that reads a failed one's result is skipped, and says nothing of its own.
    """#

  static let composition = #"""
    <a id="sweep"></a>

    ## Sweeps

    `sweep=PARAMETER` runs a directive once for each value of a list, with the same draws each time, and shows the runs side by side. For a parameter that is a list itself, it takes a list of lists. `NAME.sweep` has the values, `NAME.runs[i]` the results:

    ```swiftlab label=sweeping
    cooled = sample logits=[2, 1, 0] draws=0 show=none
      temperature=[0.5, 1, 2] sweep=temperature
    show cooled.sweep
    show cooled.runs[0].probabilities : .3f
    show cooled.runs[2].probabilities : .3f
    ```

    ## Shared passages

    `include "PATH"` stands alone in its block and puts another file in its place. The path is seen from the including file.

    ```swiftlab
    include "_shared-passage.md"
    ```

    ## Results of another lab

    `use "PATH" NAME` binds a result of another lab, such as a model that it trains. That lab is carried out first, and once, however many labs use it:

    ```text
    use "02-training.md" fables
    tales = use "02-training.md" fables
    ```

    The second line gives it another name here. A value changes with the lab that it comes from, and so do the reports of all labs that use it. Labs that use each other in a circle are an error.
    """#

  static let frontMatter = [
    "## Front matter", "",
    "Between two lines of `---` at the head of the file, `key: value` lines:", "",
    "```text", "---", "title: The lab language", "param.greeting: \"hello\"", "---", "```",
  ]

  static let random = [
    #"""
    ## Random draws

    A directive that draws has a stream of its own, made from three things: the lab's seed, the name of its result, and how often that name drew before. Without `seed:` the seed is 0. So the same lab draws the same numbers on every machine and at every run, and a block that is added or moved changes no draws but those of its own name.

    ```swiftlab label=draws
    one = sample logits=[0, 0, 0, 0] draws=8 show=none
    two = sample logits=[0, 0, 0, 0] draws=8 show=none
    show one.draws
    show two.draws
    ```
    """#
  ]

  static let closing = #"""
    ## Files

    A directive that names a file may read below the working folder, seen from the lab's own folder or from the working folder; `--allow-read DIR` allows another folder. Links and images with a relative destination are looked at: one that leads nowhere is an error, and one that leads out of the labs is rewritten so that it works from the report.
    """#
}
