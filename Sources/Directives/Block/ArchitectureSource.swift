import Bedrock
import Engine
import Notebook

/// The parameters that say which sizes are meant: a published model, a model, or sizes given one by
/// one, which also change those of the first two.
struct ArchitectureSource: Sendable {
  let known: [String]
  let model: ModelChoice
  let width: Int?
  let layers: Int?
  let heads: Int?
  let keyValueHeads: Int?
  let headWidth: Int?
  let hiddenWidth: Int?
  let vocabulary: Int?

  init(_ parameters: inout ParameterReader) {
    known = parameters.value(
      "of", .architectures, positional: true, default: [],
      help: "a published model, or a list of them")
    model = ModelChoice(
      &parameters, help: "a model that can be run, in the place of a published one")
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
  }

  private var sizes: [(String, Int?)] {
    [
      ("d_model", width), ("layers", layers), ("heads", heads), ("kv_heads", keyValueHeads),
      ("head_width", headWidth), ("ffn", hiddenWidth), ("vocabulary", vocabulary),
    ]
  }

  /// The architectures that are meant, in the order given.
  func architectures(verb: String, in context: RunContext) throws -> [Architecture] {
    if model.given != nil, let first = known.first {
      throw DirectiveError(
        "'\(verb)' takes one source, and here are two: '\(first)' and 'model='",
        parameter: "model")
    }
    let bases: [Architecture]
    if !known.isEmpty {
      bases = known.compactMap { KnownArchitectures.named($0)?.architecture }
    } else if let reference = model.given ?? (width == nil ? model.fallback : nil) {
      bases = [
        Architecture(try context.load(reference).configuration, name: reference.name)
      ]
    } else {
      bases = [try explicit(verb)]
    }
    return try bases.map(changed)
  }

  /// Sizes that were all given.
  private func explicit(_ verb: String) throws -> Architecture {
    let needed = [
      ("d_model", width), ("heads", heads), ("ffn", hiddenWidth), ("layers", layers),
    ]
    guard let width, let heads, let hiddenWidth, let layers else {
      let missing = needed.filter { $0.1 == nil }.map { "'\($0.0)='" }
      throw DirectiveError(
        "'\(verb)' needs sizes: a published model, 'model=', or \(Wording.list(missing))"
          + (missing.count == needed.count ? "" : " too"))
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
