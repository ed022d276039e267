import Notebook

/// Every directive that a lab may use, in the order of the course.
public enum Directives {
  public static let register = DirectiveRegister(all, pages: [ModelFormats.page])

  private static let all: [any Directive.Type] = [
    Load.self,
    Plot.self,
    Tokenize.self,
    TrainBytePairs.self,
    Embed.self,
    Neuron.self,
    FeedForward.self,
    Sample.self,
    Logits.self,
    Generate.self,
    Backprop.self,
    Optimize.self,
    Attend.self,
    Probe.self,
    History.self,
    Rope.self,
    MultiHead.self,
    Ablate.self,
    Patch.self,
    Induction.self,
    BlockDirective.self,
    Params.self,
    Lens.self,
    Attribute.self,
    Salience.self,
    Trace.self,
    Train.self,
    Scale.self,
    Grok.self,
    Finetune.self,
    Candidates.self,
    Reward.self,
    DirectPreference.self,
    PolicyGradient.self,
    Compare.self,
    KVCache.self,
    Quantize.self,
  ]
}
