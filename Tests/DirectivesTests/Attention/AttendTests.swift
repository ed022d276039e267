import Bedrock
import Testing

@Suite struct AttendTests {
  @Test("the seed's row for blue comes out, and divided by the root of 3 it does not")
  func seed() {
    let run = LabRun(
      """
      let words = ["The", "blue", "car", "hit", "the", "wall"]
      let row = [[0.307, 0.384, 2.270, 0.703, 0.284, 0.261]]
      plain = attend scores=row labels=words
      scaled = attend scores=row labels=words head_width=3
      unscaled = attend scores=row labels=words scale=none
      expect plain.weights * 100 ~ [[7.9, 8.6, 56.4, 11.8, 7.7, 7.6]]
      expect argmax(plain.weights[0, :]) == 2
      expect scaled.weights[0, "car"] * 100 ~ 37.1
      expect unscaled.weights == plain.weights
      expect scaled.scores[0, "car"] ~ 2.270 / sqrt(3) within 1e-15
      """)
    #expect(run.errors == [])
  }

  @Test("one query by hand: match, scale, softmax, mix")
  func byHand() {
    let run = LabRun(
      """
      let keys = [[0, 0, 0, 0], [0, 0, 2, 0], [2, 2, 0, 0], [2, -2, 0, 2]]
      let values = [[0, 0, 0, 0], [0, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1]]
      attend q=[[2, 2, 0, 0]] k=keys v=values labels=["A", "blue", "car", "wall"] query=0
      expect attend.scores ~ [[0, 0, 4, 0]]
      expect attend.weights[0, "car"] ~ exp(4) / (exp(4) + 3) within 1e-15
      expect attend.output ~ matmul(attend.weights, values) within 1e-12
      """)
    #expect(run.errors == [])
    #expect(run.shown["attend"]?.contains("sqrt(4)") == true)
  }

  @Test("with a causal mask blue cannot see car, nor it what follows")
  func causal() {
    let run = LabRun(
      """
      let sentence = "A blue car crashed into a concrete wall, it was speeding."
      open = attend sentence
      attend sentence mask=causal
      expect open.weights["blue", "car"] > 0
      expect attend.weights["blue", "car"] == 0
      expect attend.weights["it", "speeding"] == 0
      expect attend.weights["it", "car"] > 0
      expect attend.weights["A", "A"] == 1
      expect sum(attend.weights["it", :]) ~ 1 within 1e-12
      """)
    #expect(run.errors == [])
  }

  @Test("the same token has the same query, whatever stands around it")
  func context() {
    let run = LabRun(
      """
      attend ["river", "bank", "money", "bank"]
      expect attend.queries[1, :] == attend.queries[3, :]
      expect attend.output[1, :] == attend.output[3, :]
      one = attend "bank" width=4 head_width=2
      expect len(one.queries[0, :]) == 2
      """)
    #expect(run.errors == [])
  }

  @Test("projections are x times their matrix, and labels come along from a labelled matrix")
  func projections() {
    let run = LabRun(
      """
      embed table=[[1, 0], [0, 1]] labels=["up", "down"]
      attend x=embed.vectors wq=[[2, 0], [0, 2]] wk=[[1, 0], [0, 1]] wv=[[1], [3]] scale=none
      expect attend.queries == [[2, 0], [0, 2]]
      expect attend.values["down", 0] == 3
      expect attend.scores["up", "up"] == 2
      """)
    #expect(run.errors == [])
  }

