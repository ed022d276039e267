import Engine
import Notebook

/// What `train` looks at on the way, besides the losses.
struct TrainWatch: Sendable {
  let samples: [String]
  let sampleSteps: [Int]
  let sampleTokens: Int
  let temperature: Double
  let isInduction: Bool
  let prefix: String

  init(_ parameters: inout ParameterReader) {
    samples = parameters.value(
      "samples", .texts, default: [],
      help: "prompts that the model continues at several steps; without them nothing is written")
    sampleSteps = parameters.value(
      "sample_steps", .steps, default: [],
      help: "the steps after which it does; 0, a twentieth, a quarter and all if empty")
    sampleTokens = parameters.value(
      "sample_tokens", .integer(in: 1...200), default: 24, help: "how many tokens it writes")
    temperature = parameters.value(
      "temperature", .number(atLeast: 0), default: 0.8,
      help: "of these samples; 0 takes the most likely token")
    isInduction = parameters.value(
      "induction", .flag, default: false,
      help: "whether copying of random words said twice is measured, too")
    prefix = parameters.value(
      "prefix", .text, default: "", help: "of induction: a text that stands before each sequence")
    parameters.only("sample_steps", "sample_tokens", "temperature", with: .given("samples"))
    parameters.only("prefix", with: .flag("induction"))
  }

  /// The steps after which samples are drawn.
  func stops(steps: Int) -> Set<Int> {
    guard !samples.isEmpty else { return [] }
    let wanted = sampleSteps.isEmpty ? [0, max(1, steps / 20), steps / 4, steps] : sampleSteps
    return Set(wanted.map { min($0, steps) })
  }
}

extension ParameterType where T == [Int] {
  /// A list of step numbers.
  static var steps: Self {
    ParameterType(
      name: "list of steps", placeholder: [],
      text: { "[" + $0.map { String($0) }.joined(separator: ", ") + "]" },
      fingerprint: { .integers($0) },
      decode: { atom, evaluator in
        let array = try evaluator.numbers(atom)
        return try array.elements.map { value in
          guard let step = Int(exactly: value), step >= 0 else {
            throw ParameterMismatch("must hold whole numbers from 0 on")
          }
          return step
        }
      })
  }
}
