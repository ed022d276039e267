import Bedrock
import Directives
import Engine
import Numerics
import Testing

@Suite("Conversations, by the template in a model's file")
struct ChatDirectiveTests {
  private static let template = """
    {%- for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}
    {%- if strftime_now is defined %}{{ strftime_now('%Y') }}{% endif %}
    {%- if add_generation_prompt %}<|assistant|>{% endif %}
    """

  /// A model of bytes and five special tokens, with a template or without.
  private static func file(template: String?) throws -> [UInt8] {
    let special = ["<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<s>"]
    let tokenizer = BytePairTokenizer(
      name: "bytes", preTokenizer: .r50k,
      vocabulary: Vocabulary(tokens: (UInt8.min...UInt8.max).map { [$0] }), merges: MergeTable([]),
      specialTokens: special.enumerated().map {
        SpecialToken(text: $0.element, id: 256 + $0.offset)
      })
    let weights = try ModelWeights(
      configuration: .llama(
        vocabularySize: 261, width: 8, layers: 1, heads: 2, hiddenWidth: 12, context: 200), seed: 3)
    let record = try TokenizerRecord(
      tokenizer, startID: 260, finishID: nil, endIDs: [259],
      chat: template.map { ChatFormat(template: $0, startText: "<s>", endText: "<|end|>") })
    return LanguageModel.file(weights: weights, tokenizer: record)
  }

  private func run(_ source: String) throws -> LabRun {
    LabRun(
      source,
      files: [
        "m.safetensors": try Self.file(template: Self.template),
        "bare.safetensors": try Self.file(template: nil),
        "broken.safetensors": try Self.file(template: "a\n{% if x %}"),
      ])
  }

  @Test("a conversation is tokens of the template, with no start token besides") func tokens()
    throws
  {
    let run = try run(
      """
      tokenize chat=[["user", "Hi"], ["assistant", "Yo"], ["user", "?"]] system="Be."
        model="m.safetensors"
      expect tokenize.count == 17
      expect tokenize.ids[0] == 256
      expect tokenize.pieces[-1] == "<|assistant|>"
      l = logits chat=[["user", "Hi"]] model="m.safetensors"
      expect l.prompt_ids == [257, 72, 105, 259, 258]
      s = logits "Hi" system="A" model="m.safetensors"
      expect s.prompt_ids == [256, 65, 259, 257, 72, 105, 259, 258]
      plain = logits "Hi" model="m.safetensors"
      expect plain.prompt_ids == [260, 72, 105]
      d = logits "Hi" system="A" date="2024-07-26" model="m.safetensors"
      expect len(d.prompt_ids) == 12
      """)
    #expect(run.errors == [])
  }

  @Test("every directive that reads a text reads a conversation") func everywhere() throws {
    let run = try run(
      """
      generate chat=[["user", "Hi"]] tokens=3 model="m.safetensors"
      expect len(generate.prompt_ids) == 5
      attend chat=[["user", "Hi"]] model="m.safetensors" layer=0 head=0
      expect len(attend.tokens) == 5
      multihead chat=[["user", "Hi"]] model="m.safetensors" layer=0
      lens "Hi" system="A" model="m.safetensors"
      ablate chat=[["user", "Hi"]] model="m.safetensors"
      attribute chat=[["user", "Hi"]] model="m.safetensors"
      trace chat=[["user", "Hi"]] model="m.safetensors"
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what makes no conversation is an error",
    arguments: [
      (
        #"logits "a" chat=[["user", "Hi"]] model="m.safetensors""#,
        "a conversation takes the place of the text: give one of them"
      ),
      (#"logits model="m.safetensors""#, "'logits' needs a text, or 'chat=' with a conversation"),
      (#"logits system="A" model="m.safetensors""#, "'system' goes with a text or with 'chat='"),
      (
        #"logits "a" date="2024-01-01" model="m.safetensors""#,
        "'date' goes with 'chat=' or 'system='"
      ),
      (
        #"logits chat=[["user", "Hi"]] model="bare.safetensors""#,
        "the model's file has no template for conversations"
      ),
      (
        #"logits chat=[["user", "Hi"]] model="broken.safetensors""#,
        "line 2 of the chat template: 'if' is not closed"
      ),
      (
        #"attend chat=[["user", "Hi"]]"#,
        "'attend' needs a model: 'model=' here, or 'model:' in the front matter"
      ),
      (
        #"tokenize chat=[["user", "Hi"]] encoding=gpt2 model="m.safetensors""#,
        "a conversation is put into words by a model's template: 'encoding' has none"
      ),
    ])
  func errors(source: String, problem: String) throws {
    #expect(try run(source).errors == [problem])
  }

  @Test("a shape or a date that is none is refused where it stands") func shapes() throws {
    for (source, words) in [
      (#"logits chat=["user", "Hi"] model="m.safetensors""#, "pairs of a role and a text"),
      (#"logits chat=[] model="m.safetensors""#, "list of messages"),
      (#"logits "a" system="b" date="2024-02-30" model="m.safetensors""#, "must be a day"),
    ] {
      let errors = try run(source).errors
      #expect(errors.count == 1 && errors[0].contains(words), "\(errors)")
    }
  }

  @Test("probe asks nothing of a model that was not trained here") func probe() throws {
    #expect(
      try run(#"probe model="m.safetensors""#).errors == [
        "'probe' asks about tinyworld's world, of which m.safetensors has read nothing: it knows models that were trained here"
      ])
  }
}
