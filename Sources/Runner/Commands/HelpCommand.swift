import Bedrock
import Notebook

/// `swiftlab help`: the reference of the directives, of the language and of the commands.
struct HelpCommand {
  let product: Product
  let console: Console

  func run(_ arguments: Arguments) throws -> CommandLineTool.ExitStatus {
    let format = arguments.value("--format") ?? "text"
    guard format == "text" || format == "json" else {
      throw UsageError.unknown("format", format, among: ["text", "json"])
    }
    guard arguments.operands.count <= 1 else { throw UsageError("'help' takes one name") }
    let topic = arguments.operands.first
    console.print(try format == "json" ? json(of: topic) : text(of: topic))
    return .success
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
    let known =
      product.register.verbs + DirectiveRegister.languageVerbs
      + LanguageTopic.allCases.map(\.rawValue) + CommandName.allCases.map(\.rawValue)
    throw UsageError.unknown("directive", topic, among: known)
  }
}
