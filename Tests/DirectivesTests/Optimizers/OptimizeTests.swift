import Bedrock
import Testing

@Suite struct OptimizeTests {
  struct Reference: Decodable {
    struct Run: Decodable {
      let surface: String
      let optimizer: String
      let end: [Double]
      let losses: [Double]
    }
    let rate: Double
    let steps: Int
    let runs: [Run]
  }

  @Test("forty steps of every optimizer over every surface are PyTorch's")
  func reference() throws {
    let reference = try Fixture.decode(Reference.self, from: "optimizers.json")
    #expect(reference.runs.count == 40)
    for expected in reference.runs {
      let isRaw = expected.optimizer == "adam_uncorrected"
      let name = isRaw ? "adam" : expected.optimizer
      let run = LabRun(
        """
        optimize \(expected.surface) optimizers=[\(name)] learning_rate=\(reference.rate)
          steps=\(reference.steps)\(isRaw ? " bias_correction=false" : "") show=none
        expect optimize.\(name).path[-1, :] ~ \(LabNumbers.text(expected.end)) within 1e-9
        expect optimize.\(name).losses[0] ~ \(expected.losses[0]) within 1e-12
        expect optimize.\(name).losses[10] ~ \(expected.losses[1]) within 1e-9
        expect optimize.\(name).end ~ \(expected.losses[4]) within 1e-9
        """)
      #expect(run.errors == [], "\(expected.optimizer) over \(expected.surface)")
    }
  }

  @Test("start, end and path go together, one record an optimizer")
  func record() {
    let run = LabRun(
      """
      optimize ravine optimizers=[sgd, adam] learning_rate=[0.09, 0.3] steps=40
      expect len(optimize.sgd.path) == 41
      expect len(optimize.adam.losses) == 41
      expect optimize.sgd.start == optimize.adam.start
      expect optimize.sgd.start == optimize.sgd.losses[0]
      expect optimize.sgd.end == optimize.sgd.losses[-1]
      expect optimize.sgd.delta == optimize.sgd.end - optimize.sgd.start
      expect optimize.ends["adam"] == optimize.adam.end
      expect optimize.sgd.path[1, :] ~ optimize.sgd.path[0, :] + optimize.sgd.changes[0, :] within 1e-12
      expect optimize.sgd.path[0, 0] == optimize.adam.path[0, 0]
      expect not optimize.sgd.diverged
      """)
    #expect(run.errors == [])
    #expect(run["optimize", "formula"] == .string("(w1^2 + 20 w2^2) / 2"))
    #expect(run.sentences["optimize"]?.count == 2)
  }

  @Test("a formula over let values has the same path as the surface that it is")
  func formula() {
    let run = LabRun(
      """
      let a = -2.5
      let b = 1
      named = optimize ravine steps=30 learning_rate=0.02 optimizers=[momentum, adam, lion]
      optimize ((a^2 + 20*b^2) / 2) steps=30 learning_rate=0.02 optimizers=[momentum, adam, lion]
      expect optimize.momentum.path ~ named.momentum.path within 1e-12
      expect optimize.adam.path ~ named.adam.path within 1e-12
      expect optimize.lion.path ~ named.lion.path within 1e-12
      """)
    #expect(run.errors == [])
    #expect(run.shown["optimize"]?.contains("b") == true)
  }

  @Test("a formula of lists has all their elements as weights; of one number, a curve")
  func dimensions() {
    let run = LabRun(
      """
      let w = [1, -2, 3]
      let x = [0.5, 0.25, -1]
      many = optimize ((dot(w, x) - 2)^2) steps=5 learning_rate=0.01 optimizers=[sgd]
      expect len(many.sgd.path[0, :]) == 6
      let c = 2
      one = optimize (c^4 - 3*c^2 + c) steps=60 learning_rate=0.01
      expect one.momentum.path[0, 0] == 2
      expect one.momentum.end < one.sgd.end
      """)
    #expect(run.errors == [])
    // No map of six weights; the curve of one.
    #expect(run.sentences["many"]?.count == 1)
    #expect(run.sentences["one"]?.first?.hasPrefix("Loss over c") == true)
  }

