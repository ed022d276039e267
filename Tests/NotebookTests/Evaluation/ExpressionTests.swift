import Bedrock
import Notebook
import Testing

@Suite("Expressions")
struct ExpressionTests {
  @Test(
    "follow the usual precedence",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"),
      ("2 ^ -1", "0.5"), ("2 * -3", "-6"), ("10 - 4 - 3", "3"), ("12 / 3 / 2", "2"), ("7 % 4", "3"),
      ("-1 % 3", "2"), ("1 % -3", "-2"), ("5.5 % 2", "1.5"), ("- -3", "3"), ("1 - -1", "2"),
      ("1 < 2 and 2 < 3", "true"), ("not 1 < 2 or true", "true"), ("not (1 < 2 or true)", "false"),
      ("true or false and false", "true"), ("1 + 1 == 2", "true"), ("1 != 2", "true"),
      ("3 >= 3 and 3 <= 3", "true"), ("1 / 0", "inf"), ("-1 / 0", "-inf"), ("0 / 0", "nan"),
      ("0 / 0 == 0 / 0", "false"), ("\"a\" == \"a\"", "true"), ("true == false", "false"),
    ])
  func precedence(text: String, result: String) throws {
    #expect(try shown(text) == result)
  }

  @Test(
    "on lists are elementwise, with a scalar broadcast",
    arguments: [
      ("[1, 2] + [10, 20]", "[11, 22]"), ("2 * [1, 2]", "[2, 4]"), ("[1, 2] / 2", "[0.5, 1]"),
      ("-[1, -2]", "[-1, 2]"), ("[[1, 2], [3, 4]] * [[2, 2], [2, 2]]", "[[2, 4], [6, 8]]"),
      ("[1, 2] == [1, 2]", "true"), ("[1, 2] == [1, 3]", "false"), ("[1] == [1, 2]", "false"),
      ("[\"a\", \"b\"] == [\"a\", \"b\"]", "true"), ("[] == []", "true"), ("[1, 2] ^ 2", "[1, 4]"),
      ("[[1, 2], [3]] == [[1, 2], [3]]", "true"),
    ])
  func lists(text: String, result: String) throws {
    #expect(try shown(text) == result)
  }

  @Test(
    "'+' joins texts, so that a long one may go over lines",
    arguments: [
      ("\"a \" + \"b\"", "a b"), ("\"a\" + \"\" + \"é👩‍👩‍👧\"", "aé👩‍👩‍👧"),
      ("\"a\"\n  + \"b\"\n  + \"c\"", "abc"), ("(\"a\"\n+ \"b\")", "ab"),
      ("len(\"ab\" + \"c\")", "3"), ("\"a\" + \"b\" == \"ab\"", "true"),
    ])
  func texts(text: String, result: String) throws {
    #expect(try shown(text) == result)
  }

  @Test("a joined text has a limit, so that doubling it ends")
  func textLimit() {
    let long = Value.string(String(repeating: "a", count: 600_000))
    #expect(
      message { try value("t + t", ["t": long]) } == "a joined text has at most 1000000 bytes")
  }

  static let errors: [(text: String, error: String)] = [
    ("[1, 2] + [1, 2, 3]", "'+' takes arrays of one shape, not 2 and 3"),
    ("[[1, 2]] * [1, 2]", "'*' takes arrays of one shape, not 1×2 and 2"),
    ("1 + \"a\"", "'+' joins two texts, or adds numbers; this is a number"),
    ("\"a\" + [1]", "'+' joins two texts, or adds numbers; this is a vector"),
    ("\"a\" - \"b\"", "'-' takes numbers, not text"),
    ("true * 2", "'*' takes numbers, not true or false"),
    ("not 1", "'not' takes true or false, not a number"),
    ("1 and true", "'and' takes true or false, not a number"),
    ("true and 1", "'and' takes true or false, not a number"),
    ("-\"a\"", "'-' takes numbers, not text"),
    (
      "[1, 2] < [3, 4]",
      "'<' compares two numbers; of a list take min(…), max(…) or an element"
    ),
    ("1 == \"1\"", "'==' compares values of one kind, not a number with text"),
    ("[1] == 1", "'==' compares values of one kind, not a vector with a number"),
    (
      "sqrrt(4)",
      "unknown function 'sqrrt'; there are abs min max sum mean len round argmax exp log sqrt tanh "
        + "relu norm dot matmul softmax contains; did you mean 'sqrt'?"
    ),
    ("sqrt(1, 2)", "'sqrt' is written sqrt(x), here with 2 arguments"),
    ("sqrt()", "'sqrt' is written sqrt(x), here with 0 arguments"),
    ("sum(3)", "'sum' takes a list of numbers, not a number"),
    ("mean([])", "'mean' of an empty list has no value"),
    ("dot([1, 2], [1])", "'dot' takes two vectors of one length, not 2 and 1"),
    (
      "matmul([[1, 2]], [[1, 2]])",
      "the shapes 1×2 and 1×2 do not multiply: 2 columns against 1 rows"
    ),
    ("matmul([1], [2])", "'matmul' takes a matrix; of two vectors take 'dot'"),
    (
      "argmax([[1, 2]])",
      "'argmax' takes a vector, not an array of shape 1×2; take a row: x[0, :]"
    ),
    ("max([1, 2], [1])", "'max' takes arrays of one shape, not 2 and 1"),
    ("len(3)", "'len' takes a list or a text, not a number"),
    ("contains(\"abc\", 1)", "a text holds a text, not a number"),
    ("round(1, 0.5)", "'round' takes a whole number of decimals from 0 to 30"),
    ("tokn", "unknown name 'tokn'; did you mean 'token'?"),
    ("attn", "'attn' holds several results: write one of attn.weights, attn.scores"),
    ("attn + 1", "'attn' holds several results: write one of attn.weights, attn.scores"),
    ("sum(attn)", "'attn' holds several results: write one of attn.weights, attn.scores"),
    ("[attn]", "'attn' holds several results: write one of attn.weights, attn.scores"),
    (
      "attn.weigths",
      "'attn' has no member 'weigths'; there are weights, scores; did you mean 'weights'?"
    ),
    ("token.x", "'token' is text and has no member 'x'"),
    ("token[0]", "'token' is text and has no positions"),
  ]

  @Test("that are wrong say what is", arguments: errors)
  func mistakes(text: String, error: String) {
    let attn = Value.record(["weights": .vector([1]), "scores": .vector([2])])
    #expect(message { try value(text, ["attn": attn, "token": .string("a")]) } == error)
  }

  @Test("read the names that are bound, and skip those whose directive failed")
  func names() throws {
    #expect(try shown("a.b + c", ["a": .record(["b": .double(1)]), "c": .double(2)]) == "3")
    var environment = Environment()
    environment.fail("gone")
    let evaluator = Evaluator(environment: environment)
    #expect(throws: DependencyFailed.self) { try evaluator.evaluate(expression("1 + gone.x")) }
  }

  @Test("look at the right side of 'and' and 'or' only where it matters")
  func shortCircuit() throws {
    #expect(try shown("false and nothing") == "false")
    #expect(try shown("true or nothing") == "true")
    #expect(try shown("false and nothing and nothing") == "false")
  }
}

