import Bedrock
import Engine
import Foundation
import Testing

/// Templates of conversations against Hugging Face's rendering of them.
///
/// `SWIFTLAB_CHAT` names another fixture, made by the same script from other templates.
struct ChatTests {
  private static let fixture = Result {
    let own = ProcessInfo.processInfo.environment["SWIFTLAB_CHAT"]
    let url = own.map { URL(fileURLWithPath: $0) } ?? Fixture.url("chat.json")
    return try JSON(parsing: [UInt8](Data(contentsOf: url)))
  }

  static let templates = (try? fixture.get()["templates"]?.arrayValue) ?? []
  static let names = templates.compactMap { $0["name"]?.stringValue }

  @Test("conversations are written as transformers writes them", arguments: names)
  func rendered(name: String) throws {
    let json = try #require(Self.templates.first { $0["name"]?.stringValue == name })
    let format = ChatFormat(
      template: json["template"]?.stringValue ?? "", startText: "<s>", endText: "</s>")
    var wrong = 0
    for entry in json["conversations"]?.arrayValue ?? [] {
      let messages = (entry[0]?.arrayValue ?? []).map {
        ChatMessage(role: $0[0]?.stringValue ?? "", content: $0[1]?.stringValue ?? "")
      }
      let expected = entry[2]?.stringValue
      var own: String?
      var problem = ""
      do {
        own = try format.rendered(
          messages, expectsAnswer: entry[1]?.boolValue ?? false, date: ChatDate("2024-07-26"))
      } catch { problem = "\(error)" }
      guard own?.utf8.elementsEqual((expected ?? "-").utf8) ?? (expected == nil) else {
        wrong += 1
        if wrong < 2 {
          Issue.record(
            "\(name): \(problem) \((own ?? "nothing").debugDescription), expected \((expected ?? "nothing").debugDescription)"
          )
        }
        continue
      }
    }
    #expect(wrong == 0)
  }

  private func render(_ template: String) throws -> String {
    try ChatFormat(template: template, startText: "<s>", endText: "</s>").rendered([
      ChatMessage(role: "user", content: "Hi")
    ])
  }

  @Test(
    "a template that cannot be read is an error with its line",
    arguments: [
      ("a\n{% if x %}", "line 2 of the chat template: 'if' is not closed"),
      ("a\n\n{{ x", "line 3 of the chat template: a '{{' is not closed"),
      ("{% endif %}", "line 1 of the chat template: 'endif' ends nothing"),
      ("{{ 'a }}", "line 1 of the chat template: a text is not closed"),
      ("{{ x|nothing }}", "line 1 of the chat template: the filter 'nothing' is not known"),
      ("\n{{ x is odd_one }}", "line 2 of the chat template: the test 'odd_one' is not known"),
      ("\n\n{{ x.y }}", "line 3 of the chat template: 'x' is not defined, and so has no 'y'"),
      ("{% include 'x' %}", "line 1 of the chat template: the statement 'include' is not known"),
      (
        "{{ strftime_now('%Y') }}",
        "line 1 of the chat template: 'strftime_now', which is not defined, cannot be called"
      ),
      (
        "\n{{ raise_exception('No.') }}",
        "line 2 of the chat template: it refuses the conversation: No."
      ),
      ("{{ 1 / 0 }}", "line 1 of the chat template: something is divided by 0"),
      ("{{ 9223372036854775807 + 1 }}", "line 1 of the chat template: a number is too large"),
      (
        "{% for i in range(3000000) %}{% endfor %}",
        "line 1 of the chat template: 'range' is too long"
      ),
      (
        "{% for i in range(3000) %}{% for j in range(3000) %}{% endfor %}{% endfor %}",
        "line 1 of the chat template: it takes too many steps"
      ),
      ("{{ 'a' * 99999999999 }}", "line 1 of the chat template: a text becomes too long"),
      (
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "line 1 of the chat template: macros call each other too deep"
      ),
      (
        "{{ " + String(repeating: "(", count: 500) + "1" + String(repeating: ")", count: 500)
          + " }}",
        "line 1 of the chat template: the expression is nested too deep"
      ),
    ])
  func errors(template: String, problem: String) {
    let error = #expect(throws: TemplateError.self) { try render(template) }
    #expect(error.map { "\($0)" } == problem)
  }

  @Test("without a date the template goes its way without a clock") func noClock() throws {
    #expect(try render("{{ 'a' if strftime_now is defined else 'b' }}") == "b")
  }

  @Test(
    "days have their names",
    arguments: [
      ("2024-07-26", "26 Jul 2024, Friday"), ("2000-02-29", "29 Feb 2000, Tuesday"),
      ("1999-12-31", "31 Dec 1999, Friday"), ("2026-11-30", "30 Nov 2026, Monday"),
    ])
  func days(text: String, expected: String) throws {
    #expect(try #require(ChatDate(text)).formatted("%d %b %Y, %A") == expected)
  }

  @Test(
    "what is no day is none", arguments: ["2023-02-29", "2024-13-01", "24-1-1", "x", "2024-00-10"])
  func noDay(text: String) { #expect(ChatDate(text) == nil) }
}
