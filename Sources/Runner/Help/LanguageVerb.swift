/// A verb of the lab language itself, as help explains it.
struct LanguageVerb: Sendable {
  var verb: String
  var form: String
  var summary: String
  var discussion: String
  var example: String

  static let all: [LanguageVerb] = [
    LanguageVerb(
      verb: "let", form: "let NAME = EXPRESSION",
      summary: "Binds a name to the value of an expression.",
      discussion: """
        The name holds from there on in the whole lab. A name is bound once; a second binding is an \
        error. The name of a directive is not free. A name that front matter gives as param.NAME is \
        bound already, and can be changed by --set NAME=VALUE.
        """,
      example: """
        let inputs = [0.70, -0.25, 0.45]
        let doubled = 2 * inputs
        """),
    LanguageVerb(
      verb: "show", form: "show EXPRESSION [: FORMAT]",
      summary: "Puts the value of an expression into the report.",
      discussion: """
        After a colon may stand a format: .3f for three decimals, .1% for a share, ,d for grouped \
        digits, .2e for powers of ten, + before them for a sign. A list or matrix is shown number by \
        number.
        """,
      example: """
        show 22 / 7 : .3f
        """),
    LanguageVerb(
      verb: "expect", form: "expect EXPRESSION [~ EXPRESSION [within EXPRESSION]]",
      summary: "Checks a claim; the lab fails if it does not hold.",
      discussion: """
        With ~ two numbers, lists or matrices are compared: they are near when the left side rounds \
        to what is written on the right, to the last decimal that is written there, or, with within, \
        when they are at most that far apart. A right side that is no literal needs within.
        """,
      example: """
        expect sum([0.1, 0.2]) ~ 0.3
        expect max([3, 1, 2]) == 3
        """),
    LanguageVerb(
      verb: "include", form: "include \"PATH\"",
      summary: "Puts a shared passage, prose and blocks, in the block's place.",
      discussion: """
        It stands alone in its block. The path is seen from the including file. A file whose name \
        begins with an underscore is such a passage and no lab of its own. Its links are made to work \
        from the including lab's place.
        """,
      example: """
        include "_notation.md"
        """),
    LanguageVerb(
      verb: "use", form: "[NAME =] use \"PATH\" NAME…",
      summary: "Binds results of another lab of the course.",
      discussion: """
        The path is seen from this lab's file. The other lab is carried out first, once however many \
        labs use it; its results are those that its names have at its end. 'mine = use "02.md" fables' \
        gives one of them another name here. Labs that use each other in a circle are an error.
        """,
      example: """
        use "02-training.md" fables
        """),
  ]

  static func named(_ verb: String) -> LanguageVerb? { all.first { $0.verb == verb } }
}
