import Bedrock
import Testing

@Suite struct MultiHeadTests {
  /// The 36 scores of the page that the course follows.
  static let scores = """
    let scores = [[0.212, 0.191, 0.276, 0.366, 0.190, 0.297],
      [0.307, 0.384, 2.270, 0.703, 0.284, 0.261],
      [0.425, 1.293, 1.122, 0.988, 0.393, 1.124],
      [0.400, 0.503, 0.739, 0.846, 0.363, 0.798],
      [0.193, 0.184, 0.265, 0.339, 0.173, 0.283],
      [0.415, 0.730, 1.047, 0.978, 0.382, 1.473]]
    let words = ["The", "blue", "car", "hit", "the", "wall"]
    """

  @Test(
    "the page's row for blue, as it is and divided by the root of 3")
  func page() {
    let run = LabRun(
      Self.scores + """

        plain = multihead scores=scores labels=words query=blue
        expect plain.weights[0, "blue", :] * 100 ~ [7.9, 8.6, 56.4, 11.8, 7.7, 7.6]
        scaled = multihead scores=scores labels=words head_width=3
        expect scaled.weights[0, "blue", "car"] * 100 ~ 37.1
        off = multihead scores=scores labels=words scale=none
        expect off.weights == plain.weights
        """)
    #expect(run.errors == [])
    #expect(run.shown["plain"]?.contains("56") == true)
    #expect(run["plain", "parameters"] == nil)
  }

  @Test("two heads, worked by hand: e^4 / (e^4 + 1), then Wo adds and subtracts")
  func byHand() {
    let run = LabRun(
      """
      two = multihead x=[[1, 0], [0, 1]] wq=[[4, 0], [0, 4]] wk=[[1, 0], [0, 1]]
        wv=[[1, 0], [0, 1]] wo=[[1, 1], [1, -1]] heads=2 labels=["a", "b"] query=a
      let p = exp(4) / (exp(4) + 1)
      expect two.weights[0, "a", "a"] ~ p within 1e-15
      expect two.weights[1, "a", "b"] == 0.5
      expect two.concatenated["a", :] ~ [p, 0.5] within 1e-15
      expect two.output["a", :] ~ [p + 0.5, p - 0.5] within 1e-15
      expect two.parameters == 16
      """)
    #expect(run.errors == [])
    #expect(run.shown["two"]?.contains("concat Wo") == true)
  }

  @Test("grouped heads share keys and values; what they save is counted")
  func groups() {
    let run = LabRun(
      """
      gqa = multihead "The blue car hit the wall" width=16 heads=4 kv_heads=2 mask=causal
      expect gqa.kv_head_of == [0, 0, 1, 1]
      expect gqa.cache_bytes == 64 and gqa.cache_bytes_mha == 128
      expect gqa.parameters == 768 and gqa.parameters_mha == 1024
      expect gqa.operations == 2 * 6 * 768 + 4 * 16 * 21
      expect gqa.operations_mha - gqa.operations == 2 * 6 * 256
      expect gqa.weights[3, 0, 0] == 1
      """)
    #expect(run.errors == [])
    #expect(run.shown["gqa"]?.contains("query heads 2 and 3") == true)
    #expect(run.shown["gqa"]?.contains("Nobody trained them") == true)
  }

  @Test("a model's layer: causal weights that add up to one, heads side by side")
  func model() {
    let run = LabRun(
      """
      heads = multihead "The blue car hit the wall" model=tinyworld layer=1
      expect heads.heads == 4 and heads.kv_heads == 2
      expect heads.weights[2, 1, 3] == 0
      expect sum(heads.weights[2, -1, :]) ~ 1 within 0.00001
      expect heads.concatenated[-1, 32] == heads.head_outputs[1, -1, 0]
      expect heads.parameters == 2 * 128 * 32 * 6
      """)
    #expect(run.errors == [])
    #expect(run.shown["heads"]?.contains("head 3") == true)
  }

  @Test(
    "what does not fit is said",
    arguments: [
      ("multihead", "needs something to attend to"),
      ("multihead x=[[1, 2]] wq=[[1], [1]]", "'x=' needs 'wk=' and 'wv=' beside it"),
      (
        "multihead x=[[1, 2]] wq=[[1], [1]] wk=[[1], [1]] wv=[[1], [1]]",
        "cannot be cut into 2 heads"
      ),
      (
        "multihead x=[[1, 2]] wq=[[1, 1], [1, 1]] wk=[[1, 1]] wv=[[1, 1], [1, 1]]",
        "wk needs 2 rows"
      ),
      (
        "multihead x=[[1, 2]] wq=[[1, 1], [1, 1]] wk=[[1, 1], [1, 1]] wv=[[1, 1], [1, 1]]"
          + " wo=[[1, 1]]", "wo (1×2) needs 2 rows"
      ),
      ("multihead \"a b\" heads=4 kv_heads=3", "cannot share 3 KV heads evenly"),
      ("multihead \"a b\" heads=3", "a width of 8 cannot be cut into 3 heads"),
      ("multihead \"a b\" model=tinyworld", "'layer=' is missing"),
      ("multihead \"a b\" model=tinyworld layer=4", "there is no layer 4"),
      (
        "multihead \"a b\" model=tinyworld layer=0 mask=none",
        "'mask=none' does not go with a model"
      ),
      ("multihead \"a b\" model=tinyworld layer=0 heads=2", "'heads=' goes only with"),
      ("multihead scores=[1, 2]", "must be a matrix, or a list of matrices"),
      ("multihead scores=[[1, 2]] scale=sqrt", "'scale=sqrt' and 'scores=' need 'head_width='"),
      ("multihead v=[[1, 2]]", "'v=' goes only with 'scores='"),
      ("multihead scores=[[[1]], [[2]]] v=[[1]]", "1 matrix of values for 2 KV heads"),
      (
        "multihead scores=[[1]] x=[[1]]",
        "'multihead' takes one source, and here are two: 'x=' and 'scores='"
      ),
      ("multihead \"a b\" layer=1", "'model=' is missing"),
      ("multihead \"a b\" query=c", "names \"c\", which is none of the tokens"),
    ])
  func errors(_ source: String, _ message: String) {
    let run = LabRun(source)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(message) == true, "\(run.errors)")
  }
}
