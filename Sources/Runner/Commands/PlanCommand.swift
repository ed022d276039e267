import Bedrock

/// `swiftlab plan`: shares the labs out to several machines.
struct PlanCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let options: RunOptions

  func run(_ arguments: Arguments) throws -> CommandLineTool.ExitStatus {
    guard let count = try arguments.count("--shards") else {
      throw UsageError("'plan' needs '--shards N', the number of machines")
    }
    let format = arguments.value("--format") ?? "text"
    guard ["text", "json"].contains(format) else {
      throw UsageError.unknown("format", format, among: ["text", "json"])
    }
    let selection = try LabSelection(arguments.operands, workspace: workspace, options: options)
    for error in selection.errors { console.printError("\(error.path): error: \(error)\n") }
    let plan = plan(for: selection.labs, count: count)
    console.print(format == "json" ? plan.json.serialized(pretty: false) + "\n" : text(of: plan))
    return selection.errors.isEmpty ? .success : .failure
  }

  func plan(for labs: [LabFile], count: Int) -> LabPlan {
    let runner = LabRunner(product: product, workspace: workspace, options: options) { _ in }
    for lab in labs {
      if case .success(let bytes) = runner.prepare(lab).bytes {
        runner.shared.graph.note(bytes, of: lab.path)
      }
    }
    let costs = runner.cache?.costs
    return LabPlan(groups: runner.shared.graph.groups(of: labs.map(\.path)), count: count) {
      costs?.cost(of: $0)
    }
  }

  private func text(of plan: LabPlan) -> String {
    plan.shares.enumerated().map { index, share in
      let seconds = NumberText.fixed(Double(share.milliseconds) / 1000, decimals: 1)
      let labs = share.labs.map { VisibleText.line($0) }.joined(separator: " ")
      return "\(index + 1)/\(plan.shares.count)  about \(seconds) s  \(labs)\n"
    }.joined()
  }
}
