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

  /// - Throws: `UsageError` where no lab is named and there is no folder of labs.
  init(_ names: [String], workspace: Workspace, options: RunOptions) throws {
    if names.isEmpty, FileSystem.kind(of: workspace.absolute(Workspace.labsFolder)) != .folder {
      throw UsageError(
        "there is no folder '\(Workspace.labsFolder)' here; name a lab, or make one with "
          + "'swiftlab new course'")
    }
    let found = LabDiscovery(workspace: workspace).find(named: names)
    let settled = ReportPlaces(workspace: workspace, output: options.output).settled(found)
    all = found.labs
    errors = settled.errors
    isWhole = names.isEmpty && options.shard == nil
    labs = settled.labs
    if let shard = options.shard {
      labs = labs.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
      if shard.index > 1 { errors = [] }
    }
  }
}
