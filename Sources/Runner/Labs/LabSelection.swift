import Bedrock

/// The labs that a command is about, and what keeps others from being run.
struct LabSelection {
  /// To be run, in order.
  var labs: [LabFile]
  /// Before a shard was taken.
  var all: [LabFile]
  var errors: [FileError]
  /// Whether it is every lab: then the index and orphans are looked at, too.
  var isWhole: Bool
  /// Whether this machine is the one that compares the index and looks for orphans: of several, the
  /// first.
  var checksIndex: Bool

  /// - Throws: `UsageError` where no lab is named and there is no folder of labs.
  init(_ names: [String], workspace: Workspace, options: RunOptions) throws {
    if names.isEmpty, FileSystem.kind(of: workspace.absolute(Workspace.labsFolder)) != .folder {
      throw UsageError(
        "there is no folder '\(Workspace.labsFolder)' here; name a lab, or make one with "
          + "'swiftlab new course'")
    }
    var found = LabDiscovery(workspace: workspace, allowed: options.allowedFolders).find(
      named: names)
    if !options.isInPlace, options.format != .json {
      // A `README.md` outside of `Labs/`: its report would have the index's place.
      let rivals = found.labs.filter { $0.pathInOutput == Workspace.indexName }
      found.labs.removeAll { rivals.contains($0) }
      found.errors += rivals.map { LabDiscovery.indexInTheWay($0.path) }
    }
    let settled = ReportPlaces(workspace: workspace, output: options.output).settled(found)
    all = found.labs
    errors = settled.errors
    isWhole = names.isEmpty && options.shard == nil
    checksIndex = names.isEmpty && options.shard?.index ?? 1 == 1
    labs = settled.labs
    if let shard = options.shard {
      if let plan = options.plan {
        labs = try Self.labs(labs, of: shard, in: plan, workspace)
      } else {
        labs = labs.enumerated().filter { $0.offset % shard.count == shard.index - 1 }
          .map(\.element)
      }
      if shard.index > 1 { errors = [] }
    }
  }

  /// The labs of a plan's share; labs that came after the plan was made are in the first.
  private static func labs(
    _ labs: [LabFile], of shard: RunOptions.Shard, in path: String, _ workspace: Workspace
  ) throws -> [LabFile] {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(workspace.absolute(path), shownAs: path)
    } catch {
      throw UsageError("\(error)")
    }
    guard let plan = LabPlan(bytes) else {
      throw UsageError(
        "'\(VisibleText.line(path))' is no plan; 'swiftlab plan --format json' makes one")
    }
    guard plan.shares.count == shard.count else {
      throw UsageError(
        "'\(VisibleText.line(path))' is a plan for \(plan.shares.count) shards, not \(shard.count)")
    }
    return labs.filter { plan.share(of: $0.path) == shard.index - 1 }
  }
}