  @Test("a run that diverges is a result and no error")
  func divergence() {
    let run = LabRun(
      """
      optimize ravine optimizers=[sgd, momentum] learning_rate=0.11 steps=500
      expect optimize.sgd.diverged
      expect not optimize.momentum.diverged
      expect optimize.sgd.steps < 500
      expect optimize.momentum.steps == 500
      edge = optimize ravine optimizers=[sgd] learning_rate=0.1 steps=500 show=none
      expect not edge.sgd.diverged or edge.sgd.end - edge.sgd.start < 1e-6
      far = optimize rosenbrock optimizers=[sgd] learning_rate=1e3 steps=500
      expect far.sgd.diverged
      """)
    #expect(run.errors == [])
    let shown = run.shown["optimize"] ?? ""
    #expect(shown.contains("sgd diverges: each step overshoots"))
    #expect(shown.contains("leaves the map at step 3"))
    #expect(shown.contains("ran away"))
  }

  @Test("a loss that falls without end is no divergence")
  func fall() {
    let run = LabRun(
      """
      let a = 0
      let b = 0
      optimize (a + 1000*b) optimizers=[sgd, momentum, adam] learning_rate=0.01 steps=200
      expect not optimize.momentum.diverged
      expect optimize.momentum.steps == 200
      expect optimize.sgd.changes[-1, :] ~ [-0.01, -10] within 1e-9
      expect optimize.momentum.changes[-1, 0] / optimize.sgd.changes[-1, 0] ~ 10 within 1e-6
      expect optimize.adam.changes[-1, :] ~ [-0.01, -0.01] within 1e-6
      """)
    #expect(run.errors == [])
  }

