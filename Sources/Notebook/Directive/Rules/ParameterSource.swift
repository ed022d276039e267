import Bedrock

/// One of the ways to say what a directive works on: parameters that belong together.
public struct ParameterSource: Sendable {
  /// What errors call it: `'scores='`, `a model`.
  public var words: String
  /// The parameters that it needs, all of them.
  public var needs: [String]
  /// Parameters of which it needs at least one besides.
  public var oneOf: [String]
  /// The parameters that may be given with it, and that other sources may have no use for.
  public var takes: [String]
  /// Whether it asks a model: the call's `model=`, or the front matter's.
  public var asksModel: Bool

  public init(
    _ words: String? = nil, needs: [String] = [], oneOf: [String] = [], takes: [String] = [],
    asksModel: Bool = false
  ) {
    self.needs = needs
    self.oneOf = oneOf
    self.takes = takes
    self.asksModel = asksModel
    self.words = words ?? RuleText.names(needs)
  }

  static let model = "model"

  /// The parameters that speak for this source.
  var keys: [String] { (asksModel ? [Self.model] : []) + needs + oneOf }

  /// All that may be given with it.
  public var parameters: [String] { keys + takes }

  /// What is missing before it can be used.
  func missing(_ given: Set<String>, hasModel: Bool) -> [String] {
    let model = asksModel && !hasModel && !given.contains(Self.model) ? [Self.model] : []
    let others = oneOf.isEmpty || oneOf.contains(where: given.contains) ? [] : oneOf.prefix(1)
    return model + needs.filter { !given.contains($0) } + others
  }

  /// How it is written: `q= k= [v=]`.
  public func usage(positional: [String]) -> String {
    func written(_ name: String) -> String { positional.contains(name) ? name : "\(name)=" }
    let choice = oneOf.isEmpty ? [] : [oneOf.map(written).joined(separator: " and/or ")]
    return
      (needs.map(written) + (asksModel ? ["model="] : []) + choice
      + takes.map { "[\(written($0))]" }).joined(separator: " ")
  }
}

/// The sources of a directive, one a case.
///
/// The order counts: of two that fit a call the first is taken.
public protocol ParameterForm: CaseIterable, Sendable, Equatable where AllCases: Sendable {
  var source: ParameterSource { get }
}

/// Which source a call uses.
struct SourceSelection {
  let verb: String
  let sources: [ParameterSource]
  /// What the directive needs, in words: `something to attend to`.
  let purpose: String
  let isRequired: Bool
  /// Whether the front matter names a model.
  let hasModel: Bool
  /// The parameters that were given, of those that the sources are about, in the order of their
  /// declaration.
  let given: [String]

  enum Result {
    case chosen(Int)
    case nothing
    /// What is wrong, each with the parameter that is to blame.
    case wrong([(message: String, parameter: String?)])
  }

  private var names: Set<String> { Set(given) }

  var result: Result {
    let fitting = sources.firstIndex { source in
      missing(source).isEmpty && given.allSatisfy(source.parameters.contains)
    }
    if let fitting { return .chosen(fitting) }
    if given.isEmpty { return isRequired ? .wrong([(absence, nil)]) : .nothing }
    let keys = given.filter { name in sources.contains { $0.keys.contains(name) } }
    if keys.isEmpty { return .wrong(given.map { (stray($0, in: nil), $0) }) }
    let candidates = sources.filter { source in keys.allSatisfy(source.parameters.contains) }
    guard !candidates.isEmpty else { return .wrong([conflict(keys)]) }
    if let complete = best(candidates.filter { missing($0).isEmpty }, strays) {
      return .wrong(strays(complete).map { (stray($0, in: complete), $0) })
    }
    return .wrong([incomplete(candidates, keys)])
  }

  private func missing(_ source: ParameterSource) -> [String] {
    source.missing(names, hasModel: hasModel)
  }

  private func strays(_ source: ParameterSource) -> [String] {
    given.filter { !source.parameters.contains($0) }
  }

  /// The source that most of its keys were given of, and of these the one with the fewest faults.
  private func best(
    _ candidates: [ParameterSource], _ faults: (ParameterSource) -> [String]
  ) -> ParameterSource? {
    func rank(_ source: ParameterSource) -> (Int, Int) {
      (-source.keys.count(where: names.contains), faults(source).count)
    }
    return candidates.min { rank($0) < rank($1) }
  }

  // MARK: - Errors

  private var absence: String {
    "'\(verb)' needs \(purpose): \(sources.map(\.words).joined(separator: ", or "))"
  }

  private func conflict(_ keys: [String]) -> (message: String, parameter: String?) {
    for (index, second) in keys.enumerated() {
      let rival = keys[..<index].first { first in
        !sources.contains { $0.parameters.contains(first) && $0.parameters.contains(second) }
      }
      guard let rival else { continue }
      return (
        "'\(verb)' takes one source, and here are two: '\(rival)=' and '\(second)='", second
      )
    }
    return ("'\(verb)' takes one source: \(RuleText.names(keys)) do not go together", keys.last)
  }

  private func stray(_ name: String, in chosen: ParameterSource?) -> String {
    let owners = sources.filter { $0.parameters.contains(name) }
    let lacksModel =
      !hasModel && !names.contains(ParameterSource.model) && owners.allSatisfy(\.asksModel)
    return "'\(name)=' goes only with \(RuleText.either(owners.map(\.words)))"
      + (lacksModel
        ? ": 'model=' is missing" : chosen.map { ", not with \($0.words)" } ?? "")
  }

  /// - Parameter candidates: the sources that all keys go with, each of which lacks something.
  private func incomplete(
    _ candidates: [ParameterSource], _ keys: [String]
  ) -> (message: String, parameter: String?) {
    let nearest = best(candidates, missing)
    let lack = nearest.map(missing) ?? []
    if lack.contains(ParameterSource.model) {
      return ("'\(verb)' needs a model: 'model=' here, or 'model:' in the front matter", nil)
    }
    let single = candidates.map(missing).filter { $0.count == 1 }.flatMap(\.self)
    // Where several sources lack one thing each, any of them will do.
    if lack.count == 1, single.count > 1, !single.contains(ParameterSource.model) {
      let names = RuleText.either(single.map { "'\($0)='" })
      return ("'\(keys[0])=' needs \(names) beside it", keys[0])
    }
    let choice = nearest?.oneOf ?? []
    let needs = lack.map { name in
      choice.contains(name) ? RuleText.either(choice.map { "'\($0)='" }) : "'\(name)='"
    }
    return ("'\(keys[0])=' needs \(RuleText.both(needs)) beside it", keys[0])
  }
}
