import Bedrock
import Engine
import Figures
import Notebook

/// `params`: where a model's parameters sit, what a token costs, and how many bytes it all takes.
struct Params: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "params", chapter: .block,
    summary: "Counts parameters, operations and bytes of a model, part by part.",
    discussion: """
      Everything follows from a few sizes. With the width d of the stream, L layers, h query heads and \
      g KV heads of width w, a feed-forward of width f, and a vocabulary of V tokens:

          token embedding   V d
          attention         L (2 d h w + 2 d g w)          Q and O, K and V
          feed-forward      L 3 d f                        gate, up and down (2 d f without a gate)
          norms             L 2 d + d
          output map        V d                            none if tied to the embedding

      and, where a model has them, biases and learned positions. An operation is a multiplication or an \
      addition: two a weight and token, and for scores and weighted sums 4 h w a layer and visible \
      token (`sequence=`). Norms, activations and softmax are left out, as is usual.

      Sizes come from a published model (`params llama-3-8b`; a name with a point in quotes), from a \
      model that can be run (`model=tinyworld`), or one by one; given beside the first two, they change \
      them (`params llama-3-8b kv_heads=32`). A list of names is compared. Published totals are those \
      of the published weights, and the count must meet them.
      """,
    results: [
      "total": "all parameters; of a list a number for each",
      "attention": "the parameters of all attention maps",
      "ffn": "of all feed-forwards",
      "norms": "of all norms",
      "embedding": "of token and position embeddings",
      "output": "of the output map; 0 if it is tied",
      "attention_share": "attention / total",
      "ffn_share": "ffn / total",
      "embedding_share": "(embedding + output) / total",
      "operations": "multiplications and additions for one token, at `sequence`",
      "attention_operations": "of these in scores and weighted sums",
      "bytes": "total * bytes a parameter",
      "kv_bytes_per_token": "the bytes that keys and values of one token take",
      "published": "the published total, where the sizes are the published ones",
    ],
    examples: [
      "Most of Llama-3-8B is feed-forward.": """
      params llama-3-8b
      expect params.total == params.published
      expect params.ffn_share * 100 ~ 70.2
      expect params.attention_share * 100 ~ 16.7
      expect params.embedding_share * 100 ~ 13.1
      """,
      "Several models side by side.": """
      params [gpt2, "qwen2.5-0.5b", llama-3-70b]
      expect params.total == params.published
      """,
      "A model that can be run.": """
      params model=tinyworld
      """,
    ],
    errors: [
      "did you mean 'llama-3-8b'?": """
      params llama-3-8
      """
    ])

  let source: ArchitectureSource
  enum Shown: String, ParameterChoice { case parts, summary, none }

  let sequence: Int?
  let bytesPerParameter: Double
  let shown: Shown

  init(_ parameters: inout ParameterReader) {
    source = ArchitectureSource(&parameters)
    sequence = parameters.optional(
      "sequence", .integer(in: 1...16_777_216),
      help: "how many tokens the token can see whose operations are counted; 1024 if they fit")
    bytesPerParameter = parameters.value(
      "bytes", .number(in: 0.125...8), default: 2, help: "a parameter's: 4 for FP32, 2 for BF16")
    shown = parameters.value(
      "show", .choice(), default: .parts, help: "a line a part, or a sentence, or nothing")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let all = try source.architectures(verb: "params", in: context)
    let report = ParamsReport(
      all: all, published: all.map(published),
      sequence: sequence ?? min(1024, all.compactMap(\.context).min() ?? 1024),
      bytesPerParameter: bytesPerParameter)
    return Outcome(report.record, blocks: shown == .none ? [] : report.blocks(shown))
  }

  /// The published total, where the sizes are the published ones.
  private func published(_ architecture: Architecture) -> Int? {
    KnownArchitectures.all.first { $0.architecture.name == architecture.name }?.published
  }
}
