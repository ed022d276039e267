import Bedrock
import Testing

@Suite("JSON writing")
struct JSONWriterTests {
  static let sample: JSON = [
    "name": "tiny/world", "ids": [3335, 290], "loss": .float(0.1), "nested": ["a": [], "b": [:]],
    "matrix": [[1, 2.5], [.null, true]],
  ]

  @Test("compact text has no blanks, keys keep their order, slashes stand")
  func compact() {
    #expect(
      Self.sample.serialized()
        == #"{"name":"tiny/world","ids":[3335,290],"loss":0.1,"nested":{"a":[],"b":{}},"matrix":[[1,2.5],[null,true]]}"#
    )
  }

  @Test("pretty text indents by two and keeps arrays of scalars on a line")
  func pretty() {
    #expect(
      Self.sample.serialized(pretty: true) == """
        {
          "name": "tiny/world",
          "ids": [3335, 290],
          "loss": 0.1,
          "nested": {
            "a": [],
            "b": {}
          },
          "matrix": [
            [1, 2.5],
            [null, true]
          ]
        }
        """)
  }

  @Test("numbers have the shortest digits at their own width, integers no point")
  func numbers() {
    let value: JSON = [
      .double(0.1), .float(0.1), .double(3), .float(3), .double(-0.0), .double(.nan),
      .float(-.infinity),
      .double(1e300), .integer(.min), .integer(.max), .double(1e-7), .float(16_777_216),
      .double(0x1p53),
    ]
    #expect(
      value.serialized()
        == "[0.1,0.1,3,3,0,null,null,1e+300,-9223372036854775808,9223372036854775807,1e-07,16777216,9007199254740992]"
    )
  }

  @Test("quotes, backslashes and control characters are escaped, the rest is not")
  func strings() {
    let value = JSON.string("\"\\/\n\r\t\u{8}\u{0}\u{1F}\u{7F}é漢👍\u{2028}")
    #expect(value.serialized() == "\"\\\"\\\\/\\n\\r\\t\\u0008\\u0000\\u001f\\u007fé漢👍\u{2028}\"")
    #expect(JSON.string("").serialized() == "\"\"")
  }

  @Test("reading what was written gives it back")
  func roundTrip() throws {
    for pretty in [false, true] {
      let value = try JSON(parsing: Self.sample.serialized(pretty: pretty))
      #expect(value.serialized() == Self.sample.serialized())
    }
  }

  @Test("members are found, replaced, appended and removed by key")
  func members() {
    var object = JSON.Object([("a", 1), ("b", 2), ("a", 3)])
    #expect(object["a"] == 1 && object["c"] == nil && object.keys == ["a", "b", "a"])
    object["b"] = "x"
    object["c"] = .null
    object["a"] = nil
    #expect(object == ["b": "x", "c": .null] && object.count == 2 && !object.isEmpty)
    let value = JSON.object([("list", .integers([4, 5])), ("flag", true)])
    #expect(
      value["list"]?[1]?.intValue == 5 && value["list"]?[2] == nil && value["list"]?[-1] == nil)
    #expect(
      value["flag"]?.boolValue == true && value["list"]?["x"] == nil && value.stringValue == nil)
    #expect(JSON.numbers([0.5, 2]).arrayValue?.last?.intValue == 2)
    #expect(JSON.numbers([Float(0.5)])[0]?.doubleValue == 0.5 && JSON.double(0.5).intValue == nil)
    #expect(
      JSON.strings(["a"])[0]?.stringValue == "a" && JSON.null.isNull
        && JSON.double(1e300).intValue == nil)
  }
}
