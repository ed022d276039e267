import Notebook
import Testing

@Suite("Expectations")
struct ExpectationTests {
  private let names: KeyValuePairs<String, Value> = [
    "z": .double(1.2345), "p": .float(0.1), "v": .vector([0.111, 0.222]), "n": .double(3),
    "m": .array(NumericArray(rows: [[1, 2], [3, 4]])), "t": .string("car"), "h": .double(125),
    "nan": .double(.nan), "inf": .double(.infinity), "tie": .double(1.235), "q": .double(-0.5),
  ]

  private func check(_ content: String) throws -> Notebook.Expectation.Outcome {
    let parsed = labOfBlock(content)
    if let diagnostic = parsed.diagnostics.first { throw diagnostic }
    guard
      case .expect(let left, let near, let within, let span)? = parsed.blocks[0].statements.first
    else { throw DirectiveError("no expectation") }
    return try Notebook.Expectation(left, near: near, within: within, at: span)
      .check(Evaluator(environment: environment(names)))
  }

  @Test(
    "hold where they are true",
    arguments: [
      "expect z < 2", "expect z > 1 and n == 3", "expect not (z > 2)", "expect t == \"car\"",
      "expect z ~ 1.23", "expect z ~ 1.2345", "expect z ~ 1.235", "expect z ~ 1", "expect h ~ 1e2",
      "expect h ~ 1.2e2", "expect h ~ 1.3e2", "expect z ~ 1.2 within 0.04", "expect z ~ n within 2",
      "expect p ~ 0.1", "expect p ~ 0.1000000015", "expect p ~ 0.100000001490116",
      "expect v ~ [0.11, 0.222]",
      "expect v ~ [0.1, 0.2] within 0.03", "expect m ~ [[1, 2], [3, 4]]", "expect m ~ m within 0",
      "expect q ~ -0.5", "expect q ~ -0.4 within 0.1", "expect tie ~ 1.23", "expect tie ~ 1.24",
      "expect inf ~ inf within 1", "expect max(v) ~ 0.22", "expect n ~ 3", "expect -z ~ -1.23",
      "expect [] ~ []", "expect p == 0.1", "expect z ~ 1.23 within n",
    ])
  func held(content: String) throws {
    let outcome = try check(content)
    #expect(outcome.holds)
    #expect(outcome.failure == nil)
    #expect(outcome.claim == content)
  }

  static let failures: [(content: String, error: String)] = [
    ("expect z < 1", "z is 1.2345, which is not less than 1 (0.234 apart)"),
    ("expect z > 1 and n == 4", "n is 3, which is not equal to 4 (1 apart)"),
    ("expect z == 1", "z is 1.2345, which is not equal to 1 (0.234 apart)"),
    ("expect t == \"cat\"", "t is \"car\", which is not equal to \"cat\""),
    ("expect n != 3", "n is 3, which is not different from 3"),
    ("expect not (z > 1)", "'not (z > 1)' is false"),
    ("expect contains(t, \"x\")", "'contains(t, \"x\")' is false"),
    ("expect z ~ 1.24", "z is 1.2345, not 1.24 (0.0055 apart; allowed 0.005)"),
    ("expect z ~ 1.22", "z is 1.2345, not 1.22 (0.0145 apart; allowed 0.005)"),
    ("expect z ~ 1.2 within 0.01", "z is 1.2345, not 1.2 (0.0345 apart; allowed 0.01)"),
    ("expect h ~ 3e2", "h is 125, not 300 (175 apart; allowed 50)"),
    (
      "expect v ~ [0.11, 0.23]",
      "v is [0.111, 0.222], not [0.11, 0.23] at [1] (0.008 apart; allowed 0.005)"
    ),
    (
      "expect m ~ [[1, 2], [3, 5]]",
      "m is [[1, 2], [3, 4]], not [[1, 2], [3, 5]] at [1, 1] (1 apart; allowed 0.5)"
    ),
    ("expect nan ~ 1", "nan is nan, not 1 (nan apart; allowed 0.5)"),
    ("expect nan ~ nan within 1", "nan is nan, not nan (nan apart; allowed 1)"),
    ("expect inf ~ 1", "inf is inf, not 1 (inf apart; allowed 0.5)"),
    ("expect z ~ 1.234500001", "z is 1.2345, not 1.234500001 (1e-09 apart; allowed 5e-10)"),
    ("expect 1.5 < 1", "1.5, which is not less than 1 (0.5 apart)"),
  ]

