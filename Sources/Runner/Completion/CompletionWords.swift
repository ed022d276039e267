import Bedrock
import Notebook

/// What a shell may complete, from the declarations of commands, options and directives.
struct CompletionWords {
  let product: Product

  /// What stands for a missing word of the command line.
  enum Kind: Equatable {
    case words([String])
    case labs, files, folders
    /// Nothing that a shell could know.
    case none
  }

  /// What an option's value is, by the placeholder that help shows for it.
  static func kind(of option: OptionDeclaration) -> Kind {
    guard let value = option.value else { return .none }
    if value.utf8.contains(UInt8(ascii: "|")) {
      return .words(value.utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) })
    }
    switch value {
    case "DIR": return .folders
    case "FILE": return .files
    default: return .none
    }
  }

  /// What a command's operands are.
  func operands(of command: CommandName) -> Kind {
    switch command {
    case .run, .check, .accept, .watch, .plan: .labs
    case .merge: .folders
    case .help: .words(HelpCommand.topics(of: product))
    case .model: .words(CommandName.modelCommands + product.modelNames.sorted(by: precedes))
    case .site, .serve: .none
    case .new: .words(["course", "lab"])
    case .completion: .words(CompletionScript.Shell.allCases.map(\.rawValue))
    }
  }

  private func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}
