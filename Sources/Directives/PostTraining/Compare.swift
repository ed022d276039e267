import Engine
import Notebook

/// `compare`: one prompt, several models.
struct Compare: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "compare", chapter: .postTraining,
    summary: "Gives one prompt to several models and shows their answers side by side.",
    discussion: """
      Each model reads the prompt (behind its start token) and goes on greedily: it takes the most \
      likely token each time, up to `tokens=` or its end-of-text token. `continuations=` are given \
      texts whose exact probabilities after the prompt are shown, model by model: the product over \
      their tokens, without the token that would end the text. A blank is put between prompt and \
      continuation where there is none. `draws=` answers are drawn at temperature 1, too, and counted.

      Models of different vocabularies may be compared: probabilities are of texts (in the one way that \
      each model's tokenizer cuts them).
      """,
    results: [
      "answers": "what each model goes on with, greedily",
      "probabilities": "of the continuations: a row each, a column a model",
      "counts": "of draws=: how often each distinct answer was drawn, by model: a list of records",
    ],
    examples: [
      "A model before and after a few steps of fine-tuning.": """
      tuned = finetune data=tinyworld model=tinyworld steps=10
      compare "Why is the sky blue?" models=[tinyworld, tuned]
        continuations=["Because the air scatters blue light.", "It depends."]
      expect compare.probabilities[0, 1] > compare.probabilities[0, 0]
      """
    ],
    errors: [
      "there is nothing to compare": """
      compare "The cat" models=[]
      """
    ])

  let prompt: String
  let models: [ModelReference]
  let continuations: [String]
  let tokens: Int
  let draws: Int

  init(_ parameters: inout ParameterReader) {
    prompt = parameters.required(
      "prompt", .text, positional: true, help: "what every model reads")
    models = parameters.required("models", .models, help: "the models, in the order of the stages")
    continuations = parameters.value(
      "continuations", .texts, default: [], help: "texts whose probabilities are wanted")
    tokens = parameters.value(
      "tokens", .integer(in: 1...200), default: 24, help: "the most tokens that are written")
    draws = parameters.value(
      "draws", .integer(in: 0...1000), default: 0, help: "answers that are drawn and counted")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    guard !models.isEmpty else {
      throw DirectiveError("'models' is empty: there is nothing to compare", parameter: "models")
    }
    let stages = try guardingTuning {
      try models.map { reference in
        let file = try context.weights(of: reference)
        try context.admit(
          .passes(
            Double(tokens) * Double(draws + 1), of: file.configuration, tokens: 1, logitRows: 1))
        return try CompareStage(
          reference.name, file, prompt: prompt,
          continuations: continuations, tokens: tokens, draws: draws, stream: context.random)
      }
    }
    let report = CompareReport(prompt: prompt, continuations: continuations, stages: stages)
    return Outcome(report.values, blocks: report.blocks)
  }
}
