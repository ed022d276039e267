import Bedrock
import Testing

@Suite struct BackpropTests {
  @Test("one weight by hand: gradient -12, and a step against it")
  func oneWeight() {
    let run = LabRun(
      """
      let w = 1
      let x = 2
      let y = 5
      backprop ((w*x - y)^2) parameters=["w"] learning_rate=0.05
      expect backprop.loss_before == 9
      expect backprop.gradients.w == -12
      expect backprop.gradients.x == -6
      expect backprop.updated.w ~ 1.6 within 1e-15
      expect backprop.updated.x == 2
      expect backprop.loss_after ~ 3.24 within 1e-12
      expect backprop.max_difference < 1e-8
      """)
    #expect(run.errors == [])
  }

  @Test("a part that is used twice is one node, and its gradients add up")
  func shared() throws {
    let run = LabRun(
      """
      let a = 2
      let b = -3
      backprop (a*b + (a*b)^2)
      expect backprop.gradients.a == 33
      expect backprop.gradients.b == -22
      """)
    #expect(run.errors == [])
    let shown = try #require(run.shown["backprop"])
    #expect(shown.contains("v1 = a * b"))
    #expect(!shown.contains("v3"))
    #expect(shown.contains("adds part 2"))
  }

  @Test("each mistake gives gradients that the measured slopes contradict")
  func mistakes() throws {
    let run = LabRun(
      """
      let a = 2
      let b = -3
      overwritten = backprop (a*b + (a*b)^2) accumulate=false
      early = backprop (a*b + (a*b)^2) order=depth_first
      expect overwritten.gradients.a != 33
      expect early.gradients.a == -3
      expect early.finite_differences.a ~ 33 within 1e-6
      let w = 1
      stale = backprop ((w*2 - 5)^2) learning_rate=0.05 steps=2 zero=false
      fresh = backprop ((w*2 - 5)^2) learning_rate=0.05 steps=2
      expect fresh.gradient_history[1, "w"] ~ -7.2 within 1e-12
      expect stale.gradient_history[1, "w"] ~ -19.2 within 1e-12
      """)
    #expect(run.errors == [])
    let early = try #require(run.shown["early"])
    #expect(early.contains("NO"))
    #expect(early.contains("2 gradients are not the measured slope: a and b."))
    #expect(try #require(run.shown["stale"]).contains("true slope"))
  }

  @Test("lists are leaves, too, and functions over them are spelled out")
  func lists() {
    let run = LabRun(
      """
      let w = [0.1, 0.2]
      let x = [1, 2]
      fit = backprop ((dot(w, x) - 3)^2) parameters=["w"] steps=50
      expect fit.gradients.w ~ [-5, -10] within 1e-12
      expect fit.loss_after < 1e-9
      expect fit.updated.x == x
      """)
    #expect(run.errors == [])
  }

  @Test("cross-entropy over a matrix: the gradient of a logit's weight is x times (p - target)")
  func crossEntropy() {
    let run = LabRun(
      """
      let x = [1, 2]
      let m = [[1, 0], [2, -1]]
      let p = softmax(matmul(x, m))
      backprop (logsumexp(matmul(x, m)) - dot(matmul(x, m), [0, 1]))
      expect backprop.max_difference < 1e-8
      expect backprop.gradients.m[0, :] ~ p - [0, 1] within 1e-12
      expect backprop.gradients.m[1, :] ~ 2 * (p - [0, 1]) within 1e-12
      """)
    #expect(run.errors == [])
  }

