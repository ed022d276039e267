import Bedrock
import Testing

@Suite struct TrainTests {
  static let text =
    "let rhyme = \"one two three four five six seven eight nine ten one two three "
    + "four five six seven eight nine ten one two three four five six seven eight nine ten\""
  static let small = "layers=1 width=16 heads=2 context=8 batch=4 learning_rate=0.02"

  @Test("a model learns a text there and then: first loss ln V, then less, and it can be run")
  func learns() {
    let run = LabRun(
      """
      \(Self.text)
      train rhyme \(Self.small) steps=60 validation=0.2 samples=["one two"]
      expect train.first_loss ~ log(256) within 0.1
      expect train.ln_vocabulary ~ log(256) within 1e-12
      expect len(train.losses) == 60
      expect train.losses[-1] < 2
      expect train.validation_steps[0] == 0 and train.validation_steps[-1] == 60
      expect len(train.validation_losses) == len(train.validation_steps)
      expect train.tokens_seen == 60 * 4 * 8
      expect train.bits_per_byte ~ train.final_loss / log(2) / train.bytes_per_token within 1e-9
      expect len(train.samples) == 4
      generate "one two" model=train tokens=4
      expect len(generate.ids) > 0
      """)
    #expect(run.errors == [])
    #expect(run.shown["train"]?.contains("Phases, named by the validation loss") == true)
    #expect(run.shown["train"]?.contains("ln 256 = 5.55") == true)
  }

  @Test("the same lab trains the same model, another seed another")
  func seeded() {
    let source = "\(Self.text)\ntrain rhyme \(Self.small) steps=5 validation=0"
    let (one, again, other) = (LabRun(source), LabRun(source), LabRun(source, seed: 8))
    #expect(one["train", "model"] != nil)
    #expect(one["train", "model"] == again["train", "model"])
    #expect(one["train", "model"] != other["train", "model"])
    #expect(one["train", "validation_losses"] == .array([]))
  }

  @Test(
    "the learning rate rises and falls as the schedule says, and clipping bounds nothing before it")
  func schedule() {
    let run = LabRun(
      """
      \(Self.text)
      a = train rhyme \(Self.small) steps=20 validation=0 schedule=cosine warmup=4 show=rates
      b = train rhyme \(Self.small) steps=20 validation=0 schedule=constant show=summary
      c = train rhyme \(Self.small) steps=20 validation=0 schedule=warmup warmup=4 show=[]
      expect a.learning_rates[0] ~ 0.005 within 1e-12
      expect a.learning_rates[4] ~ 0.02 within 1e-12
      expect a.learning_rates[-1] < 0.004
      expect min(b.learning_rates) == max(b.learning_rates)
      expect c.learning_rates[3] == c.learning_rates[-1]
      """)
    #expect(run.errors == [])
    #expect(run.shown["a"]?.contains("Learning rate") == true)
  }

  @Test(
    "every optimizer takes a step",
    arguments: [
      "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "muon",
    ])
  func optimizers(_ name: String) {
    let run = LabRun(
      """
      \(Self.text)
      train rhyme \(Self.small) steps=3 validation=0 optimizer=\(name) show=[]
      """)
    #expect(run.errors == [])
  }

  @Test("a vocabulary is learned from the text, or is tinyworld's")
  func vocabulary() {
    let run = LabRun(
      """
      \(Self.text)
      pairs = train rhyme \(Self.small) steps=2 validation=0 vocabulary=262 show=[]
      world = train corpus=tinyworld documents=30 \(Self.small) steps=2 vocabulary=tinyworld show=[]
      expect pairs.vocabulary_size == 262
      expect pairs.bytes_per_token > 1.2
      expect world.vocabulary_size == 1280
      """)
    #expect(run.errors == [])
  }

  @Test("echoes of random letters are measured for copying")
  func induction() {
    let run = LabRun(
      """
      train corpus=echoes documents=40 layers=1 width=16 heads=2 context=32 steps=4 induction=true
        show=induction
      expect len(train.induction) == len(train.induction_steps)
      expect max(train.induction) <= 1
      expect train.induction_first[0] ~ train.ln_vocabulary within 0.3
      """)
    #expect(run.errors == [])
    #expect(run.shown["train"]?.contains("said twice") == true)
  }

  @Test(
    "what cannot be trained says why",
    arguments: [
      ("train", "'train' needs something to learn: a text, or 'file=', or 'corpus='"),
      (
        "train \"a\" corpus=tinyworld",
        "'train' takes one source, and here are two: 'text=' and 'corpus='"
      ),
      ("train \"\"", "the text is empty: there is nothing to learn"),
      (
        "train \"abc\" context=8 validation=0",
        "the text to learn has 3 tokens, and a sequence with what follows it takes 9: give more text,"
          + " or a shorter context"
      ),
      (
        "train \"one two three four five six\" context=8",
        "the part kept back has 2 tokens, and a sequence with what follows it takes 9: give more text,"
          + " a shorter context, or validation=0"
      ),
      (
        "train \"one two three four five six\" vocabulary=400",
        "'vocabulary' is 400, but the text has pairs for 258 tokens only: no further pair occurs twice"
      ),
      (
        "train \"one two\" vocabulary=12",
        "'vocabulary' must be bytes, tinyworld, or a whole number from 257 to 65,536"
      ),
      (
        "train corpus=tinyworld phenomena=[\"list\"]",
        "tinyworld has no phenomenon \"list\"; it has reference"
      ),
      (
        "train corpus=echoes phenomena=[\"lists\"]",
        "'phenomena=' goes only with 'corpus=tinyworld'"
      ),
      (
        "train \"one two three\" context=4 width=20 heads=3 validation=0",
        "a width of 20 cannot be shared by 3 heads"
      ),
      (
        "train \"one two three\" context=4 width=16 heads=2 validation=0 samples=\"far too long\"",
        "a prompt has 12 tokens, and the context holds 4"
      ),
    ])
  func refused(_ source: String, _ message: String) {
    let run = LabRun(source)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(message) == true, "\(run.errors)")
  }

  @Test("a learning rate that is far too high is explained, whether it breaks or only goes astray")
  func diverged() {
    let run = LabRun(
      """
      \(Self.text)
      train rhyme layers=1 width=16 heads=2 context=8 batch=4 validation=0 steps=60 optimizer=sgd
        learning_rate=1e30 clip=0 schedule=constant
      """)
    #expect(run.errors.count == 1)
    #expect(run.errors[0].contains("is no longer a number: the steps are too long"))
    #expect(run.spans == ["learning_rate=1e30"])
  }

  @Test("text that is no English is trained on byte by byte: emoji, Windows line ends, zeros")
  func bytes() {
    let run = LabRun(
      """
      train "🙂 naïve\\r\\n日本\\u{0}🙂 naïve\\r\\n日本\\u{0}🙂 naïve\\r\\n日本" \(Self.small) steps=2 validation=0.3
        samples="🙂"
      """)
    #expect(run.errors == [])
  }
}
