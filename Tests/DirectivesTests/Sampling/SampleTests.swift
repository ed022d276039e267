import Bedrock
import Testing

@Suite struct SampleTests {
  /// The seven tokens of the seed's chapter 05.
  private static let table = """
    let words = ["calm", "inside", "outside", "cold", "angry", ".", ","]
    let scores = [0.81, 0.34, 0.49, -0.45, -0.84, -0.06, -0.03]

    """

  @Test(
    "the seed's figures come out",
    arguments: [
      "expect sample.probabilities * 100 ~ [27.2, 17.0, 19.7, 7.7, 5.2, 11.4, 11.7]",
      "expect sample.probabilities[\"calm\"] * 100 ~ 27.2",
      "expect len(sample.kept) == 7",
    ])
  func seed(claim: String) {
    let run = LabRun(Self.table + "sample logits=scores tokens=words\n" + claim)
    #expect(run.errors == [])
  }

  @Test("T 0.5 with top-p 0.8 keeps 3 tokens temperature-first and 5 temperature-last")
  func order() {
    let run = LabRun(
      Self.table + """
        first = sample logits=scores tokens=words temperature=0.5 top_p=0.8
        last = sample logits=scores tokens=words temperature=0.5 top_p=0.8 order=[top_p, temperature]
        expect first.kept == [0, 1, 2]
        expect last.kept == [0, 1, 2, 5, 6]
        expect first.probabilities["cold"] == 0
        expect sum(last.probabilities) ~ 1 within 1e-12
        """)
    #expect(run.errors == [])
  }

  @Test(
    "a penalty of 1.3 that always divides raises cold to 8.5%, the signed one lowers it to 6.8%")
  func penalty() {
    let run = LabRun(
      Self.table + """
        divide = sample logits=scores tokens=words repetition_penalty=1.3 history=[cold] penalty_form=divide
        signed = sample logits=scores tokens=words repetition_penalty=1.3 history=cold
        same = sample logits=scores tokens=words repetition_penalty=1.3 history=[3, -4]
        expect divide.raw_probabilities["cold"] * 100 ~ 7.7
        expect divide.probabilities["cold"] * 100 ~ 8.5
        expect signed.probabilities["cold"] * 100 ~ 6.8
        expect same.probabilities == signed.probabilities
        """)
    #expect(run.errors == [])
  }

  @Test("temperature 0 and greedy take the most likely token each time")
  func greedy() {
    let run = LabRun(
      Self.table + """
        zero = sample logits=scores tokens=words temperature=0 draws=5
        greedy = sample logits=scores tokens=words strategy=greedy draws=5
        expect zero.draws == [0, 0, 0, 0, 0]
        expect greedy.draws == zero.draws
        expect zero.kept == [0]
        expect len(greedy.kept) == 7
        expect zero.entropy == 0
        expect zero.perplexity == 1
        """)
    #expect(run.errors == [])
  }

  @Test("draws are the seed's and the name's, and near to the exact probabilities")
  func draws() {
    let source =
      Self.table + """
        sample logits=scores tokens=words draws=20000
        other = sample logits=scores tokens=words draws=20000
        expect sample.counts / 20000 ~ sample.probabilities within 0.02
        expect sum(sample.counts) == 20000
        expect other.counts != sample.counts
        """
    let run = LabRun(source)
    #expect(run.errors == [])
    #expect(run["sample", "draws"] == LabRun(source)["sample", "draws"])
    #expect(run["sample", "draws"] != LabRun(source, seed: 8)["sample", "draws"])
  }

  @Test("a filter that cuts is drawn with its line, and what it drops stays visible")
  func picture() throws {
    let run = LabRun(Self.table + "sample logits=scores tokens=words temperature=0.5 top_p=0.8")
    let shown = try #require(run.shown["sample"])
    #expect(shown.contains("top-p 0.8: 3 kept, 4 dropped"))
    #expect(shown.contains("1. temperature 0.5"))
    #expect(shown.contains("what is left, scaled to sum to 1"))
    #expect(shown.contains("perplexity"))
  }

