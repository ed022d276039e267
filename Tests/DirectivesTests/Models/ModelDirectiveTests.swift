import Bedrock
import Directives
import Engine
import Notebook
import Testing

@Suite("Directives that ask a model")
struct ModelDirectiveTests {
  @Test("a model's tokens stand beside an encoding's, and its front matter name is a fallback only")
  func tokenize() {
    let run = LabRun(
      """
      own = tokenize "The blue car hit the wall." model=tinyworld
      both = tokenize "The blue car hit the wall." encoding=o200k_base model=tinyworld
      other = tokenize "The blue car hit the wall."
      expect own.pieces == ["The", " blue", " car", " hit", " the", " wall", "."]
      expect both.counts[1] == own.count
      expect other.ids[0] == 976
      """)
    #expect(run.errors == [])
  }

  @Test("the table's rows are the model's, and words are found with or without their space")
  func embed() {
    let run = LabRun(
      """
      a = embed ["cat", " cat"] model=tinyworld
      expect a.ids[0] == a.ids[1]
      expect a.vectors[0, :] == a.vectors[1, :]
      expect len(a.vectors[0, :]) == 128
      """)
    #expect(run.errors == [])
  }

  @Test("equal beginnings have the same vectors to the last bit at every layer", arguments: 0..<4)
  func prefix(layer: Int) {
    let run = LabRun(
      """
      short = embed "The fisherman looked at the river. The bank" model=tinyworld layer=\(layer)
      long = embed "The fisherman looked at the river. The bank was muddy." model=tinyworld
        layer=\(layer)
      let n = len(short.ids)
      expect long.vectors[0:n, :] == short.vectors
      """)
    #expect(run.errors == [])
  }

  @Test("a head's rows sum to 1, see nothing that follows, and start at the start token")
  func attend() {
    let run = LabRun(
      """
      attend "The blue car hit the wall." model=tinyworld layer=1 head=-1 query=car
      expect attend.head == 3
      expect sum(attend.weights["car", :]) ~ 1 within 0.00001
      expect attend.weights["blue", "car"] == 0
      expect attend.tokens[0] == "<|endoftext|>"
      expect attend.output ~ matmul(attend.weights, attend.values) within 0.0001
      expect attend.weighted_norms["car", "blue"] ~
        attend.weights["car", "blue"] * attend.value_norms["blue"] within 0.00001
      """)
    #expect(run.errors == [])
    #expect(run["attend", "queries"]?.arrayValue?.count == 8)
  }

  @Test("logits are dot products of the last vector with the table's rows; ranks and targets agree")
  func logits() {
    let run = LabRun(
      """
      logits "Three, two, one," model=tinyworld top=5 targets=[" liftoff", " wall"]
      table = embed ids=[(logits.top_ids[0]), (logits.top_ids[4])] model=tinyworld
      expect dot(logits.hidden, table.vectors[0, :]) ~ logits.top_logits[0] within 0.001
      expect dot(logits.hidden, table.vectors[1, :]) ~ logits.top_logits[4] within 0.001
      expect logits.top_tokens[0] == " liftoff"
      expect logits.target_ranks[0] == 1
      expect logits.target_ranks[1] > 1
      expect len(logits.logits) == 1280
      expect len(logits.losses) == len(logits.prompt_ids) - 1
      expect logits.perplexity ~ exp(mean(logits.losses)) within 0.0001
      """)
    #expect(run.errors == [])
  }

  @Test("writing goes on to the end of text, or past it, and greedy needs no luck")
  func generate() {
    let run = LabRun(
      """
      a = generate "Three, two," model=tinyworld tokens=20
      b = generate "Three, two," model=tinyworld tokens=20
      c = generate "Three, two," model=tinyworld tokens=20 stop=false
      none = generate "Three, two," model=tinyworld tokens=0
      d = generate "The small dog" model=tinyworld tokens=10 temperature=1 top_k=1
      e = generate "The small dog" model=tinyworld tokens=10
      expect a.text == " one, liftoff!"
      expect a.ids == b.ids
      expect a.ending == "stop"
      expect len(c.ids) == 20
      expect c.ids[0:4] == a.ids
      expect len(none.ids) == 0
      expect d.ids == e.ids
      """)
    #expect(run.errors == [])
  }

  @Test("a prompt's logits are sampled over the whole vocabulary")
  func sample() {
    let run = LabRun(
      """
      sample "The storm was loud, but the child stayed" model=tinyworld top_k=7 draws=50
      expect len(sample.probabilities) == 1280
      expect len(sample.kept) == 7
      expect sum(sample.counts) == 50
      """)
    #expect(run.errors == [])
  }

  @Test("one small step against a text's gradient lowers its loss, and the slope is as promised")
  func backprop() {
    let run = LabRun(
      """
      backprop text="Three, two, one, zero!" model=tinyworld learning_rate=0.002
      expect backprop.loss_after < backprop.loss_before
      expect backprop.measured_slope ~ backprop.gradient_norm within (0.02 * backprop.gradient_norm)
      expect norm(backprop.gradients) ~ backprop.gradient_norm within 0.001
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        #"attend "The car" model=tinyworld layer=4 head=0"#,
        "there is no layer 4: the model has 4 layers, from 0 to 3",
        "layer=4"
      ),
      (
        #"attend "The car" model=tinyworld layer=0"#,
        "a model's attention needs 'head=', from 0 to 3", "attend"
      ),
      (
        #"attend "The car" model=tinyworld layer=0 head=0 mask=none"#,
        "'mask=none' does not go with a model: a model's attention is causal",
        "mask=none"
      ),
      (
        #"attend q=[[1]] k=[[1]] model=tinyworld"#,
        "'attend' takes one source, and here are two: 'model=' and 'q='", "q=[[1]]"
      ),
      (
        #"embed ["zeppelin"] model=tinyword"#,
        "'model' names no model: there is no 'tinyword'; did you mean 'tinyworld'?", "tinyword"
      ),
      (
        #"logits "x""#, "'logits' needs a model: 'model=' here, or 'model:' in the front matter",
        "logits"
      ),
      (#"sample"#, "'sample' needs scores: a prompt and a model, or 'logits='", "sample"),
      (
        #"logits "x" model=tinyworld targets=[1280]"#,
        "there is no token 1280: the model has 1,280 tokens, from 0", "targets=[1280]"
      ),
    ])
  func errors(source: String, message: String, span: String) {
    let run = LabRun(source)
    #expect(run.errors == [message])
    #expect(run.spans == [span])
  }

  @Test("a text longer than the context is refused with both numbers")
  func tooLong() {
    let text = String(repeating: "one, two, ", count: 40)
    let run = LabRun("logits \"\(text)\" model=tinyworld")
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains("and the model's context holds 128") == true)
  }
}
