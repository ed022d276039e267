import Bedrock
import Testing

@Suite("JSON reading")
struct JSONParserTests {
  @Test("every kind of value is read as what it is")
  func values() throws {
    let text = #" { "a" : [ 1 , -2.5e3 , true , false , null ] , "b" : "x" , "a" : {} } "#
    #expect(
      try JSON(parsing: text)
        == .object([
          ("a", [1, -2500.0, true, false, .null]), ("b", "x"), ("a", [:]),
        ]))
    #expect(try JSON(parsing: "\r\n\t[ ]") == [])
  }

  @Test("integers that fit are integers, other numbers doubles")
  func numbers() throws {
    let cases: [(String, JSON)] = [
      ("0", 0), ("-7", -7), ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .double(0x1p63)), ("1e2", .double(100)), ("1.0", .double(1)),
      ("-0", .double(-0.0)),
      ("0.1", .double(0.1)), ("1E+2", .double(100)), ("5e-324", .double(0x1p-1074)),
      ("1e-999", .double(0)),
    ]
    for (text, value) in cases { #expect(try JSON(parsing: text) == value, "\(text)") }
    #expect(try JSON(parsing: "-0").doubleValue?.sign == .minus)
  }

  @Test("escapes and surrogate pairs become the characters they stand for")
  func escapes() throws {
    #expect(
      try JSON(parsing: #""\"\\\/\b\f\n\r\t\u00e9\u6F22\ud83d\udc4d""#)
        == "\"\\/\u{8}\u{C}\n\r\té漢👍")
    #expect(try JSON(parsing: "\"é漢👍\\n漢\"") == "é漢👍\n漢")
    #expect(try JSON(parsing: "\"\\u0000\"") == "\u{0}")
  }

  @Test(
    "what is not JSON is refused where it goes wrong",
    arguments: [
      ("", 0, "1:1: expected a value, found the end of the text"),
      ("[1,]", 3, "1:4: expected a value"),
      ("[1 2]", 3, "1:4: expected ',' or ']'"), ("{\"a\" 1}", 5, "1:6: expected ':' after the key"),
      ("{a:1}", 1, "1:2: expected a key in quotes"),
      ("{\"a\":1,}", 7, "1:8: expected a key in quotes"),
      ("{\"a\":1", 6, "1:7: expected ',' or '}'"), ("tru", 0, "1:1: expected a value"),
      ("nulL", 0, "1:1: expected a value"), ("01", 0, "1:1: a number with a leading zero"),
      ("-", 1, "1:2: expected a digit"), ("1.", 2, "1:3: expected a digit"),
      ("1e", 2, "1:3: expected a digit"),
      (".5", 0, "1:1: expected a value"), ("+1", 0, "1:1: expected a value"),
      ("NaN", 0, "1:1: expected a value"),
      ("1 1", 2, "1:3: unexpected text after the value"),
      ("[\n\n  1e999]", 5, "3:3: a number out of range"),
      ("\"abc", 4, "1:5: a string without its closing quote"),
      ("\"ab\\", 4, "1:5: a string without its closing quote"),
      ("\"\u{1}\"", 1, "1:2: a control character in a string must be escaped"),
      ("\"a\\n\n\"", 4, "1:5: a control character in a string must be escaped"),
      ("\"\\x\"", 1, "1:2: unknown escape"),
      ("\"\\u12g4\"", 1, "1:2: \\u needs four hexadecimal digits"),
      ("\"\\ud83d\"", 1, "1:2: half of a surrogate pair"),
      ("\"\\udc4d\\ud83d\"", 1, "1:2: half of a surrogate pair"),
      ("\"\\ud83d\\u0041\"", 1, "1:2: half of a surrogate pair"),
      ("\"é漢\" x", 8, "1:6: unexpected text after the value"),
      ("\u{FEFF}1", 0, "1:1: expected a value"), ("// no", 0, "1:1: expected a value"),
    ])
  func refused(text: String, offset: Int, description: String) {
    let error = #expect(throws: JSON.ParseError.self) { try JSON(parsing: text) }
    #expect(error?.description == description)
    #expect(error?.offset == offset)
  }

  @Test("invalid UTF-8 in a string is refused at its first byte")
  func invalidUTF8() {
    for bad in [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]] {
      for prefix in [Array("\"ab".utf8), Array("\"a\\n".utf8), Array("\"\\n漢".utf8)] {
        let error = #expect(throws: JSON.ParseError.self) {
          try JSON(parsing: prefix + bad + Array("\"".utf8))
        }
        #expect(error?.message == "invalid UTF-8")
        #expect(error?.offset == prefix.count)
      }
    }
  }

  @Test(
    "100,000 brackets in one another are an error and no crash",
    arguments: ["[", "{\"a\":", "[[{\"b\":"])
  func depth(opening: String) {
    let error = #expect(throws: JSON.ParseError.self) {
      try JSON(parsing: String(repeating: opening, count: 100_000))
    }
    #expect(error?.message == "nested more than 512 deep")
  }

  @Test("nesting up to the bound is read")
  func deepEnough() throws {
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try JSON(parsing: text).serialized() == text)
    #expect(throws: JSON.ParseError.self) { try JSON(parsing: "[[]]", maximumDepth: 1) }
  }

  @Test("random values survive the way into text and back")
  func roundTrip() throws {
    var random = RandomStream(seed: 2, name: "json")
    for _ in 0..<300 {
      let value = randomValue(&random, depth: 0)
      #expect(try JSON(parsing: value.serialized()) == value)
      #expect(try JSON(parsing: value.serialized(pretty: true)) == value)
    }
  }

  private func randomValue(_ random: inout RandomStream, depth: Int) -> JSON {
    switch random.below(depth < 4 ? 8 : 5) {
    case 0: return .null
    case 1: return .bool(random.below(2) == 0)
    case 2: return .integer(Int(truncatingIfNeeded: random.next()))
    case 3: return .double(random.normal())
    case 4: return .string(randomString(&random))
    case 5: return .array((0..<random.below(5)).map { _ in randomValue(&random, depth: depth + 1) })
    default:
      return .object(
        (0..<random.below(5)).map { _ in
          (randomString(&random), randomValue(&random, depth: depth + 1))
        })
    }
  }

  private func randomString(_ random: inout RandomStream) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<random.below(9) {
      let limit: UInt32 = [0x80, 0x800, 0x10000, 0x110000][random.below(4)]
      text.append(Unicode.Scalar(UInt32(random.below(Int(limit)))) ?? "?")
    }
    return String(text)
  }
}
