import Bedrock
import Engine
import Notebook

/// The parameters that say which sizes are meant: a published model, a model, or sizes given one by
/// one, which also change those of the first two.
struct ArchitectureSource: Sendable {
  enum Form: ParameterForm {
    case published, sizes, model

    private static let every = [
      "d_model", "layers", "heads", "kv_heads", "head_width", "ffn", "vocabulary",
    ]

    var source: ParameterSource {
      switch self {
      case .published: .init("a published model", needs: ["of"], takes: Self.every)
      case .sizes:
        .init(
          needs: ["d_model", "layers", "heads", "ffn"],
          takes: ["kv_heads", "head_width", "vocabulary"])
      case .model: .init("a model", takes: Self.every, asksModel: true)
      }
    }
  }

  let known: [String]
  let model: ModelChoice
  let width: Int?
  let layers: Int?
  let heads: Int?
  let keyValueHeads: Int?
  let headWidth: Int?
  let hiddenWidth: Int?
  let vocabulary: Int?
  let form: Form

  init(_ parameters: inout ParameterReader) {
    known = parameters.value(
      "of", .architectures, positional: true, default: [],
      help: "a published model, or a list of them")
    model = ModelChoice(
      &parameters, help: "a model that can be run, instead of a published one")
    let size = ParameterType<Int>.integer(in: 1...16_777_216)
    width = parameters.optional("d_model", size, help: "the width of the residual stream")
    layers = parameters.optional("layers", size, help: "how many blocks are stacked")
    heads = parameters.optional("heads", size, help: "query heads")
    keyValueHeads = parameters.optional(
      "kv_heads", size, help: "key and value heads; as many as query heads without it")
    headWidth = parameters.optional(
      "head_width", size, help: "a head's width; d_model / heads without it")
    hiddenWidth = parameters.optional("ffn", size, help: "the width inside the feed-forward")
    vocabulary = parameters.optional(
      "vocabulary", size, help: "the number of tokens; without one only the blocks are counted")
    form = parameters.exactlyOne("sizes")
  }

  private var sizes: [(String, Int?)] {
    [
      ("d_model", width), ("layers", layers), ("heads", heads), ("kv_heads", keyValueHeads),
      ("head_width", headWidth), ("ffn", hiddenWidth), ("vocabulary", vocabulary),
    ]
  }

  /// The architectures that are meant, in the order given.
  func architectures(verb: String, in context: RunContext) throws -> [Architecture] {
    let bases: [Architecture]
    switch form {
    case .published:
      guard !known.isEmpty else {
        throw DirectiveError("'of' is empty: no model is named", parameter: "of")
      }
      bases = known.compactMap { KnownArchitectures.named($0)?.architecture }
    case .model:
      let reference = try model.required(by: verb)
      bases = [Architecture(try context.load(reference).configuration, name: reference.name)]
    case .sizes: bases = [try explicit()]
    }
    return try bases.map(changed)
  }

  /// Sizes that were all given.
  private func explicit() throws -> Architecture {
    guard let width, let heads, let hiddenWidth, let layers else {
      throw DirectiveError("there are no sizes")
    }
    if headWidth == nil, width % heads != 0 {
      throw DirectiveError(
        "a width of \(width) cannot be cut into \(counted: heads, "head"); give 'head_width='",
        parameter: "heads")
    }
    return Architecture(
      name: "a decoder", width: width, layers: layers, heads: heads, hiddenWidth: hiddenWidth)
  }

  /// The sizes with those that were given in their place.
  private func changed(_ base: Architecture) throws -> Architecture {
    var result = base
    if let width { result.width = width }
    if let layers { result.layers = layers }
    if let heads {
      if base.keyValueHeads == base.heads { result.keyValueHeads = heads }
      result.heads = heads
    }
    if let keyValueHeads { result.keyValueHeads = keyValueHeads }
    if let headWidth { result.headWidth = headWidth }
    if let hiddenWidth { result.hiddenWidth = hiddenWidth }
    if let vocabulary { result.vocabulary = vocabulary }
    if let problem = result.problem {
      let given = sizes.last { $0.1 != nil }?.0
      throw DirectiveError("these sizes make no model: \(problem)", parameter: given)
    }
    let changes = sizes.filter { $0.1 != nil }
    if !changes.isEmpty, base.name != "a decoder" {
      result.name += " with " + changes.map { "\($0.0) \($0.1 ?? 0)" }.joined(separator: ", ")
    }
    return result
  }
}
