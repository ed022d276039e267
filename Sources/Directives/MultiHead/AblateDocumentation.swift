/// The words of `ablate`'s reference page.
enum AblateDocumentation {
  static let discussion = """
    A part of the model is replaced, for every token, by zeros or by its mean over a text, and the \
    model is run again. What then changes is what the part was good for *here*: on this text, with \
    all other parts as they are.

    - `layer=` with `head=`: what that head puts into the output projection;
    - `layer=` with `component=mlp` or `component=attention`: what that sublayer adds to the residual \
    stream (of an attention all heads at once; a bias stays);
    - `layer=` with `neuron=`: one activation inside the MLP;
    - none of these: **every head and every MLP in turn**. The results are then those of the head \
    whose loss lowers the measure most, and `effects` has them all.

    The measure is logit(target) - logit(against), which no common shift of all logits changes; \
    without `against=` it is ln p(target). Beside it stand the Kullback-Leibler divergence \
    KL(whole || without) = sum p (ln p - ln q) of the next token's distribution, and the mean of -ln p \
    over the text's own tokens.

    Zeros are a harsh replacement: a part may matter only because what follows has never seen it \
    silent. `to=mean` keeps its average and removes what it knows of this text.
    """

  static let results: KeyValuePairs<String, String> = [
    "layer": "of a scan: the layer of the head whose loss lowers the measure most",
    "head": "of a scan: that head",
    "mlp_layer": "of a scan: the layer of the MLP whose loss lowers the measure most",
    "effects": "of a scan: the change of the measure, [layers, heads]",
    "mlp_effects": "of a scan: the change of the measure, one a layer",
    "divergences": "of a scan: the divergence, [layers, heads]",
    "mlp_divergences": "of a scan: the divergence, one a layer",
    "before": "the measure of the whole model",
    "after": "the measure without the part",
    "effect": "after - before",
    "probability_before": "of the target, by the whole model",
    "probability_after": "of the target, without the part",
    "alternative_probability_before": "of the rival, by the whole model",
    "alternative_probability_after": "of the rival, without the part",
    "divergence": "KL from the whole model's next token to that without the part, in nats",
    "loss_before": "the mean of -ln p over the text's tokens, by the whole model",
    "loss_after": "the same without the part",
    "target": "the target's text",
  ]

  static let examples: KeyValuePairs<String, String> = [
    "Which head carries the right noun to the end?": """
    scan = ablate "A blue car crashed into a concrete wall. They stopped it. The"
      model=tinyworld target=" car" against=" wall"
    expect scan.effects[scan.layer, scan.head] == min(scan.effects)
    """,
    "One part alone, replaced by its mean over the text.": """
    ablate "A blue car crashed into a concrete wall. They stopped it. The"
      model=tinyworld layer=0 component=mlp to=mean
    expect ablate.effect ~ ablate.after - ablate.before within 1e-12
    """,
  ]
}