@Suite("The width of numbers")
struct NumberWidthTests {
  private let names: KeyValuePairs<String, Value> = [
    "p": .float(0.1), "d": .double(0.1), "v": .array(NumericArray(floats: [0.1, 0.2], shape: [2])),
  ]

  private func width(_ text: String) throws -> NumberWidth {
    switch try value(text, names) {
    case .number(let number): number.width
    case .array(let array): array.width
    case let other: throw DirectiveError("no number: \(other.typeName)")
    }
  }

  @Test("stays float among floats and literals, and is double with a computed double")
  func widths() throws {
    for text in [
      "p + p", "p * 2", "2 * p", "-p", "v + 1", "v * [1, 2]", "v[0]", "sum(v)", "exp(p)",
      "softmax(v)", "max(v, 0)", "p ^ 2", "p - (1 + 2)", "p + max(1, 2)", "[p, p]", "v / p",
    ] {
      #expect(try width(text) == .float, "\(text)")
    }
    for text in [
      "p + d", "d + p", "v * d", "1 + 2", "d", "[1, 2]", "len(v)", "[p, 1]", "max(p, d)",
    ] {
      #expect(try width(text) == .double, "\(text)")
    }
  }

  @Test("makes comparisons with what is written mean what they say")
  func comparisons() throws {
    #expect(try shown("p == 0.1", names) == "true")
    #expect(try shown("p <= 0.1 and p >= 0.1", names) == "true")
    #expect(try shown("v == [0.1, 0.2]", names) == "true")
    #expect(try shown("contains(v, 0.2)", names) == "true")
    #expect(try shown("p == d", names) == "false")
  }

