/// The command line: takes it apart, hands it to a command, and says what is wrong with it.
public struct CommandLineTool: Sendable {
  /// 0: all well; 1: a lab failed, a claim does not hold, or a report is stale; 2: the command line is
  /// wrong.
  public enum ExitStatus: Int32, Sendable {
    case success = 0
    case failure = 1
    case usage = 2
  }

  let product: Product
  let workspace: Workspace
  let console: Console

  public init(product: Product, workspace: Workspace, console: Console) {
    self.product = product
    self.workspace = workspace
    self.console = console
  }

  /// Carries out a command line, given without the program's name.
  public func run(_ words: [String]) -> ExitStatus {
    let status = carryOut(words)
    guard let failure = console.outputFailure() else { return status }
    console.printError("swiftlab: error: \(failure)\n")
    return status == .success ? .failure : status
  }

  private func carryOut(_ words: [String]) -> ExitStatus {
    do {
      return try dispatch(Arguments(words))
    } catch let error as UsageError {
      console.printError("swiftlab: error: \(error.message)\n")
      return .usage
    } catch {
      console.printError("swiftlab: error: \(error)\n")
      return .failure
    }
  }

  private func dispatch(_ arguments: Arguments) throws -> ExitStatus {
    if arguments.has("--version") {
      console.print(product.versionLine + "\n")
      return .success
    }
    guard let command = arguments.command else {
      let overview = Overview.text(product: product)
      if arguments.has("--help") {
        console.print(overview)
        return .success
      }
      console.printError(overview)
      return .usage
    }
    if arguments.has("--help") {
      console.print(CommandHelp.text(of: command))
      return .success
    }
    return try carryOut(command, arguments)
  }

  private func carryOut(_ command: CommandName, _ given: Arguments) throws -> ExitStatus {
    let arguments = given.rebased(to: workspace)
    switch command {
    case .run:
      return try RunCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments)
      ).run(arguments.operands)
    case .check:
      return try CheckCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments),
        telling: CheckTelling(arguments, console: console, workspace: workspace)
      ).run(arguments.operands)
    case .accept:
      return try AcceptCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments),
        takesAll: arguments.has("--all")
      ).run(arguments.operands)
    case .new:
      // A lab belongs to the course around; a course is made where the user is.
      let place = given.operands.first == "course" ? workspace.here : workspace
      return try NewCommand(product: product, workspace: place, console: console)
        .run(given.operands)
    case .help:
      return try HelpCommand(product: product, workspace: workspace, console: console)
        .run(arguments)
    case .plan:
      return try PlanCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments)
      ).run(arguments)
    case .merge:
      return try MergeCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments)
      ).run(arguments.operands)
    case .completion:
      console.print(try CompletionScript(product: product).text(for: arguments.operands))
      return .success
    case .model: return try product.model(given, workspace.here, console)
    case .serve: return try product.serve(arguments, workspace, console, product)
    case .site: return try product.site(arguments, workspace, console, product)
    case .watch:
      return try WatchCommand(
        product: product, workspace: workspace, console: console, options: RunOptions(arguments)
      ).run(arguments.operands)
    }
  }
}
