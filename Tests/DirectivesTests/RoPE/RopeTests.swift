import Bedrock
import Testing

@Suite struct RopeTests {
  struct Reference: Decodable {
    let width: Int
    let base: Double
    let layout: String
    let scaling: String
    let factor: Double
    let positions: [Double]
    let q: [[Double]]
    let k: [[Double]]
    let frequencies: [Double]
    let queries: [[Double]]
    let scores: [[Double]]
    let additive: [[Double]]
  }

  @Test("turned vectors and scores are those of complex numbers, in both layouts and scalings")
  func reference() throws {
    let cases = try Fixture.decode([Reference].self, from: "rope.json")
    #expect(cases.count == 5)
    for expected in cases {
      let scaling =
        expected.scaling == "none" ? "" : "scaling=\(expected.scaling) factor=\(expected.factor)"
      let run = LabRun(
        """
        rope q=\(LabNumbers.text(expected.q)) k=\(LabNumbers.text(expected.k))
          positions=\(LabNumbers.text(expected.positions)) base=\(expected.base)
          layout=\(expected.layout) \(scaling)
        expect rope.frequencies ~ \(LabNumbers.text(expected.frequencies)) within 1e-14
        expect rope.queries ~ \(LabNumbers.text(expected.queries)) within 1e-11
        expect rope.scores ~ \(LabNumbers.text(expected.scores)) within 1e-11
        expect rope.additive_scores ~ \(LabNumbers.text(expected.additive)) within 1e-11
        """)
      #expect(run.errors == [], "\(expected.width) \(expected.layout) \(expected.scaling)")
    }
  }

