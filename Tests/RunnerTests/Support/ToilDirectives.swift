import Bedrock
import Figures
import Notebook
import Runner
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How often each directive of the cache's tests ran, by its `id`.
enum Toil {
  private static let counts = Mutex<[String: Int]>([:])
  private static let hooks = Mutex<[String: @Sendable () -> Void]>([:])

  static func count(_ id: String) -> Int { counts.withLock { $0[id] ?? 0 } }

  /// What the directive `disturb` does.
  static func setHook(_ id: String, _ hook: @escaping @Sendable () -> Void) {
    hooks.withLock { $0[id] = hook }
  }

  fileprivate static func ran(_ id: String) { counts.withLock { $0[id, default: 0] += 1 } }
  fileprivate static func disturb(_ id: String) { hooks.withLock { $0[id] }?() }

  /// An id that no other test has.
  static func freshID() -> String { "t\(next.wrappingAdd(1, ordering: .relaxed).newValue)" }
  private static let next = Atomic<Int>(0)

  /// Long enough for the cache to find it worth keeping.
  fileprivate static func work() { usleep(3000) }
}

/// Takes its time and counts its runs: it draws, reads, warns, shows how far it is, and gives
/// something of every kind.
struct ToilDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "toil", chapter: .neuron, summary: "Takes its time.", discussion: "",
    results: [
      "x": "what was given", "draws": "the draws", "text": "a text", "mixed": "a list",
      "sum": "of x",
    ], examples: [:])

  let id: String
  let x: NumericArray
  let word: String
  let of: Record?
  let file: String?
  let warning: String?

  init(_ parameters: inout ParameterReader) {
    id = parameters.required("id", .text, positional: true, help: "whose runs are counted")
    x = parameters.value(
      "x", .vector, default: NumericArray(vector: [1, 2]), help: "numbers")
    word = parameters.value("word", .text, default: "word", help: "a text")
    of = parameters.optional("of", .record, help: "an earlier result")
    file = parameters.optional("file", .text, help: "a file that is read")
    warning = parameters.optional("warning", .text, help: "a warning")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Toil.ran(id)
    Toil.work()
    let text = try file.map { String(decoding: try context.read(file: $0), as: UTF8.self) }
    if let warning { context.warn(warning) }
    context.progress(1, of: 2, "half")
    context.progress(2, of: 2, "all of \(word)")
    let draws = (0..<3).map { _ in Double(context.random.nextUInt64() >> 11) * 0x1p-53 }
    let heat = Heatmap(values: [x.elements, draws], columnLabels: nil, quantity: "x|`<")
    return Outcome(
      Record([
        "x": .array(x), "draws": .vector(draws), "text": .string(text ?? word),
        "mixed": .list([.string("a"), .bool(true), .float(0.1), .record(["y": .double(-0.0)])]),
        "sum": .double(x.elements.reduce(0, +)),
      ]),
      blocks: [
        .figure(heat), .paragraph("\(word) | `<b>` \(text ?? "")"),
        .table(Table(columns: [.init("a|b"), .init("n", .right)], rows: [[word, "1"]])),
      ])
  }
}

/// Makes a model of some bytes, and takes its time.
struct ForgeDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "forge", chapter: .neuron, summary: "Makes a model.", discussion: "",
    results: ["model": "the model", "size": "its bytes"], examples: [:])

  let id: String
  let size: Int

  init(_ parameters: inout ParameterReader) {
    id = parameters.required("id", .text, positional: true, help: "whose runs are counted")
    size = parameters.value("size", .integer(atLeast: 0), default: 100_000, help: "bytes")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Toil.ran(id)
    Toil.work()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0) }
    let model = ModelValue(name: context.name, sha256: SHA256.hash(bytes).hex) { bytes }
    return Outcome(["model": .model(model), "size": .integer(size)])
  }
}

/// Runs a model: it sums its bytes. It is too quick to be kept.
struct SumDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "sumup", chapter: .neuron, summary: "Sums a model's bytes.", discussion: "",
    results: ["sum": "of the bytes"], examples: [:])

  let id: String
  let of: Record

  init(_ parameters: inout ParameterReader) {
    id = parameters.required("id", .text, positional: true, help: "whose runs are counted")
    of = parameters.required("of", .record, help: "the model's result")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    guard case .model(let model)? = of["model"] else { throw DirectiveError("no model") }
    Toil.ran(id)
    let sum = try model.bytes().reduce(0) { $0 + Int($1) }
    return Outcome(
      ["sum": .integer(sum)], blocks: [.paragraph("\(model.name): \(sum), \(model.sha256)")])
  }
}

/// Does something to the folder in the middle of a run; a warning keeps its lab from being kept whole.
struct DisturbDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "disturb", chapter: .neuron, summary: "Disturbs.", discussion: "", results: [:],
    examples: [:])

  let id: String

  init(_ parameters: inout ParameterReader) {
    id = parameters.required("id", .text, positional: true, help: "whose hook is called")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Toil.disturb(id)
    // A file that cannot be read keeps the result from being kept, too.
    _ = try? context.read(file: "there is no such file")
    return Outcome(Record())
  }
}

/// Takes its time and shows a figure that the register does not know.
struct StrangeDirective: Directive {
  static let documentation = DirectiveDocumentation(
    verb: "strange", chapter: .neuron, summary: "Shows a strange figure.", discussion: "",
    results: [:], examples: [:])

  let id: String

  init(_ parameters: inout ParameterReader) {
    id = parameters.required("id", .text, positional: true, help: "whose runs are counted")
  }

  func run(_ context: inout RunContext) throws -> Outcome {
    Toil.ran(id)
    Toil.work()
    return Outcome(Record(), blocks: [.figure(WideFigure())])
  }
}
