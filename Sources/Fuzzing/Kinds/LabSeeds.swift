import Bedrock
import Directives
import Notebook

/// Texts of labs to begin with: the blocks of a course, and the examples of all directives.
struct LabSeeds: Sendable {
  /// Whole labs.
  let labs: [[UInt8]]
  /// Single blocks, without their fences.
  let blocks: [[UInt8]]

  init(course: String?) {
    var labs: [[UInt8]] = []
    var blocks: [[UInt8]] = []
    let folder = course.map { PathText.join($0, "Labs") } ?? ""
    for name in (try? FileSystem.entries(of: folder)) ?? [] where PathText.isMarkdown(name) {
      guard let bytes = try? FileSystem.read(PathText.join(folder, name)) else { continue }
      labs.append(bytes)
      blocks += Self.blocks(of: bytes)
    }
    for directive in Directives.register.all {
      for example in directive.documentation.examples { blocks.append(Array(example.source.utf8)) }
      for error in directive.documentation.errors { blocks.append(Array(error.source.utf8)) }
    }
    if labs.isEmpty { labs = blocks.map { Self.lab(of: $0) } }
    self.labs = labs
    self.blocks = blocks.filter { !Self.isSlow($0) }
  }

  /// A lab of one block.
  static func lab(of block: [UInt8]) -> [UInt8] {
    Array("# A lab\n\n```swiftlab label=a\n".utf8) + block
      + Array("\n```\n\nAnd `{swiftlab} 1`.\n".utf8)
  }

  /// The directives that train or sample for long, and would be most of the time.
  private static let slowVerbs = [
    "train", "finetune", "dpo", "rlhf", "grok", "reward", "candidates", "compare", "history",
    "induction", "probe", "optimize", "smollm2", "ablate", "patch", "grow", "sft", "prefer",
  ]

  static func isSlow(_ block: [UInt8]) -> Bool {
    let text = String(decoding: block, as: UTF8.self)
    return slowVerbs.contains { text.contains($0) }
  }

  private static func blocks(of lab: [UInt8]) -> [[UInt8]] {
    var blocks: [[UInt8]] = []
    var current: [UInt8]?
    for line in lab.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: "```".utf8) {
        if let block = current { blocks.append(block) }
        current = current == nil && line.starts(with: "```swiftlab".utf8) ? [] : nil
      } else if current != nil {
        current? += line + [0x0A]
      }
    }
    return blocks
  }

  /// Words of the language, for the mutator.
  static let pieces: [[UInt8]] =
    ([
      "\"", "\\", "[", "]", "[]", "(", ")", "()", "=", "~", "within", "#", "\n", "\n  ", "\t", " ",
      "```", "```swiftlab\n", "~~~swiftlab", "`{swiftlab} x`", "---\n", "let x = ", "show ",
      "expect ",
      "include \"a.md\"", "sweep=", "\"\"\"", "\\u{10FFFF}", "\\u{D800}", "\u{202E}", "é", "🏳️‍🌈",
      "\r\n", "\0", "-", "--", "^", "*", "+", "/", "%", ".", ":", ",", "true", "false", "NaN", "> ",
      "- ",
      "1. ", "[a](b)", "<a x=\"", "<!--", "-->", "|", "$", "$$", "**", "[^1]", "[0:1]", "[-1]",
      "x.y",
      "tinyworld", "model=tinyworld", "expect-error=\"x\"", "fold=source", "run=false", ": .3f",
    ] + Directives.register.verbs
    + Directives.register.all.flatMap { directive in
      ParameterReader.declarations(of: directive).map { $0.name + "=" }
    }).map { Array($0.utf8) }
}
