import Bedrock
import Notebook

/// `swiftlab help`: the reference of the directives, of the language and of the commands.
struct HelpCommand {
  let product: Product
  let workspace: Workspace
  let console: Console

  func run(_ arguments: Arguments) throws -> CommandLineTool.ExitStatus {
    let format = arguments.value("--format") ?? "text"
    let formats = ["text", "json", "lab", "man"]
    guard formats.contains(format) else {
      throw UsageError.unknown("format", format, among: formats)
    }
    guard arguments.operands.count <= 1 else { throw UsageError("'help' takes one name") }
    if format == "lab" { return try writePages(arguments) }
    if format == "man" {
      guard arguments.operands.isEmpty else {
        throw UsageError("'help --format man' is one page and takes no name")
      }
      console.print(ManualPage(product: product).text)
      return .success
    }
    if arguments.has("--output") { throw UsageError("option '--output' needs '--format lab'") }
    let topic = arguments.operands.first
    console.print(try format == "json" ? json(of: topic) : text(of: topic))
    return .success
  }

  private func writePages(_ arguments: Arguments) throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.isEmpty else {
      throw UsageError("'help --format lab' writes all pages and takes no name")
    }
    return try ReferenceWriter(
      product: product, workspace: workspace, console: console,
      folder: arguments.value("--output") ?? ReferencePages.folder
    ).run()
  }

  private func json(of topic: String?) throws -> String {
    guard let topic else {
      return ReferenceDocument.json(of: product.register.all).serialized(pretty: true) + "\n"
    }
    guard let directive = product.register[topic] else {
      throw UsageError.unknown("directive", topic, among: product.register.verbs)
    }
    return ReferenceDocument.json(of: [directive]).serialized(pretty: true) + "\n"
  }

  private func text(of topic: String?) throws -> String {
    guard let topic else { return Overview.text(product: product) }
    if let directive = product.register[topic] { return DirectiveHelp.text(of: directive) }
    if let verb = LanguageVerb.named(topic) { return LanguageHelp.text(of: verb) }
    if let topic = LanguageTopic(rawValue: topic) { return topic.text }
    if let command = CommandName(rawValue: topic) { return CommandHelp.text(of: command) }
    throw UsageError.unknown("directive", topic, among: Self.topics(of: product))
  }

  /// Everything that has help.
  static func topics(of product: Product) -> [String] {
    product.register.verbs + DirectiveRegister.languageVerbs
      + LanguageTopic.allCases.map(\.rawValue) + CommandName.allCases.map(\.rawValue)
  }
}
