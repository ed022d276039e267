import Notebook

/// Every directive that a lab may use, in the order of the course.
public enum Directives {
  public static let register = DirectiveRegister([
    Tokenize.self,
    TrainBytePairs.self,
    Embed.self,
    Sample.self,
    Logits.self,
    Generate.self,
    Backprop.self,
    Attend.self,
    Train.self,
    Grok.self,
    Finetune.self,
    Candidates.self,
    Reward.self,
    DirectPreference.self,
    PolicyGradient.self,
    Compare.self,
  ])
}
