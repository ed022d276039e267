import Bedrock

/// What one of several machines did of a run, for `swiftlab merge` to put the parts together.
struct PartRecord: Equatable {
  struct File: Equatable {
    /// Below the output folder.
    var path: String
    var sha256: String
  }

  struct Lab: Equatable {
    var source: String
    var status: LabOutcome.Status
    /// The report and its pictures; none where no report was made.
    var files: [File] = []
    var entry: IndexPage.Entry
  }

  var shard: RunOptions.Shard
  var format: RunOptions.Format
  var labs: [Lab]

  static func name(of shard: RunOptions.Shard) -> String {
    "part-\(shard.index)-of-\(shard.count).json"
  }

  /// - Parameter outcomes: of the labs of one machine.
  init(_ outcomes: [LabOutcome], shard: RunOptions.Shard, format: RunOptions.Format) {
    self.shard = shard
    self.format = format
    labs = outcomes.map { outcome in
      var lab = Lab(source: outcome.lab.path, status: outcome.status, entry: outcome.entry)
      if outcome.status == .ok, format != .json {
        let place = outcome.lab.pathInOutput
        let report = format == .html ? ReportPlaces.pagePath(of: place) : place
        lab.files = [File(path: report, sha256: CheckRecord.hash(outcome.report))]
        lab.files += outcome.pictures.map {
          File(path: $0.path, sha256: CheckRecord.hash($0.bytes))
        }
      }
      return lab
    }
  }

  var json: JSON {
    .object([
      ("swiftlab_part", .string(Product.version)), ("index", .integer(shard.index)),
      ("count", .integer(shard.count)), ("format", .string(format.rawValue)),
      ("labs", .array(labs.map(\.json))),
    ])
  }

  /// A record as `json` wrote it; `nil` for what is none.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), json["swiftlab_part"] != nil,
      let index = json["index"]?.intValue, let count = json["count"]?.intValue, count >= 1,
      (1...count).contains(index),
      let format = json["format"]?.stringValue.flatMap(RunOptions.Format.init),
      let labs = json["labs"]?.arrayValue
    else { return nil }
    shard = RunOptions.Shard(index: index, count: count)
    self.format = format
    self.labs = labs.compactMap(Lab.init)
    if self.labs.count != labs.count { return nil }
  }
}

extension PartRecord.Lab {
  fileprivate var json: JSON {
    .object([
      ("source", .string(source)), ("status", .string(status.rawValue)),
      (
        "files",
        .array(
          files.map { .object([("path", .string($0.path)), ("sha256", .string($0.sha256))]) })
      ),
      ("path", .string(entry.path)), ("title", entry.title.map(JSON.string) ?? .null),
      ("summary", entry.summary.map(JSON.string) ?? .null),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let source = json["source"]?.stringValue, let path = json["path"]?.stringValue,
      let status = json["status"]?.stringValue.flatMap(LabOutcome.Status.init)
    else { return nil }
    var files: [PartRecord.File] = []
    for file in json["files"]?.arrayValue ?? [] {
      guard let path = file["path"]?.stringValue, let hash = file["sha256"]?.stringValue else {
        return nil
      }
      files.append(PartRecord.File(path: path, sha256: hash))
    }
    self.init(
      source: source, status: status, files: files,
      entry: IndexPage.Entry(
        path: path, title: json["title"]?.stringValue, summary: json["summary"]?.stringValue))
  }
}