  @Test(
    "gradients agree with measured slopes for every function",
    arguments: [
      "exp(a)", "log(b)", "tanh(a)", "sigmoid(a)", "relu(a) + relu(-a)", "gelu(a)", "gelu_erf(a)",
      "sqrt(b)", "abs(a)", "a^3", "b^a", "a/b", "max(a, b) * min(a, b)", "-a - b",
      "sum([a, b, a*b])", "mean([a, b])", "norm([a, b])", "dot([a, 1], [b, 2])",
      "logsumexp([a, b])", "sum(softmax([a, b]) * [1, 3])", "max([a, b, 2*a])",
    ])
  func functions(formula: String) {
    let run = LabRun(
      """
      let a = -0.7
      let b = 1.3
      backprop (\(formula))
      expect backprop.max_difference < 1e-8
      """)
    #expect(run.errors == [])
  }

  @Test("a network: the logit's gradient is probability less target, and a step helps")
  func network() {
    let run = LabRun(
      """
      count = backprop x=[0.9, -0.4, 0.2] tokens=["liftoff", "zero", "four", "stop"]
        target=liftoff hidden=4 activation=tanh learning_rate=0.5
      expect count.loss_before ~ -log(count.probabilities_before["liftoff"]) within 1e-12
      expect count.logit_gradients["liftoff"] ~ count.probabilities_before["liftoff"] - 1 within 1e-12
      expect count.logit_gradients["four"] ~ count.probabilities_before["four"] within 1e-12
      expect count.probabilities_after["liftoff"] > count.probabilities_before["liftoff"]
      expect count.loss_after < count.loss_before
      expect count.max_difference < 1e-8
      expect count.updated.x == [0.9, -0.4, 0.2]
      expect count.updated.w2[0, "liftoff"] != count.gradients.w2[0, "liftoff"]
      """)
    #expect(run.errors == [])
  }

  @Test("at a kink the gradient is called a convention, and no mistake")
  func kink() throws {
    let run = LabRun("let a = 0\nbackprop (relu(a))\nexpect backprop.gradients.a == 0")
    #expect(run.errors == [])
    let shown = try #require(run.shown["backprop"])
    #expect(shown.contains("a kink"))
    #expect(!shown.contains("NO"))
  }

  @Test("show=result leaves out the steps")
  func result() throws {
    let run = LabRun(
      """
      count = backprop x=[0.9] tokens=["liftoff", "zero"] target=liftoff steps=3 show=result
      """)
    #expect(run.errors == [])
    let shown = try #require(run.shown["count"])
    #expect(!shown.contains("Forward"))
    #expect(shown.contains("Prediction before and after 3 steps"))
  }

