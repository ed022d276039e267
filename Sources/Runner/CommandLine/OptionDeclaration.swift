/// An option of the command line; parser, help, errors and suggestions all read this table.
struct OptionDeclaration: Sendable {
  var name: String
  /// A second spelling, such as `-h`.
  var short: String?
  /// What the option takes, as help shows it; `nil` for a switch.
  var value: String?
  var help: String
  /// The commands that take it; empty for the options that every command takes.
  var commands: [CommandName]
  var isRepeatable = false

  static let all: [OptionDeclaration] = [
    OptionDeclaration(
      name: "--output", value: "DIR", help: "the folder of the reports (default: output)",
      commands: [.run, .check, .accept, .watch, .merge]),
    OptionDeclaration(
      name: "--output", value: "FILE", help: "with train and save, where the model is written",
      commands: [.model]),
    OptionDeclaration(
      name: "--output", value: "DIR", help: "the folder of the site (default: site)",
      commands: [.site]),
    OptionDeclaration(
      name: "--port", value: "N",
      help: "the port on 127.0.0.1 (default: 8080; 0: one that is free)", commands: [.serve]),
    OptionDeclaration(
      name: "--from", value: "FILE", help: "with get, the model's file or an archive that holds it",
      commands: [.model]),
    OptionDeclaration(
      name: "--set", value: "NAME=VALUE", help: "another value for a lab's param.NAME",
      commands: [.run, .check, .watch], isRepeatable: true),
    OptionDeclaration(
      name: "--jobs", value: "N", help: "labs at once (default: the cores)",
      commands: [.run, .check, .watch]),
    OptionDeclaration(
      name: "--threads", value: "N", help: "the engine's threads (default: the cores)",
      commands: [.run, .check, .watch, .model]),
    OptionDeclaration(
      name: "--shard", value: "I/N", help: "only the I-th of N shares of the labs",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--plan", value: "FILE", help: "with --shard, the shares of a plan and not equal ones",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--shards", value: "N", help: "how many machines there are", commands: [.plan]),
    OptionDeclaration(
      name: "--format", value: "text|json", help: "text to read, or JSON for a matrix of jobs",
      commands: [.plan]),
    OptionDeclaration(
      name: "--limit", value: "N",
      help: "how many times the usual limits of work a directive may take",
      commands: [.run, .check, .watch]),
    OptionDeclaration(
      name: "--no-cache", help: "compute everything anew", commands: [.run, .check, .watch]),
    OptionDeclaration(
      name: "--allow-read", value: "DIR", help: "a further folder that labs may read from",
      commands: [.run, .check, .accept, .watch], isRepeatable: true),
    OptionDeclaration(
      name: "--untrusted",
      help: "for labs of people you do not know: limits of time and memory, no '--allow-read'",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--time-limit", value: "SECONDS", help: "the time that a lab may take (default: none)",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--memory-limit", value: "MIB",
      help: "the memory that the labs' process may use (default: none)", commands: [.run, .check]),
    OptionDeclaration(
      name: "--isolate",
      help: "run labs in a process of their own, so that a crash ends one lab; limits do so, too",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--format", value: "md|html|json",
      help: "reports in Markdown, as pages of HTML, or one JSON document with every value",
      commands: [.run]),
    OptionDeclaration(
      name: "--format", value: "md|html",
      help: "what is compared: reports in Markdown, or pages of HTML", commands: [.check]),
    OptionDeclaration(
      name: "--figures", value: "text|svg",
      help:
        "what reports in Markdown hold in a figure's place (default: what the lab says, or text)",
      commands: [.run, .check, .watch]),
    OptionDeclaration(
      name: "--annotations", value: "github|none",
      help: "mark what is wrong on its line (default: github under GITHUB_ACTIONS)",
      commands: [.check]),
    OptionDeclaration(
      name: "--junit", value: "FILE", help: "write what was found as JUnit's XML",
      commands: [.check]),
    OptionDeclaration(
      name: "--sarif", value: "FILE", help: "write what was found as SARIF, for code scanning",
      commands: [.check]),
    OptionDeclaration(
      name: "--format", value: "text|json|lab|man",
      help: "text to read, JSON for tools, the reference's pages, each a lab, or the manual page",
      commands: [.help]),
    OptionDeclaration(
      name: "--output", value: "DIR",
      help: "with --format lab, the folder of the pages (default: Labs/reference)",
      commands: [.help]),
    OptionDeclaration(
      name: "--in-place",
      help: "write results into the labs themselves, for a README or a wiki; no report",
      commands: [.run]),
    OptionDeclaration(
      name: "--in-place", help: "compare the results that stand in the labs themselves",
      commands: [.check]),
    OptionDeclaration(
      name: "--all", help: "take every report without asking", commands: [.accept]),
    OptionDeclaration(
      name: "--quiet", help: "no progress and no summary: errors and what was asked for alone",
      commands: [.run, .check]),
    OptionDeclaration(
      name: "--profile",
      help: "list what takes time and memory; labs run one by one, and all is computed anew",
      commands: [.run]),
    OptionDeclaration(name: "--help", short: "-h", help: "show this help", commands: []),
    OptionDeclaration(name: "--version", help: "show the version", commands: []),
  ]

  /// The options that a command takes; without a command, those that need none.
  static func options(of command: CommandName?) -> [OptionDeclaration] {
    all.filter { option in
      option.commands.isEmpty || command.map(option.commands.contains) ?? false
    }
  }
}
