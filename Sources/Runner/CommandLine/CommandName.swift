/// A command of swiftlab.
enum CommandName: String, CaseIterable, Sendable {
  case run, check, accept, watch, new, help, model

  /// What follows the command's name, apart from options.
  var operands: String {
    switch self {
    case .run: "[LAB… | -]"
    case .check, .accept, .watch: "[LAB…]"
    case .new: "NAME"
    case .help: "[DIRECTIVE]"
    case .model: "list | info NAME | get NAME | verify NAME | evaluate NAME | train tinyworld"
    }
  }

  var summary: String {
    switch self {
    case .run: "run labs and write their reports"
    case .check: "run labs and compare with the committed reports; exit 1 if one is stale"
    case .accept: "put what the last check made in the reports' place, without running again"
    case .watch: "run labs, and run them again on each save; only what changed is carried out"
    case .new: "make a lab to start from"
    case .help: "explain a directive, a verb of the language, or a command"
    case .model: "list, fetch, check and measure models, or train the one that is shipped"
    }
  }
}
