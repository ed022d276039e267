import Notebook

/// Every directive that a lab may use, in the order of the course.
public enum Directives {
  public static let register = DirectiveRegister([
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
    Rope.self,
    MultiHead.self,
    Ablate.self,
    BlockDirective.self,
    Params.self,
    Lens.self,
    Attribute.self,
    KVCache.self,
    Quantize.self,
  ])
}
