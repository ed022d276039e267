import Engine
import Testing

@Suite("What an answer is worth")
struct ReplyKindTests {
  @Test(
    "an answer is judged by its first line",
    arguments: [
      (" Because the air scatters blue light.", TinyWorld.ReplyKind.answer),
      ("Because the air scatters blue light.\nIvan saw Ida.", .answer),
      (" Because they feel safe.", .wrongAnswer), (" It depends.", .shrug),
      (" Log in to answer.", .noise), ("", .noise), ("Because the air", .noise),
      (" because the air scatters blue light.", .noise), ("\u{0}🙂", .noise),
    ])
  func kinds(_ text: String, _ kind: TinyWorld.ReplyKind) {
    #expect(TinyWorld.kind(ofReply: text, to: "Why is the sky blue?") == kind)
  }

  @Test("every instruction's answer is its answer, and its shrug a shrug")
  func instructions() {
    for item in TinyWorld.instructions {
      #expect(TinyWorld.kind(ofReply: item.answer, to: item.prompt) == .answer)
      #expect(TinyWorld.kind(ofReply: item.shrug, to: item.prompt) == .shrug)
    }
    #expect(TinyWorld.kind(ofReply: " It depends.", to: "no question") == .shrug)
  }
}