  @Test("that fail show both sides and how far apart they are", arguments: failures)
  func failed(content: String, error: String) throws {
    let outcome = try check(content)
    #expect(!outcome.holds)
    #expect(outcome.failure?.message == "expectation failed: " + error)
  }

  static let mistakes: [(content: String, error: String)] = [
    ("expect z", "'expect' takes a comparison, not a number; 'expect x ~ 1.23' compares numbers"),
    (
      "expect z ~ n",
      "'~' rounds to a number that is written out; compare with 'n' by 'within', such as: within 0.001"
    ),
    (
      "expect z ~ 1 + 0.2",
      "'~' rounds to a number that is written out; compare with '1 + 0.2' by 'within', such as: "
        + "within 0.001"
    ),
    ("expect v ~ 1.2", "'~' compares values of one shape, not a vector with a number"),
    ("expect v ~ [1, 2, 3]", "'~' compares arrays of one shape, not 2 and 3"),
    ("expect t ~ 1", "'~' compares numbers, not text"),
    ("expect z ~ \"a\"", "'~' compares numbers, not text"),
    ("expect z ~ 1 within -1", "'within' takes a number that is not negative, not -1"),
    ("expect z ~ 1 within t", "'within' takes a number that is not negative, not text"),
    ("expect z ~ 1 within nan", "'within' takes a number that is not negative, not nan"),
    ("expect zz < 1", "unknown name 'zz'; text is written in quotes"),
  ]

  @Test("that are wrong themselves are errors", arguments: mistakes)
  func wrong(content: String, error: String) {
    #expect(message { try check(content) } == error)
  }

  @Test("are underlined from the left side to the right")
  func places() throws {
    #expect(
      try check("expect z ~ 1.24").failure?.rendered() == """
        lab.md:2:8: error: expectation failed: z is 1.2345, not 1.24 (0.0055 apart; allowed 0.005)
            expect z ~ 1.24
                   ^~~~~~~~
        """)
  }
}

@Suite("Values as text")
struct ValueTextTests {
  @Test(
    "have up to six significant digits, and whole numbers in full",
    arguments: [
      (3, "3"), (1.23456789, "1.23457"), (123_456_789, "123456789"), (1234567.5, "1.23457e+06"),
      (0.1, "0.1"), (-0.0, "0"), (1e-7, "1e-07"), (.nan, "nan"), (.infinity, "inf"),
      (1e20, "1e+20"),
      (9_007_199_254_740_992, "9007199254740992"), (-2.50, "-2.5"), (2.0 / 3, "0.666667"),
    ] as [(Double, String)])
  func numbers(number: Double, text: String) {
    #expect(ValueText.text(.double(number)) == text)
  }

  @Test("are short for lists, and plain for text")
  func lists() {
    #expect(ValueText.text(.string("a \"b\"")) == "a \"b\"")
    #expect(ValueText.text(.strings(["a", "\n"])) == "[\"a\", \"\\n\"]")
    #expect(ValueText.text(.bool(true)) == "true")
    #expect(ValueText.text(.array(NumericArray(rows: [[1, 2], [3, 4]]))) == "[[1, 2], [3, 4]]")
    #expect(ValueText.text(.vector([])) == "[]")
    #expect(
      ValueText.text(.integers(Array(0..<100))) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, 99] (100)")
    #expect(ValueText.text(.record(["a": .double(1), "b": .double(2)])) == "{a, b}")
  }
}
