import Bedrock

/// Where reports lie, and which labs may not run because of it.
struct ReportPlaces: Sendable {
  let workspace: Workspace
  /// The reports' folder as the user named it.
  let output: String
  /// Whether pages of HTML are limited to what can do no harm.
  var isSafe = false

  /// A report's path as it is shown.
  func shown(_ lab: LabFile) -> String { shown(lab.pathInOutput) }
  func shown(_ pathInOutput: String) -> String {
    workspace.shown(PathText.join(output, pathInOutput))
  }

  func absolute(_ pathInOutput: String) -> String {
    workspace.absolute(PathText.join(output, pathInOutput))
  }

  /// The labs whose reports have a place of their own, and what is wrong with the others.
  func settled(_ finding: LabDiscovery.Finding) -> LabDiscovery.Finding {
    var settled = LabDiscovery.Finding(errors: finding.errors)
    let labsByPlace = Dictionary(grouping: finding.labs, by: \.pathInOutput)
    let labPlaces = Set(finding.labs.map { real(workspace.absolute($0.path)) })
    for lab in finding.labs {
      let rivals = labsByPlace[lab.pathInOutput, default: []]
      if let rival = rivals.first(where: { $0 != lab }) {
        settled.errors.append(
          FileError(
            lab.path, "cannot be run", "'\(rival.path)' has the same report, '\(shown(lab))'"))
      } else if labPlaces.contains(real(absolute(lab.pathInOutput))) {
        settled.errors.append(
          FileError(lab.path, "cannot be run", "its report '\(shown(lab))' would overwrite a lab"))
      } else {
        settled.labs.append(lab)
      }
    }
    return settled
  }

  /// Puts a report in its place.
  ///
  /// - Returns: whether the file was written; an unchanged one is not.
  /// - Throws: `FileError`, also where a file stands that swiftlab did not make.
  @discardableResult
  func put(_ report: [UInt8], at pathInOutput: String) throws -> Bool {
    try folder.write(report, to: pathInOutput) { standing in
      guard standing.isEmpty || OpeningComment.opens(standing) else {
        throw FileError(
          shown(pathInOutput), "cannot be written",
          "the file there was not made by swiftlab; move it away first")
      }
    }
  }

  /// The reports' folder.
  var folder: SafeFolder { workspace.folder(output) }

  /// The report that stands there; `nil` where none does.
  func committed(_ pathInOutput: String) -> [UInt8]? {
    (try? folder.read(pathInOutput)) ?? nil
  }

  /// Removes what dead runs have left beside the reports of some labs.
  func sweepLeftovers(of labs: [LabFile]) {
    let folder = folder
    for parent in Set(labs.map { PathText.parent(of: $0.pathInOutput) } + [""]) {
      folder.sweepLeftovers(in: parent)
    }
  }

  private func real(_ path: String) -> String { FileSystem.realPath(path) ?? path }
}
