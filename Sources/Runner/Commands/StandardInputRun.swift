/// `swiftlab run -`: a lab from standard input, its report or results to standard output.
struct StandardInputRun {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions

  func run() throws -> CommandLineTool.ExitStatus {
    let bytes: [UInt8]
    do {
      bytes = try console.readInput()
    } catch {
      console.printError("swiftlab: error: \(error)\n")
      return .failure
    }
    let display = ProgressDisplay(console: console, total: 1)
    let run = LabRun(product: product, workspace: workspace, options: options, display: display)
    let prepared = LabRunner.Prepared(lab: .standardInput, bytes: .success(bytes))
    try run.checkSettings([prepared])
    let outcome = run.runner.run(prepared)
    run.runner.cache?.sweep()
    display.finish()
    if !outcome.messages.isEmpty { display.printError(outcome.messages) }
    switch options.format {
    case .markdown, .html: console.write(outcome.report)
    case .json: console.write(LabDocument.document([outcome.json].compactMap(\.self)))
    }
    return outcome.status != .failed ? .success : .failure
  }
}
