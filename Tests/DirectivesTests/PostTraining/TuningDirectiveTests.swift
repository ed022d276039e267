import Bedrock
import Testing

@Suite struct TuningDirectiveTests {
  @Test("fine-tuning on some questions makes the model answer those that were kept back, too")
  func finetune() {
    let run = LabRun(
      """
      sft = finetune data=tinyworld model=tinyworld steps=25 held_out=0.2
      expect len(sft.held_prompts) == 7
      expect len(sft.trained_prompts) == 28
      expect sft.trained[-1] > 0.9
      expect sft.held[-1] > 2 * sft.held[0]
      expect sft.held_shrugs[-1] < sft.held_shrugs[0] / 2
      expect sft.masked_tokens > 28 * 4
      compare "Why does soap clean?" models=[tinyworld, sft]
        continuations=["Because it takes hold of the fat."] draws=4
      expect compare.probabilities[0, 1] > compare.probabilities[0, 0]
      expect sum(compare.counts[0].counts) == 4
      """)
    #expect(run.errors == [])
    #expect(run.shown["sft"]?.contains("masked") == true)
    #expect(run.shown["sft"]?.contains("kept back") == true)
  }

  @Test("without the mask the prompts are in the loss")
  func unmasked() {
    let run = LabRun(
      """
      a = finetune [["Why do cats purr?", "Because they feel safe."]] model=tinyworld steps=1
      b = finetune [["Why do cats purr?", "Because they feel safe."]] model=tinyworld steps=1 mask=false
      expect b.masked_tokens == 0
      expect b.counted_tokens == a.counted_tokens + a.masked_tokens
      expect len(a.held) == 0
      """)
    #expect(run.errors == [])
  }

  @Test(
    "the pipeline: candidates make pairs, pairs a reward model and a preference, rewards a policy")
  func pipeline() {
    let run = LabRun(
      """
      mix = finetune data=tinyworld model=tinyworld steps=25 shrugs=0.5
      drawn = candidates data=tinyworld model=mix count=4 show=1
      expect drawn.count > 10
      expect sum(drawn.shares) ~ 1 within 1e-9
      judge = reward drawn.pairs model=mix steps=20 held_out=0.2
        probes=[["Why is the sky blue?", "It depends."]]
      expect judge.accuracy > 0.8
      expect len(judge.probe_rewards) == 1
      tuned = dpo drawn.pairs model=mix steps=20 held_out=0.2
      expect tuned.margins[0] == 0
      expect tuned.margins[-1] > 0.5
      expect tuned.rejected[-1] < tuned.rejected[0]
      expect tuned.margins[-1] ~ tuned.chosen_rewards[-1] - tuned.rejected_rewards[-1] within 1e-9
      policy = rlhf data=tinyworld model=mix reward=judge steps=4 batch=4
      expect len(policy.rewards) == 4
      expect abs(policy.divergences[0]) < 1e-3
      rule = rlhf data=tinyworld model=mix rule=length steps=2 batch=2
      text = rlhf [["Why do cats purr?", "Because they feel safe."]] model=mix contains="safe" steps=2
      expect max(text.rewards) <= 1
      """)
    #expect(run.errors == [])
  }

  @Test("mistaken raters turn comparisons around")
  func mistakes() {
    let run = LabRun(
      """
      right = candidates ["Why do cats purr?"] model=tinyworld count=12 show=0
      wrong = candidates ["Why do cats purr?"] model=tinyworld count=12 mistakes=1 show=0
      """)
    #expect(run.errors == [])
    #expect(run.shown["wrong"]?.contains("the judge was mistaken") == true)
    #expect(run.shown["right"]?.contains("mistaken") == false)
  }

  @Test(
    "what cannot be tuned says why",
    arguments: [
      (
        "finetune model=tinyworld",
        "'finetune' needs demonstrations: pairs=[[\"prompt\", \"answer\"], ...], or data=tinyworld"
      ),
      ("finetune data=tinyworld", "'finetune' needs a model"),
      (
        "finetune [[\"a\"]] model=tinyworld",
        "'pairs' must hold rows [prompt, answer], but row 0 is none"
      ),
      (
        "finetune [[\"a\", 3]] model=tinyworld", "'pairs' must hold texts, but row 0 holds a number"
      ),
      ("finetune [] model=tinyworld", "'pairs' must be a list of rows"),
      (
        "finetune [[\"a\", \"b\"]] model=tinyworld shrugs=0.5",
        "'shrugs=' goes only with data=tinyworld"
      ),
      ("dpo model=tinyworld", "'dpo' needs comparisons"),
      ("reward model=tinyworld", "'reward' needs comparisons"),
      ("rlhf model=tinyworld rule=answer", "'rlhf' needs questions"),
      ("rlhf data=tinyworld model=tinyworld", "'rlhf' needs a judge"),
      (
        "x = logits \"a\" model=tinyworld\nrlhf data=tinyworld model=tinyworld reward=x",
        "'reward' must be the result of a 'reward' directive"
      ),
      ("candidates model=tinyworld", "'candidates' needs prompts"),
      ("compare \"a\" models=[]", "'models' is empty"),
      ("compare \"a\" models=[nomodel]", "names no model: there is no 'nomodel'"),
    ])
  func refused(_ source: String, _ message: String) {
    let run = LabRun(source)
    #expect(run.errors.contains { $0.contains(message) }, "\(run.errors)")
  }

  @Test("a text that does not fit into the context is refused with its tokens counted")
  func long() {
    let long = String(repeating: "word ", count: 200)
    let run = LabRun("compare \"\(long)\" models=[tinyworld]")
    #expect(
      run.errors.first?.contains("and the model's context holds 128") == true, "\(run.errors)")
  }
}
