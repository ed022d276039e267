/// A command of swiftlab.
package enum CommandName: String, CaseIterable, Sendable {
  case run, check, accept, watch, site, serve, new, help, model, plan, merge, completion

  /// What follows the command's name, apart from options.
  var operands: String {
    switch self {
    case .run: "[LAB… | -]"
    case .check, .accept, .watch: "[LAB…]"
    case .new: "course [FOLDER] | lab NAME"
    case .site, .serve: ""
    case .plan: "[LAB…]"
    case .merge: "DIR…"
    case .completion: "bash | zsh | fish"
    case .help: "[DIRECTIVE]"
    case .model:
      "list | info NAME | get NAME | verify NAME | evaluate NAME | train tinyworld | save LAB NAME"
    }
  }

  /// What `swiftlab model` can do.
  package static let modelCommands = ["list", "info", "get", "verify", "evaluate", "train", "save"]

  var summary: String {
    switch self {
    case .run: "run labs and write their reports"
    case .check: "run labs and compare with the committed reports; exit 1 if one is stale"
    case .accept: "put what the last check made in the reports' place, without running again"
    case .watch: "run labs, and run them again on each save; only what changed is carried out"
    case .site: "run labs, and make one web site of all reports"
    case .serve: "show the site on this machine, and make it again on each save"
    case .new: "make a course or a lab to start from"
    case .plan: "share the labs out to several machines, by what they cost"
    case .merge: "put together what several machines made: their reports, and the index"
    case .completion: "print the script that completes swiftlab's command line in a shell"
    case .help: "explain a directive, a verb of the language, or a command"
    case .model: "list, fetch, check and measure models, or train the one that is shipped"
    }
  }
}