  @Test("a given network: x w1 + b1, tanh, w2")
  func given() {
    let run = LabRun(
      """
      backprop x=[1, 2] w1=[[0, 1], [1, 0]] b1=[0.5, 0] w2=[[1, 0], [0, 1]] target=1
        activation=none
      expect backprop.logits == [2.5, 1]
      expect backprop.loss_before ~ log(1 + exp(1.5)) within 1e-12
      """)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong is said in the author's words, at its place",
    arguments: [
      (
        "backprop",
        "'backprop' needs a loss: a formula, or a network, or a model",
        "backprop"
      ),
      (
        "backprop (log(a - 2))", "'formula' cannot be computed here: log(0) does not exist",
        "log(a - 2)"
      ),
      (
        "backprop (1 / (a - 2))", "'formula' cannot be computed here: a division by 0",
        "1 / (a - 2)"
      ),
      (
        "backprop (sqrt(a - 2))",
        "'formula' cannot be computed here: the slope of 'sqrt' at 0 is infinite", "sqrt(a - 2)"
      ),
      (
        "backprop (w * [1, 2, 3])", "'formula' has '*' between the shapes 2 and 3",
        "w * [1, 2, 3]"
      ),
      ("backprop (w)", "'formula' must come to one number, a loss, but has the shape 2", "w"),
      (
        "backprop (1 + 2)",
        "'formula' holds no name of a `let` value, so there is nothing to learn", "1 + 2"
      ),
      (
        "backprop (round(a))",
        "'formula' calls 'round', which has no gradient here; there are abs, exp, gelu, gelu_erf,"
          + " log, relu, sigmoid, sqrt, tanh, dot, logsumexp, matmul, max, mean, min, norm, softmax"
          + " and sum", "round"
      ),
      (
        "backprop (w[2])", "'formula' has the index 2, but there are 2 elements", "[2]"
      ),
      (
        "backprop (dot(w, [1, 2, 3]))",
        "'formula' takes the dot product of the shapes 2 and 3: it needs two vectors of one length",
        "dot(w, [1, 2, 3])"
      ),
      ("backprop (a) parameters=[\"q\"]", "'parameters' names 'q', but the leaves are a", ""),
      (
        "backprop (a) x=[1]", "'backprop' takes one source, and here are two: 'formula=' and 'x='",
        "x=[1]"
      ),
      (
        "backprop x=[1] target=0", "'x=' needs 'w1=' or 'tokens=' beside it", "x=[1]"
      ),
      (
        "backprop x=[1] w1=[[1], [2]] target=0",
        "w1 (2×1) needs 1 row, one for each value that x has", "w1=[[1], [2]]"
      ),
      (
        "backprop x=[1] w1=[[1, 2]] w2=[[1]] target=0",
        "w2 (1×1) needs 2 rows, one for each value that layer 1 gives", "w2=[[1]]"
      ),
      (
        "backprop x=[1] w2=[[1]] target=0", "'x=' needs 'w1=' or 'tokens=' beside it", "x=[1]"
      ),
      (
        "backprop x=[1] w1=[[1, 2]] b1=[1] target=0",
        "b1 has 1 value, but w1 (1×2) has 2 outputs", "b1=[1]"
      ),
      (
        "backprop x=[1] tokens=[\"a\", \"b\"]",
        "'x=' needs 'target=' beside it", "x=[1]"
      ),
      (
        "backprop x=[1] tokens=[\"liftoff\", \"b\"] target=lift",
        "'target' names \"lift\", which is none of the tokens; did you mean \"liftoff\"?",
        "target=lift"
      ),
    ])
  func errors(source: String, message: String, place: String) {
    let run = LabRun("let a = 2\nlet w = [0.1, 0.2]\n" + source)
    #expect(run.errors == [message])
    if !place.isEmpty { #expect(run.spans == [place]) }
  }

  @Test("a descent that leaves the loss's domain says so")
  func divergence() {
    let run = LabRun("let a = 0.1\nbackprop (-log(a)) learning_rate=-1 steps=1")
    #expect(run.errors == ["'learning_rate' must be at least 0, not -1"])
    let outside = LabRun("let a = 0.1\nbackprop (log(a)) learning_rate=1")
    #expect(
      outside.errors == [
        "the descent leaves the numbers where the loss exists: log(-9.9) does not exist"
      ])
  }

  @Test("show= picks parts of a formula's, a network's and a model's report")
  func shownParts() {
    let run = LabRun(
      """
      let a = 2
      values = backprop (a*a) show=values
      edges = backprop (a*a) show=gradients
      check = backprop (a*a) show=[check, result]
      none = backprop (a*a) show=none
      net = backprop x=[1, 2] tokens=["a", "b"] target=a show=gradients
      all = backprop x=[1, 2] tokens=["a", "b"] target=a
      """)
    #expect(run.errors == [])
    #expect(run.shown["values"]?.contains("grad") == true)
    #expect(run.shown["values"]?.contains("The chain rule") == false)
    #expect(run.shown["edges"]?.contains("The chain rule") == true)
    #expect(run.shown["check"]?.contains("central difference") == true)
    #expect(run.shown["check"]?.contains("After 1 step") == true)
    #expect(run.shown["none"] ?? "" == "")
    #expect(run.shown["net"]?.contains("Backward: d loss / d w1") == true)
    #expect(run.shown["net"]?.contains("Forward") == false)
    for part in ["Forward", "Backward: d loss / d w1", "was measured", "Prediction before"] {
      #expect(run.shown["all"]?.contains(part) == true, "\(part)")
    }
  }
}
