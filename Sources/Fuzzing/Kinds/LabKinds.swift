import Bedrock
import Directives
import Notebook
import Runner

extension FuzzKind {
  /// Labs of one to three blocks, mutated and run.
  static func labs(_ seeds: LabSeeds) -> FuzzKind {
    let mutator = Mutator(pieces: LabSeeds.pieces)
    return FuzzKind(name: "labs") { random in
      let block = random.pick(seeds.blocks)
      let mutated = mutator.mutate(block, other: random.pick(seeds.blocks), &random)
      return LabSeeds.lab(of: LabSeeds.isSlow(mutated) ? block : mutated)
    } run: {
      LabTrial.run($0)
    }
  }

  /// Labs that a grammar makes, which knows all directives and their parameters.
  static let grammar = FuzzKind(name: "grammar") { random in
    var grammar = LabGrammar(random: random)
    let lines = (0...random.below(3)).map { _ in grammar.statement() }
    return LabSeeds.lab(of: Array(lines.joined(separator: "\n").utf8))
  } run: {
    LabTrial.run($0)
  }

  /// Whole labs, mutated and taken to pieces.
  static func parsing(_ seeds: LabSeeds) -> FuzzKind {
    let mutator = Mutator(pieces: LabSeeds.pieces)
    return FuzzKind(name: "parsing") { random in
      mutator.mutate(random.pick(seeds.labs), other: random.pick(seeds.labs), &random)
    } run: {
      LabTrial.parse($0)
    }
  }

  /// What an editor sees while somebody types: a text up to some place.
  static func partialTexts(_ seeds: LabSeeds) -> FuzzKind {
    FuzzKind(name: "partial") { random in
      let block = random.pick(seeds.blocks)
      let lab = LabSeeds.lab(of: block)
      return Array(lab[..<random.below(lab.count + 1)])
    } run: {
      LabTrial.run($0)
    }
  }

  static let frontMatter: FuzzKind = {
    let mutator = Mutator(
      pieces: [
        "title", "summary", "model", "seed", "charset", "width", "param.x", "echo", "fold", ":",
        ": ",
        "\n", "---", "\"", "[1, 2]", "unicode", "tinyworld", "true", "\t", "x-", "#", "[",
        "figures",
      ].map { Array($0.utf8) })
    let seed = Array(
      """
      ---
      title: Attention: Q, K and V
      summary: "What it is"
      seed: 7
      charset: unicode
      width: 60
      param.prompt: "A blue car"
      param.list: [1, 2.5, [3]]
      ---
      `{swiftlab} prompt`

      ```swiftlab
      show list
      ```

      """.utf8)
    return FuzzKind(name: "front-matter") { random in
      mutator.mutate(seed, other: seed, &random)
    } run: {
      LabTrial.run($0)
    }
  }()
}

/// Runs a lab as the command line would, and looks whether it ended as it must.
enum LabTrial {
  private static let product = Product(register: Directives.register, modelNames: ["tinyworld"])

  static func parse(_ bytes: [UInt8]) -> String? {
    let lab = ParsedLab(parsing: SourceFile(path: "lab.md", utf8: bytes))
    for diagnostic in lab.diagnostics { _ = diagnostic.rendered() }
    return nil
  }

  static func run(_ bytes: [UInt8]) -> String? {
    let streams = Streams()
    let console = Console(
      write: { bytes in streams.output.withLock { $0 += bytes } },
      writeError: { bytes in streams.errors.withLock { $0 += bytes } }, readInput: { bytes })
    let tool = CommandLineTool(
      product: product, workspace: Workspace(root: "/nonexistent/course"), console: console)
    let format = ["md", "html", "json"][bytes.count % 3]
    let status = tool.run(["run", "-", "--no-cache", "--format", format])
    let errors = streams.errors.withLock { String(decoding: $0, as: UTF8.self) }
    switch status {
    case .usage: return "the command line was called wrong"
    case .failure where !errors.contains(": error: "): return "it failed without an error"
    case .success where errors.contains(": error: "): return "it told of an error and did not fail"
    default: return nil
    }
  }
}
