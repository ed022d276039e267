/// The words of `patch`'s reference page.
enum PatchDocumentation {
  static let discussion = """
    Two prompts that differ in a word lead a model to different answers. Somewhere on the way the \
    difference must be carried. Activation patching finds out where: the prompt is run with *one* \
    activation replaced by what the other prompt's run (`from=`) had in its place. If the answer moves \
    to the other's, that place carries the difference (Vig et al. 2020, arXiv:2004.12265; Meng et al. \
    2022, arXiv:2202.05262).

    - `component=residual`: the residual stream after a layer, at one position (the default);
    - `component=attention`, `component=mlp`: what that sublayer adds;
    - `component=head`: what a head puts into the output projection.

    Without `layer=` **every place is tried in turn**: layers by positions, or layers by heads. The \
    measure is logit(target) - logit(against), or without `against=` ln p(target); the target is by \
    default what the other prompt leads to. *Recovered* is the share of the way from this prompt's \
    measure (0) to the other's (1); it may be negative, or more than 1.

    Positions are matched by number, so prompts must have equally many tokens, unless `position=` names \
    one (from the end if negative).
    """

  static let results: KeyValuePairs<String, String> = [
    "before": "the measure of the prompt as it is",
    "source": "the measure of the other prompt",
    "after": "the measure with the activation put over; of a scan, at the best place",
    "effect": "after - before",
    "recovered": "effect / (source - before)",
    "probability_before": "the target's, of the prompt as it is",
    "probability_after": "the target's, with the activation put over",
    "layer": "of a scan: the layer of the place that carries most; -1 is the embedding",
    "head": "of a scan of heads: the head that carries most",
    "position": "of a scan of positions: the position that carries most",
    "recovered_map": "of a scan, the share recovered: [depths, positions], or [layers, heads]",
    "effects": "of a scan, the change of the measure, in the same shape",
    "target": "the target's text",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "How the difference travels from the verb to the end of the text.": """
    patch "A blue car crashed into a concrete wall. They stopped it. The"
      from="A blue car crashed into a concrete wall. They mended it. The"
      model=tinyworld target=" wall" against=" car"
    expect patch.recovered_map[-1, -1] ~ 1 within 0.001
    """,
    "Which head carries it.": """
    patch "A blue car crashed into a concrete wall. They stopped it. The"
      from="A blue car crashed into a concrete wall. They mended it. The"
      model=tinyworld target=" wall" against=" car" component=head
    expect patch.recovered == max(patch.recovered_map)
    """,
    "One place alone.": """
    patch "Three, two, one," from="One, two, three," model=tinyworld
      layer=0 component=mlp position=-1
    expect patch.effect ~ patch.after - patch.before within 1e-12
    """,
  ]
}