  @Test(
    "numbers of one's own and a model's head agree on the same matrices, to the last float digit")
  func sameAttention() {
    let run = LabRun(
      """
      m = attend "The blue car hit the wall" model=tinyworld layer=1 head=2
      let q = m.queries
      let k = m.keys
      let v = m.values
      toy = attend q=q k=k v=v mask=causal
      """)
    #expect(run.errors == [])
    for member in ["scores", "weights", "output"] {
      guard case .record(let model)? = run.environment["m"]?.value,
        case .record(let toy)? = run.environment["toy"]?.value,
        case .array(let a)? = model[member], case .array(let b)? = toy[member]
      else {
        Issue.record("\(member) is missing")
        continue
      }
      #expect(a.shape == b.shape)
      let largest = Float(a.elements.reduce(0) { max($0, $1.magnitude) })
      let farthest = zip(a.elements, b.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      #expect(farthest <= 4 * Double(largest.ulp), "\(member): \(farthest)")
    }
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "attend",
        "'attend' needs something to attend to: a model, or 'q=' and 'k=', or 'x=', 'wq=' and"
          + " 'wk=', or 'scores=', or a text without a model"
      ),
      (
        "attend q=[[1]] k=[[1]] scores=[[1]]",
        "'attend' takes one source, and here are two: 'q=' and 'scores='"
      ),
      (
        "attend q=[[1, 2]] k=[[1]]",
        "q (1×2) does not go with k (1×1): a query and a key need one width"
      ),
      (
        "attend x=[[1, 2]] wq=[[1]] wk=[[1], [2]]",
        "x (1×2) times wq (1×1): wq needs 2 rows, one for each column of x"
      ),
      ("attend q=[[1]]", "'q=' needs 'k=' beside it"),
      ("attend x=[[1]] wq=[[1]]", "'x=' needs 'wk=' beside it"),
      (
        "attend x=[[1]] wq=[[1]] wk=[[1]] v=[[1]]",
        "'v=' goes only with 'q=' and 'k=' or 'scores=', not with 'x=', 'wq=' and 'wk='"
      ),
      ("attend scores=[[1, 2]] labels=[\"a\"]", "1 label for 2 keys: give one a key"),
      (
        "attend scores=[[1, 2]] v=[[1]]",
        "v (1×1) does not go with scores of 2 keys: v needs a row for each key"
      ),
      (
        "attend scores=[[1, 2]] scale=sqrt",
        "'scale=sqrt' and 'scores=' need 'head_width=': a score does not tell the width of the"
          + " vectors that made it"
      ),
      (
        "attend scores=[[1], [2]] mask=causal",
        "a causal mask needs a key for each query, but there are 2 queries and 1 keys"
      ),
      (
        "attend \"the the cat\" query=the",
        "'query' names \"the\", which stands at positions 0, 1; name one of them"
      ),
      (
        "attend \"blue car\" query=blu",
        "'query' names \"blu\", which is none of the tokens; did you mean \"blue\"?"
      ),
      ("attend \"\"", "there is no token to attend to"),
      (
        "attend q=[1, 2] k=[[1, 2]]",
        "'q' must be a matrix: a list of rows, such as [[1, 2], [3, 4]]"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("every picture says in a sentence what it shows")
  func sentences() {
    let run = LabRun(
      "attend scores=[[0.307, 0.384, 2.270]] labels=[\"The\", \"blue\", \"car\"] query=0")
    #expect(
      run.sentences["attend"]?.first
        == "Attention weight at 3 keys: the largest is 77% (key \"car\").")
  }

  @Test("queries have names of their own, which index and head the rows")
  func queryNames() {
    let run = LabRun(
      """
      attend scores=[[1, 2, 3], [3, 2, 1]] queries=["it", "they"] labels=["A", "car", "wall"]
      again = attend scores=(attend.scores)
      expect attend.weights["it", "wall"] == attend.weights["they", "A"]
      expect again.weights["they", "A"] == attend.weights["they", "A"]
      """)
    #expect(run.errors == [])
    #expect(run.shown["attend"]?.contains("it") == true)
    let wrong = LabRun("attend scores=[[1, 2, 3], [3, 2, 1]] queries=[\"it\"]")
    #expect(wrong.errors == ["1 name for 2 queries: give one a query"])
    #expect(wrong.spans == ["queries=[\"it\"]"])
  }

  @Test("show= picks parts, and says what it lacks")
  func shownParts() {
    let source = "q=[[2, 0], [0, 1]] k=[[1, 0], [0, 1]]"
    let run = LabRun(
      """
      none = attend \(source) show=none
      scores = attend \(source) v=[[1], [2]] show=[scores, output]
      steps = attend \(source) query=0 show=steps
      """)
    #expect(run.errors == [])
    #expect(run.shown["none"] ?? "" == "")
    #expect(run.shown["scores"]?.contains("scores before the softmax, divided by sqrt(2)") == true)
    #expect(run.shown["scores"]?.contains("output: each query's mixture") == true)
    #expect(run.shown["scores"]?.contains("attention weight") == false)
    #expect(run.shown["steps"]?.contains("attention weight, %") == false)
    #expect(
      LabRun("attend \(source) show=steps").errors
        == ["'show=steps' needs 'query=': whose steps are to be shown"])
    #expect(
      LabRun("attend \(source) show=output").errors
        == ["'show=output' needs values to mix: 'v=' or 'wv='"])
    #expect(
      LabRun("attend \(source) show=score").errors
        == [
          "'show' must be one of all, scores, weights, steps, output, none, not 'score';"
            + " did you mean 'scores'?"
        ])
  }

  @Test("a model's head shows its scores and outputs, too")
  func modelParts() {
    let run = LabRun(
      """
      attend "The small puppy" model=tinyworld layer=1 head=0 show=[scores, output]
      expect sum(attend.weights[-1, :]) ~ 1 within 1e-5
      """)
    #expect(run.errors == [])
    #expect(run.shown["attend"]?.contains("scores before the softmax") == true)
    #expect(run.shown["attend"]?.contains("the first 6 of 32 numbers of each output") == true)
  }
}