  @Test("a step out of the loss's domain ends the run, and says why")
  func domain() {
    let run = LabRun(
      """
      let a = 0.1
      optimize (a - log(a)) optimizers=[sgd] learning_rate=0.01 steps=5
      wild = optimize (log(a)) optimizers=[sgd] learning_rate=0.1 steps=5
      expect optimize.sgd.steps == 5
      expect wild.sgd.steps == 0
      expect wild.sgd.diverged
      """)
    #expect(run.errors == [])
    #expect(
      run.shown["wild"]?.contains("sgd steps to where the loss does not exist: log(") == true)
  }

  @Test("Adam's first change is the learning rate; without bias correction three times as much")
  func biasCorrection() {
    let run = LabRun(
      """
      optimize ravine optimizers=[adam] learning_rate=0.02 steps=3 trace=3
      raw = optimize ravine optimizers=[adam] learning_rate=0.02 steps=3 trace=3
        bias_correction=false
      let a = -2.5
      one = optimize (a^2 / 2) optimizers=[adam] learning_rate=0.02 steps=3 trace=3 show=result
      bare = optimize (a^2 / 2) optimizers=[adam] steps=3 trace=3 bias_correction=false show=result
      expect optimize.adam.changes[0, :] ~ [0.02, -0.02] within 1e-8
      expect raw.adam.changes[0, :] ~ 0.1 / sqrt(0.001) * [0.02, -0.02] within 1e-7
      """)
    #expect(run.errors == [])
    #expect(run.shown["one"]?.contains("v corrected") == true)
    // v is 0.001 · 2.5², and corrected 2.5².
    #expect(run.shown["one"]?.contains("0.00625") == true)
    #expect(run.shown["one"]?.contains("6.25 ") == true)
    #expect(run.shown["bare"]?.contains("v corrected") == false)
    #expect(run.shown["raw"]?.contains("Bias correction is off.") == true)
  }

  @Test("the noise is the same for every optimizer, and drawn from the result's name")
  func noise() {
    let run = LabRun(
      """
      optimize bowl optimizers=[sgd, momentum] learning_rate=0.1 steps=5 noise=0.5
      calm = optimize bowl optimizers=[sgd] learning_rate=0.1 steps=5
      expect optimize.sgd.changes[0, :] == optimize.momentum.changes[0, :]
      expect optimize.sgd.end != calm.sgd.end
      """)
    #expect(run.errors == [])
    let again = LabRun("optimize bowl optimizers=[sgd] learning_rate=0.1 steps=5 noise=0.5")
    #expect(run["optimize", "sgd"]?["end"] == again["optimize", "sgd"]?["end"])
    let other = LabRun(
      "optimize bowl optimizers=[sgd] learning_rate=0.1 steps=5 noise=0.5", seed: 8)
    #expect(run["optimize", "sgd"]?["end"] != other["optimize", "sgd"]?["end"])
  }

  @Test("AdamW shrinks a weight whose gradient is zero, Adam does not")
  func decay() {
    let run = LabRun(
      """
      let a = 2
      optimize (0*a) optimizers=[adam, adamw] learning_rate=0.1 weight_decay=0.1 steps=1
      expect optimize.adam.path[-1, 0] == 2
      expect optimize.adamw.path[-1, 0] ~ 1.98 within 1e-12
      """)
    #expect(run.errors == [])
  }

  @Test("more than four optimizers are drawn in two charts; every optimizer has its panel")
  func many() {
    let run = LabRun(
      """
      optimize plateau steps=20 learning_rate=0.05
        optimizers=[sgd, momentum, nesterov, rmsprop, adam, adamw, lion]
      """)
    #expect(run.errors == [])
    #expect(run.sentences["optimize"]?.count == 3)
    let shown = run.shown["optimize"] ?? ""
    for name in ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "lion"] {
      #expect(shown.contains("\(name), rate 0.05"), "\(name)")
    }
    #expect(!shown.contains("not drawn"))
  }

  @Test("the map shows what was asked for")
  func window() {
    let run = LabRun("optimize bowl window=[-10, 10, -5, 5] show=map")
    #expect(run.errors == [])
    #expect(run.sentences["optimize"]?.first?.contains("62") == true)
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      ("optimize", "'optimize' needs 'loss=' (surface or formula)"),
      (
        "optimize ravin",
        "'loss' must be one of bowl, ravine, rosenbrock, saddle, plateau, or a formula in"
          + " parentheses, not 'ravin'; did you mean 'ravine'?"
      ),
      ("optimize bowl start=[1]", "'start' has 1 number, but the loss has 2 weights: w1 and w2"),
      ("optimize bowl optimizers=[sgd, sgd]", "'optimizers' names 'sgd' twice"),
      ("optimize bowl optimizers=[]", "'optimizers' is empty: name at least one"),
      (
        "optimize bowl optimizers=[sgd, adam] learning_rate=[1, 2, 3]",
        "3 learning rates for 2 optimizers: give one for all, or one each"
      ),
      ("optimize bowl learning_rate=0", "'learning_rate' must be above 0, not 0"),
      (
        "optimize bowl optimizers=[sdg]",
        "'optimizers' must be one of sgd, momentum, nesterov, rmsprop, adam, adamw, lion, not"
          + " 'sdg'; did you mean 'sgd'?"
      ),
      ("optimize bowl momentum=1", "'momentum' must be at least 0 and below 1, not 1"),
      (
        "optimize bowl window=[1, 2]",
        "'window' is [low, high, low, high] for the two weights of a map"
      ),
      (
        "optimize rosenbrock start=[1e200, 0]",
        "the loss at the start is too large for a number"
      ),
      (
        "let a = -1\noptimize (a*2) start=[1, 2]",
        "'start' has 2 numbers, but the loss has 1 weight: a"
      ),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }

  @Test("a formula that has no value at the start is refused there")
  func start() {
    let run = LabRun(
      """
      let a = 1
      optimize (log(a)) start=[-1]
      """)
    #expect(run.errors == ["the loss does not exist at the start: log(-1) does not exist"])
    #expect(run.spans == ["start=[-1]"])
  }
}
