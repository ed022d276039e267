import Bedrock
import Engine
import Figures
import Notebook

/// `block`: a transformer block as a diagram, with the shape of everything that flows through it.
struct BlockDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "block", chapter: .block,
    summary: "Draws a pre-norm decoder block with all shapes, and says what each part is for.",
    discussion: """
      A block takes a vector for each token and returns a vector for each token, of the same width. \
      Two branches hang on the residual stream x, and each reads it through a norm of its own:

          x = x + attention(norm(x))
          x = x + feedforward(norm(x))

      (pre-norm: Xiong et al. 2020, arXiv:2002.04745; RMSNorm, SwiGLU and grouped-query attention as \
      in Llama: Touvron et al. 2023, arXiv:2302.13971.) Stacked `layers` times, between embedding and \
      output map, blocks are the model.

      Sizes come from a published model (`block llama-3-8b`), from a model that can be run \
      (`model=tinyworld`), or one by one (`d_model= heads= kv_heads= ffn= layers=`); `sequence=` is the \
      number of tokens that are shown.
      """,
    results: [
      "d_model": "the width of the stream",
      "layers": "how many blocks",
      "heads": "query heads",
      "kv_heads": "key and value heads",
      "head_width": "a head's width",
      "query_shape": "[heads, head width] of one token",
      "kv_shape": "[KV heads, head width] of one token",
      "concatenated": "the heads' outputs side by side, of one token",
      "ffn": "the width inside the feed-forward",
      "sequence": "the tokens that are shown",
      "block_shape": "[sequence, d_model]: what enters a block, and what leaves it",
      "parameters_per_block": "what one block holds",
      "parameters": "the whole model, or all blocks where there is no vocabulary",
    ],
    examples: [
      "The block of Llama-3-8B, for eight tokens.": """
      block llama-3-8b sequence=8
      expect block.block_shape == [8, 4096]
      expect block.query_shape == [32, 128]
      """,
      "Sizes of one's own.": """
      block d_model=64 heads=4 kv_heads=2 ffn=160 layers=2 sequence=3 show=diagram
      expect block.kv_shape == [2, 16]
      """,
    ],
    errors: [
      "cannot be cut into 3 heads": """
      block d_model=100 heads=3 ffn=10 layers=1
      """
    ])

  enum Shown: String, ParameterChoice { case all, sizes, diagram, model, roles, none }

  let source: ArchitectureSource
  let sequence: Int
  let shown: [Shown]

  init(_ parameters: inout ParameterReader) {
    source = ArchitectureSource(&parameters)
    sequence = parameters.value(
      "sequence", .integer(in: 1...16_777_216), default: 8, help: "how many tokens are shown")
    shown = parameters.value(
      "show", .choices(), default: [.all],
      help: "the table of sizes, one block, the whole model as a stack, or what each part is for")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    let all = try source.architectures(verb: "block", in: context)
    guard let architecture = all.first, all.count == 1 else {
      throw DirectiveError("'block' draws one model at a time", parameter: "of")
    }
    let report = BlockReport(architecture: architecture, sequence: sequence)
    let shown = shown.contains(.all) ? [.sizes, .diagram, .roles] : shown
    return Outcome(report.record, blocks: shown.flatMap { blocks($0, report) })
  }

  private func blocks(_ shown: Shown, _ report: BlockReport) -> [OutcomeBlock] {
    switch shown {
    case .sizes: [.table(report.sizes)]
    case .diagram: [.figure(report.block)]
    case .model: [.figure(report.model)]
    case .roles: [.table(report.roles)]
    case .all, .none: []
    }
  }
}