  @Test("a masked token (minus infinity) is never drawn")
  func masked() {
    let run = LabRun("sample logits=[1, (-1 / 0), 1] draws=100\nexpect sample.counts[1] == 0")
    #expect(run.errors == [])
    #expect(run["sample", "kept"]?.arrayValue?.count == 2)
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      ("sample", "'sample' needs scores: a prompt and a model, or 'logits='"),
      ("sample logits=[]", "'logits' is empty: no token to choose from"),
      (
        "sample logits=[1, 2] tokens=[\"a\"]", "1 token for 2 logits: give one a logit"
      ),
      ("sample logits=[1] temperature=-1", "'temperature' must be at least 0, not -1"),
      ("sample logits=[1] top_k=0", "'top_k' must be at least 1, not 0"),
      ("sample logits=[1] top_p=0", "'top_p' must be above 0 and at most 1, not 0"),
      ("sample logits=[1] min_p=2", "'min_p' must be at least 0 and at most 1, not 2"),
      (
        "sample logits=[1] repetition_penalty=1.2",
        "'repetition_penalty=' and 'logits=' need 'history=': the tokens that were there already"
      ),
      (
        "sample logits=[1, 2] tokens=[\"a\", \"b\"] repetition_penalty=1.2 history=c",
        "'history' names \"c\", which is none of the tokens"
      ),
      (
        "sample logits=[1, 2] tokens=[\"a\", \"a\"] repetition_penalty=1.2 history=a",
        "'history' names \"a\", which stands at positions 0, 1; name one of them"
      ),
      (
        "sample logits=[1, 2] repetition_penalty=1.2 history=[2]",
        "'history' names position 2 of 2 tokens"
      ),
      (
        "sample logits=[1, 2] repetition_penalty=1.2 history=a",
        "'history' names \"a\", but the tokens have no texts; give them, or name the token by its"
          + " position"
      ),
      (
        "sample logits=[1, 2] top_k=1 order=[temperature]",
        "'top_k' is set, but 'order' does not say when it acts"
      ),
      ("sample logits=[1, 2] top_k=1 order=[top_k, top_k]", "'order' names 'top_k' twice"),
      (
        "sample logits=[1, 2] top_k=1 order=[topk]",
        "'order' must be one of repetition_penalty, temperature, top_k, top_p, min_p, not 'topk';"
          + " did you mean 'top_k'?"
      ),
      (
        "sample logits=[1, 2] temprature=1",
        "'sample' has no parameter 'temprature'; did you mean 'temperature'?"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("a model's distribution is drawn as far as it is looked at, and says of how many tokens")
  func vocabulary() {
    let run = LabRun("sample \"The small\" model=tinyworld temperature=0.5 draws=0")
    #expect(run.errors == [])
    #expect(
      run.shown["sample"]?.contains("temperature 0.5: the 12 likeliest of 1,280 tokens") == true)
    let sentences = run.sentences["sample"] ?? []
    #expect(sentences.contains { $0.contains("12 tokens, before and after") })
  }

  @Test("trace and generate have the filters of sample, and name a wrong order alike")
  func sharedFilters() {
    let run = LabRun(
      """
      a = trace "The small" model=tinyworld stage=none min_p=0.5 strategy=greedy
      b = generate "The small" model=tinyworld tokens=1 min_p=0.5 strategy=greedy show=none
      expect a.new_ids == b.ids
      """)
    #expect(run.errors == [])
    for verb in ["trace", "generate"] {
      let wrong = LabRun("\(verb) \"The\" model=tinyworld top_k=2 order=[temperature]")
      #expect(wrong.errors == ["'top_k' is set, but 'order' does not say when it acts"])
    }
  }

  @Test("a tiny probability is not written as nothing")
  func tiny() {
    let run = LabRun(
      "logits \"Three, two, one,\" model=tinyworld top=1 targets=[\" purr\", \" two\"]")
    #expect(run.errors == [])
    #expect(run.shown["logits"]?.contains("< 0.001%") == true)
    #expect(run.shown["logits"]?.contains("·two") == true)
  }

  @Test("a trace says why it ends")
  func traceEnding() {
    let run = LabRun(
      """
      ended = trace "Three, two," model=tinyworld stage=output tokens=20
      cut = trace "Three, two," model=tinyworld stage=output tokens=1
      """)
    #expect(run.errors == [])
    #expect(
      run.summaries["ended"]?.last?.contains("written, then the model ended the text: ") == true)
    #expect(
      run.summaries["cut"]?.last?.hasPrefix("1 token written, as many as were asked for: ") == true)
  }
}
