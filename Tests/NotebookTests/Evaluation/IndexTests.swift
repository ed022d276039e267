import Notebook
import Testing

@Suite("Indices")
struct IndexTests {
  private let names: KeyValuePairs<String, Value> = [
    "v": .vector([10, 11, 12, 13]),
    "m": .array(
      NumericArray(
        rows: [[1, 2, 3], [4, 5, 6]], rowLabels: ["The", " blue"],
        columnLabels: [" the", "cat", " the"])),
    "s": .strings(["a", "b", "c"]), "e": .vector([]),
    "runs": .list([.record(["x": .vector([1, 2])]), .record(["x": .vector([3, 4])])]),
    "ragged": .list([.vector([1, 2]), .vector([3])]), "i": .double(2),
    "r": .record(["i": .double(1)]),
  ]

  @Test(
    "count from 0, from the end, by label, and take slices",
    arguments: [
      ("v[0]", "10"), ("v[-1]", "13"), ("v[i]", "12"), ("v[r.i]", "11"), ("v[1 + 1]", "12"),
      ("v[v[0] - 9]", "11"), ("v[1:3]", "[11, 12]"), ("v[:2]", "[10, 11]"), ("v[-2:]", "[12, 13]"),
      ("v[:]", "[10, 11, 12, 13]"), ("v[3:1]", "[]"), ("v[:100]", "[10, 11, 12, 13]"),
      ("m[0, 1]", "2"), ("m[1]", "[4, 5, 6]"), ("m[:, 0]", "[1, 4]"), ("m[\"The\", \"cat\"]", "2"),
      ("m[\"blue\", 0]", "4"), ("m[\" blue\", -1]", "6"), ("m[\"blue\":, 1:]", "[[5, 6]]"),
      ("m[0:1]", "[[1, 2, 3]]"), ("m[:, :][1, 1]", "5"), ("s[-1]", "c"),
      ("s[1:]", "[\"b\", \"c\"]"),
      ("runs[1].x[0]", "3"), ("ragged[0, 1]", "2"), ("ragged[1]", "[3]"), ("e[:]", "[]"),
      ("len(ragged[:])", "2"),
    ])
  func values(text: String, result: String) throws {
    #expect(try shown(text, names) == result)
  }

  static let errors: [(text: String, error: String)] = [
    ("v[4]", "there is no position 4: the axis has 4, 0 to 3"),
    ("v[-5]", "there is no position -5: the axis has 4, 0 to 3"),
    ("e[0]", "there is no position 0: the axis is empty"),
    ("v[0.5]", "an index is a whole number, not 0.5"),
    ("v[1e300]", "an index is a whole number, not 1e+300"),
    ("v[0 / 0]", "an index is a whole number, not nan"),
    ("v[true]", "an index is a whole number or a label, not true or false"),
    ("v[0, 0]", "2 indices for 'v', which has 1 axis"),
    ("m[0, 0, 0]", "3 indices for 'm', which has 2 axes"),
    ("v[\"a\"]", "there are no labels here: write a position, 0 to 3"),
    ("m[0, \"the\"]", "'the' stands at the positions 0, 2: write one of them instead"),
    ("m[0, \" the\"]", "' the' stands at the positions 0, 2: write one of them instead"),
    (
      "m[\"bleu\", 0]",
      "there is no 'bleu' here; there are \"The\", \" blue\"; did you mean 'blue'?"
    ),
    ("i[0]", "'i' is a number and has no positions"),
    (
      "runs[0]",
      "'runs[0]' holds several results: write one of runs[0].x"
    ),
    ("runs", "'runs' is a list of results, each with x: take one of them"),
    ("runs.x", "'runs' is a list and has no member 'x'"),
    ("s[3]", "there is no position 3: the axis has 3, 0 to 2"),
    ("v[k]", "unknown name 'k'; text is written in quotes"),
  ]

  @Test("that lead nowhere say why", arguments: errors)
  func mistakes(text: String, error: String) {
    #expect(message { try value(text, names) } == error)
  }
}

@Suite("Arguments")
struct ArgumentTests {
  private let evaluator = Evaluator(
    environment: environment([
      "x": .double(2), "v": .vector([1, 2], labels: ["a", "b"]), "t": .string("text"),
      "f": .array(NumericArray(floats: [1, 2], shape: [2])),
    ]))

  @Test("are numbers, lists of them, and what names and parentheses stand for")
  func numbers() throws {
    #expect(try evaluator.number(atom("-1.5")) == -1.5)
    #expect(try evaluator.number(atom("x")) == 2)
    #expect(try evaluator.number(atom("(x * 3)")) == 6)
    #expect(try evaluator.numbers(atom("[1, x, (x + 1)]")).elements == [1, 2, 3])
    #expect(try evaluator.numbers(atom("[[1, 2], v]")).shape == [2, 2])
    #expect(try evaluator.numbers(atom("v")).labels == [["a", "b"]])
    #expect(try evaluator.numbers(atom("(v * 2)")).labels == [["a", "b"]])
    #expect(try evaluator.numbers(atom("f")).width == .float)
    #expect(try evaluator.numbers(atom("[f, f]")).width == .float)
    #expect(try evaluator.numbers(atom("[f, [1, 2]]")).width == .double)
    #expect(try evaluator.numbers(atom("[]")).shape == [0])
    #expect(try evaluator.numbers(atom("[[], []]")).shape == [2, 0])
    #expect(try evaluator.numbers(atom("[[[1], [2]]]")).shape == [1, 2, 1])
  }

  @Test(
    "of another kind say so",
    arguments: [
      ("t", "must be a list of numbers, not text"),
      ("3", "must be a list of numbers, not a number"),
      ("[1, \"a\"]", "must be a list of numbers, but entry 1 is text"),
      ("[1, true]", "must be a list of numbers, but entry 1 is true or false"),
      (
        "[[1, 2], [3]]",
        "must have rows of one length, but row 1 has 1 entry and row 0 has 2 entries"
      ),
      (
        "[[1], [2], v]",
        "must have rows of one length, but row 2 has 2 entries and row 0 has 1 entry"
      ),
      (
        "[1, [2]]",
        "must have rows of one length, but entry 1 is a list of 1 entry and entry 0 is a number"
      ),
      (
        "[[1], 2]",
        "must have rows of one length, but entry 1 is a number and entry 0 is a list of 1 entry"
      ),
      ("([[1, 2], [3]])", "must have rows of one length"),
    ])
  func mismatches(text: String, error: String) {
    #expect(message { try evaluator.numbers(atom(text)) } == error)
  }

  @Test("that are ragged are underlined at the row")
  func raggedPlace() throws {
    #expect {
      try evaluator.numbers(atom("[[1, 2], [3]]"))
    } throws: { error in
      (error as? ParameterMismatch)?.span?.text == "[3]"
    }
    #expect(message { try evaluator.number(atom("t")) } == "must be a number, not text")
  }

  @Test("that are words with '-' get advice")
  func differences() {
    #expect(
      message { try evaluator.evaluate(atom("x-1")) }
        == "unknown name 'x-1'; a difference stands in parentheses: (x-1)")
  }
}