  @Test("rounds a float operation once")
  func rounding() throws {
    guard case .number(let sum) = try value("p + 0.2", names) else { return }
    #expect(Float(sum.value) == Float(0.1) + Float(0.2))
    #expect(sum.value == Double(Float(0.1) + Float(0.2)))
  }
}

@Suite("Functions")
struct FunctionTests {
  @Test(
    "compute what the reference says",
    arguments: [
      ("abs(-2)", "2"), ("abs([-1, 2])", "[1, 2]"), ("min([3, 1, 2])", "1"), ("max(1, 5, 3)", "5"),
      ("max([1, 5], [4, 2])", "[4, 5]"), ("max(0, [-1, 2])", "[0, 2]"),
      ("sum([[1, 2], [3, 4]])", "10"),
      ("mean([1, 2, 6])", "3"), ("len([1, 2])", "2"), ("len([[1, 2, 3]])", "1"),
      ("len(\"é漢👩‍👩‍👧\")", "7"),
      ("len([\"a\"])", "1"), ("len([])", "0"), ("round(2.5)", "2"), ("round(-1.25, 1)", "-1.2"),
      ("round([1.26, 3], 1)", "[1.3, 3]"), ("argmax([1, 7, 7])", "1"), ("exp(0)", "1"),
      ("exp(1)", "2.71828"),
      ("log(exp(2))", "2"), ("log(0)", "-inf"), ("log(-1)", "nan"), ("sqrt(2)", "1.41421"),
      ("sqrt(-1)", "nan"), ("tanh(1)", "0.761594"), ("relu([-1, 0, 2])", "[0, 0, 2]"),
      ("norm([3, 4])", "5"), ("dot([1, 2, 3], [4, 5, 6])", "32"),
      ("matmul([[1, 2], [3, 4]], [[1], [1]])", "[[3], [7]]"),
      ("matmul([1, 1], [[1, 2], [3, 4]])", "[4, 6]"),
      ("matmul([[1, 2], [3, 4]], [1, 1])", "[3, 7]"), ("softmax([0, 0])", "[0.5, 0.5]"),
      ("softmax([[0, 0], [1000, 0]])", "[[0.5, 0.5], [1, 0]]"), ("softmax([])", "[]"),
      ("contains(\"blue car\", \"car\")", "true"), ("contains(\"a\", \"\")", "true"),
      ("contains([\"a\", \"b\"], \"c\")", "false"), ("contains([1, 2], 2)", "true"),
      ("sum([])", "0"), ("max([1, 0 / 0])", "nan"),
    ])
  func values(text: String, result: String) throws {
    #expect(try shown(text) == result)
  }

  @Test("are declared in one table with signature and help")
  func table() {
    #expect(LabFunction.all.count == 18)
    #expect(LabFunction.all.allSatisfy { $0.signature.utf8.starts(with: ($0.name + "(").utf8) })
    #expect(LabFunction.all.allSatisfy { !$0.help.isEmpty })
  }

  @Test("keep labels where they still fit")
  func labels() throws {
    let matrix = NumericArray(
      rows: [[1, 2], [3, 4]], rowLabels: ["a", "b"], columnLabels: ["c", "d"])
    func labels(_ text: String) throws -> [[String]?] {
      guard case .array(let array) = try value(text, ["m": .array(matrix)]) else { return [] }
      return array.labels
    }
    #expect(try labels("m * 2") == [["a", "b"], ["c", "d"]])
    #expect(try labels("softmax(m)") == [["a", "b"], ["c", "d"]])
    #expect(try labels("m + [[1, 2], [3, 4]]") == [["a", "b"], ["c", "d"]])
    #expect(try labels("matmul(m, [[1], [2]])") == [["a", "b"], nil])
    #expect(try labels("m[1]") == [["c", "d"]])
    #expect(try labels("m[:, 0]") == [["a", "b"]])
    #expect(try labels("m[1:, :1]") == [["b"], ["c"]])
    #expect(try labels("[m[0], m[1]]") == [nil, ["c", "d"]])
  }
}

@Suite("Lists that grow without sense")
struct ListSizeTests {
  @Test(
    "are refused before they fill the memory", arguments: ["[1, 2]", "[[1], [1, 2]]", "[\"a\"]"])
  func doubling(seed: String) throws {
    var list = try value(seed)
    let error = message {
      for _ in 0..<64 { list = try value("[x, x]", ["x": list]) }
      return list
    }
    #expect(error == "a list has at most 4194304 elements, those inside counted")
  }
}
