import Bedrock
import Testing

/// The directives that look into a model and change it; the engine's tests hold the numbers.
@Suite struct InspectionTests {
  static let crash = """
    let crash = "A blue car crashed into a concrete wall. They stopped it. The"
    let mended = "A blue car crashed into a concrete wall. They mended it. The"
    """

  @Test("a scan finds the part that one ablation measures, by the same numbers")
  func ablate() {
    let run = LabRun(
      Self.crash + """

        scan = ablate crash model=tinyworld target=" car" against=" wall"
        one = ablate crash model=tinyworld target=" car" against=" wall"
          layer=(scan.layer) head=(scan.head)
        expect one.effect == scan.effect
        expect one.effect == min(scan.effects)
        expect one.after - one.before ~ one.effect within 1e-12
        expect scan.before > 0
        mlp = ablate crash model=tinyworld target=" car" against=" wall"
          layer=(scan.mlp_layer) component=mlp
        expect mlp.effect == min(scan.mlp_effects)
        unit = ablate crash model=tinyworld layer=0 neuron=-1
        expect unit.target == " car"
        expect unit.divergence >= 0
        """)
    #expect(run.errors == [])
    #expect(run.shown["scan"]?.contains("change of logit difference") == true)
    #expect(run.shown["unit"]?.contains("neuron -1") == false)
  }

  @Test("the lens ends at the logits, bit for bit, and attributions add up to them")
  func lens() {
    let run = LabRun(
      Self.crash + """

        lens crash model=tinyworld target=" car" against=" wall" positions=all
        expect lens.last == lens.logits
        expect lens.target_ranks[-1] == 1
        expect lens.divergences[-1] == 0
        expect len(lens.target_ranks) == 5
        attribute crash model=tinyworld target=" car" against=" wall"
        expect attribute.value ~ lens.measures[-1] within 0.00001
        expect abs(attribute.difference) < 0.0001
        expect sum(attribute.heads) + sum(attribute.mlps) + attribute.embedding ~ attribute.sum
          within 0.000001
        expect attribute.biases == 0
        """)
    #expect(run.errors == [])
    #expect(run.shown["lens"]?.contains("layer 3") == true)
    #expect(run.shown["attribute"]?.contains("All 21 parts add up to") == true)
  }

  @Test("the last position's stream after the last layer carries everything")
  func patch() {
    let run = LabRun(
      Self.crash + """

        patch crash from=mended model=tinyworld target=" wall" against=" car"
        expect patch.recovered_map[-1, -1] ~ 1 within 1e-9
        expect patch.recovered_map[0, "stopped"] ~ 1 within 1e-9
        expect patch.before < 0 and patch.source > 0
        heads = patch crash from=mended model=tinyworld target=" wall" against=" car"
          component=head
        one = patch crash from=mended model=tinyworld target=" wall" against=" car"
          layer=(heads.layer) head=(heads.head)
        expect one.recovered == heads.recovered
        """)
    #expect(run.errors == [])
    #expect(run.shown["patch"]?.contains("·stopped here, ·mended there") == true)
  }

  @Test("lists are copied: the second time costs less, and some head looks up what came next")
  func induction() {
    let run = LabRun(
      """
      let words = ["blue", "red", "dog", "cat", "soup", "wall", "box", "river", "seven", "hat"]
      induction model=tinyworld prefix="List:" length=6 sequences=4 tokens=words
      expect induction.second_half_loss < induction.first_half_loss
      expect induction.score > 0.5
      expect len(induction.losses) == 11
      """)
    #expect(run.errors == [])
    #expect(run.shown["induction"]?.contains("said again from here") == true)
  }

  @Test("a trace has the numbers of the single directives")
  func trace() {
    let run = LabRun(
      Self.crash + """

        trace crash model=tinyworld tokens=3
        next = logits crash model=tinyworld top=8
        expect trace.top_logits == next.top_logits
        expect trace.logits == next.logits
        expect trace.token == next.top_tokens[0]
        expect trace.characters == 61
        expect contains(trace.output, "The car")
        expect len(trace.new_ids) == 3
        expect norm(trace.vectors[-1, :]) ~ trace.sizes[0] within 0.00001
        short = trace crash model=tinyworld stage=path
        """)
    #expect(run.errors == [])
    #expect(run.shown["short"]?.contains("tokenizer") == true)
    let lines = run.shown["trace"]?.split(separator: "\n") ?? []
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 80 })
  }

  @Test("a greedy trace takes the most likely token; the same seed draws the same")
  func draws() {
    let source = "trace \"The small dog\" model=tinyworld temperature=1.5 tokens=6 stage=none"
    let (first, again, other) = (LabRun(source), LabRun(source), LabRun(source, seed: 8))
    #expect(first["trace", "new_ids"] == again["trace", "new_ids"])
    #expect(first["trace", "new_ids"] != other["trace", "new_ids"])
  }

  @Test(
    "what cannot be done is said",
    arguments: [
      (
        "ablate \"The dog\" model=tinyworld layer=1",
        "'layer=' needs 'head=', 'neuron=' or 'component=' beside it"
      ),
      ("ablate \"The dog\" model=tinyworld head=1", "'head=' needs 'layer='"),
      ("ablate \"The dog\" model=tinyworld layer=9 head=1", "there is no layer 9"),
      (
        "ablate \"The dog\" model=tinyworld layer=1 head=1 neuron=2",
        "takes one source, and here are two: 'head=' and 'neuron='"
      ),
      (
        "ablate \"The dog\" model=tinyworld over=\"A\" layer=1 head=0",
        "'over=' goes only with 'to=mean': zeros need no text"
      ),
      ("ablate \"The dog\" model=tinyworld target=xylophone", "is no token of the model"),
      ("ablate \"The dog\" model=tinyworld target=5000", "there is no token 5000"),
      ("ablate \"The dog\" model=tinyworld target=5 against=5", "is the target itself"),
      ("ablate \"The dog\"", "'ablate' needs a model"),
      ("lens \"The dog\" model=tinyworld position=cat", "which is none of the tokens"),
      ("patch \"The dog\" from=\"The small dog\" model=tinyworld", "positions do not match"),
      ("patch \"The dog\" from=\"The dog\" model=tinyworld", "nothing to carry over"),
      ("patch \"The dog\" from=\"The cat\" model=tinyworld head=1", "'head=' needs 'layer='"),
      (
        "patch \"The dog\" from=\"The cat\" model=tinyworld position=-1",
        "goes over all positions"
      ),
      (
        "patch \"The dog\" from=\"The cat\" model=tinyworld layer=0 component=head",
        "'component=head' and 'layer=' need 'head='"
      ),
      ("induction model=tinyworld length=80", "do not fit into the model's context"),
      ("induction model=tinyworld tokens=[\"dog\"]", "a sequence needs 12"),
      ("trace \"\" model=nobody", "names no model"),
    ])
  func errors(_ source: String, _ message: String) {
    let run = LabRun(source)
    #expect(run.errors.count == 1)
    #expect(run.errors.first?.contains(message) == true, "\(run.errors)")
  }
}