  @Test("equal offset, equal score, however far away; another offset, another score")
  func offsets() {
    let run = LabRun(
      """
      let q = [0.9, 0.3, 0.5, 0.1]
      let k = [0.8, 0.1, 0.2, 0.4]
      near = rope q=q k=k positions=[2, 4]
      far = rope q=q k=k positions=[100002, 100004]
      other = rope q=q k=k positions=[2, 5]
      back = rope q=q k=k positions=[4, 2]
      expect near.after ~ far.after within 1e-9
      expect abs(near.after - other.after) > 0.1
      expect abs(near.after - back.after) > 0.1
      expect near.before ~ 0.89 within 1e-12
      expect near.after ~ -0.039
      all = rope q=q k=k
      expect len(all.positions) == 8
      expect all.scores[0, 1] ~ all.scores[6, 7] within 1e-12
      expect all.scores[5, 2] ~ all.scores[7, 4] within 1e-12
      expect abs(all.additive_scores[0, 1] - all.additive_scores[6, 7]) > 0.01
      """)
    #expect(run.errors == [])
    #expect(
      run.shown["near"]?.contains(
        "q·k is +0.890 before they are turned and -0.039 after") == true)
  }

  @Test("without positions the order of the words is invisible, turned it is not")
  func order() {
    let run = LabRun(
      """
      let dog = [1.0, 0.2, 0.6, 0.1]
      let bites = [-0.3, 0.9, 0.2, 0.5]
      let man = [0.8, 0.5, -0.4, 0.3]
      a = rope ["dog", "bites", "man"] q=[dog, bites, man] k=[dog, bites, man]
      b = rope ["man", "bites", "dog"] q=[man, bites, dog] k=[man, bites, dog]
      expect a.plain_scores["bites", "dog"] == b.plain_scores["bites", "dog"]
      expect a.scores["bites", "dog"] != b.scores["bites", "dog"]
      expect a.scores["dog", "dog"] ~ b.scores["dog", "dog"] within 1e-12
      """)
    #expect(run.errors == [])
    #expect(run.shown["a"]?.contains("scores, turned (RoPE)") == true)
  }

  @Test("a sentence seen from one of its words, by text or by place")
  func sentence() {
    let run = LabRun(
      """
      rope "The small dog chased the ball." reference=dog width=4
      place = rope "The small dog chased the ball." reference=2 width=4
      expect rope.angles["dog", :] == [0, 0]
      expect rope.angles["The", 0] == -2
      expect rope.angles["ball", 1] ~ 0.03 within 1e-15
      expect rope.angles == place.angles
      expect rope.wavelengths[0] ~ 6.283
      """)
    #expect(run.errors == [])
    #expect(run.shown["rope"]?.contains("pair 0 on its circle") == true)
    #expect(run.shown["rope"]?.contains("114.6") == true)
  }

  @Test("half with permuted numbers is interleaved; unpermuted it is the common bug")
  func layouts() {
    let run = LabRun(
      """
      a = rope q=[0.9, 0.3, -0.5, 0.7] k=[0.8, 0.1, 0.6, -0.2]
      b = rope q=[0.9, -0.5, 0.3, 0.7] k=[0.8, 0.6, 0.1, -0.2] layout=half
      c = rope q=[0.9, 0.3, -0.5, 0.7] k=[0.8, 0.1, 0.6, -0.2] layout=half
      expect a.scores ~ b.scores within 1e-12
      expect max(abs(a.scores - c.scores)) > 0.1
      """)
    #expect(run.errors == [])
  }

  @Test("values are mixed as they are; turned on purpose, the output depends on the place")
  func values() {
    let run = LabRun(
      """
      let x = [[1, 0], [0, 1], [1, 1]]
      let far = [100, 101, 102]
      a = rope ["a", "b", "c"] q=x k=x v=x
      b = rope ["a", "b", "c"] q=x k=x v=x positions=far
      c = rope ["a", "b", "c"] q=x k=x v=x rotate_values=true
      d = rope ["a", "b", "c"] q=x k=x v=x positions=far rotate_values=true
      expect a.output ~ b.output within 1e-9
      expect a.output ~ matmul(a.weights, x) within 1e-12
      expect a.weights ~ softmax(a.scores / sqrt(2)) within 1e-12
      expect max(abs(c.output - d.output)) > 0.3
      """)
    #expect(run.errors == [])
    #expect(run.shown["a"]?.contains("not what is said") == true)
    #expect(run.shown["c"]?.contains("on purpose") == true)
  }

  @Test("over distances: a vector and itself falls, vectors that are not alike have no trend")
  func distances() {
    let run = LabRun(
      """
      rope width=64 distances=256 samples=200 show=distances
      expect rope.same[0] ~ 1 within 1e-12
      expect mean(rope.same[1:17]) > mean(rope.same[48:64])
      expect mean(rope.same[48:64]) > mean(rope.same[240:256])
      expect mean(rope.random_size[1:33]) ~ mean(rope.random_size[224:256]) within 0.02
      expect mean(rope.random_size) ~ 1 / sqrt(64) within 0.01
      given = rope q=[-0.98999, -0.14112] k=[1, 0] distances=6 samples=1
      expect argmax(given.given) == 3
      pair = rope q=[-0.98999, -0.14112] k=[1, 0] positions=[5, 2]
      expect pair.after ~ given.given[3] within 1e-4
      """)
    #expect(run.errors == [])
    #expect(run.sentences["rope"]?.count == 1)
  }

  @Test("linear scaling squeezes positions, NTK keeps the fastest pair and slows the slowest")
  func scaling() {
    let run = LabRun(
      """
      plain = rope width=16 positions=[0, 2000, 8000]
      linear = rope width=16 scaling=linear factor=4 positions=[0, 2000, 8000]
      ntk = rope width=16 scaling=ntk factor=4
      expect linear.angles[2, :] ~ plain.angles[1, :] within 1e-9
      expect ntk.frequencies[0] == 1
      expect ntk.frequencies[7] ~ plain.frequencies[7] / 4 within 1e-12
      """)
    #expect(run.errors == [])
    // The second pair's frequency before and after.
    #expect(run.shown["ntk"]?.contains("0.3162") == true)
    #expect(run.shown["ntk"]?.contains("0.2594") == true)
    #expect(run.shown["plain"]?.contains("0.2594") == false)
  }

  @Test("many pairs are listed in part, many tokens are small multiples")
  func large() {
    let words = (0..<12).map { "w\($0)" }.joined(separator: " ")
    let run = LabRun(
      """
      rope "\(words)" width=64
      many = rope "\(words)" q=[1, 0, 1, 0] k=[1, 0, 1, 0]
      expect len(rope.frequencies) == 32
      """)
    #expect(run.errors == [])
    #expect(run.shown["rope"]?.contains("12 of 32 pairs") == true)
    #expect(
      run.sentences["many"]?.contains { $0.hasPrefix("Score, 12 queries by 12 keys, in 3 panels") }
        == true)
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "rope width=3", "a vector that is turned in pairs needs an even number of elements, not 3"
      ),
      ("rope q=[1, 2]", "'q=' needs 'k='"),
      ("rope k=[1, 2]", "'k=' needs 'q='"),
      ("rope v=[[1, 2]]", "'v=' goes only with 'q=' and 'k='"),
      (
        "rope q=[1, 2] k=[1, 2, 3, 4]",
        "q has 2 numbers a row and k 4: they are compared, so they need one width"
      ),
      (
        "rope \"a b c\" q=[[1, 2], [3, 4]] k=[1, 2]",
        "2 rows in 'q' for 3 positions: give one a position"
      ),
      (
        "rope \"a b\" q=[1, 2] k=[1, 2] v=[[1]]",
        "1 row in 'v' for 2 positions: give one a position"
      ),
      ("rope \"a b\" positions=[1]", "1 position for 2 tokens: give one a token"),
      ("rope positions=[1.5]", "a position is a whole number, not 1.5"),
      ("rope \"\"", "there is no token"),
      ("rope scaling=ntk", "'scaling=ntk' needs 'factor='"),
      ("rope factor=2", "'factor=' goes only with 'scaling=linear' or 'scaling=ntk'"),
      ("rope base=1", "'base' must be above 1, not 1"),
      ("rope pair=4", "'pair' names 4, but there are 4 pairs, from 0"),
      (
        "rope q=[1, 2] k=[1, 2] width=4",
        "'width=' does not go with 'q=': it has a width of its own"
      ),
      (
        "rope \"the dog\" reference=cat",
        "'reference' names \"cat\", which is none of the tokens"
      ),
      (
        "rope q=[1, 2] k=[1, 2] positions=[1, 2] v=[[1], [2]] rotate_values=true",
        "'rotate_values=true' needs values as wide as the keys"
      ),
      (
        "rope width=512 distances=8192 samples=1000",
        "1,000 samples over 8,192 distances of vectors this wide are too many"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }
}
