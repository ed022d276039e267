import Bedrock

/// What the last `check` made, kept so that `accept` can put it in place without running again.
///
/// The record names by hash what the check saw, the labs with all that they include and read and the
/// committed reports; what has changed since is not accepted.
struct CheckRecord: Sendable, Equatable {
  struct Input: Sendable, Equatable {
    var path: String
    var sha256: String
  }

  struct Entry: Sendable, Equatable {
    /// The lab's path; `Labs` for the index.
    var source: String
    var inputs: [Input]
    /// The report's path as it is shown.
    var report: String
    /// The hash of the committed report; `nil` where there was none.
    var committed: String?
    /// The hash of the report that the check made, and its place.
    var checked: String
    var checkedPath: String

    var isStale: Bool { committed != checked }
  }

  var entries: [Entry] = []

  static let folder = Workspace.privateFolder + "/checked"
  static let path = folder + "/record.json"

  static func hash(_ bytes: [UInt8]) -> String { SHA256.hash(bytes).hex }
}

extension CheckRecord {
  var json: JSON {
    .object([("entries", .array(entries.map(\.json)))])
  }

  /// The record in a file's bytes; `nil` where they are none.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), let list = json["entries"]?.arrayValue else {
      return nil
    }
    for element in list {
      guard let entry = Entry(element) else { return nil }
      entries.append(entry)
    }
  }
}

extension CheckRecord.Entry {
  fileprivate var json: JSON {
    .object([
      ("source", .string(source)),
      (
        "inputs",
        .array(
          inputs.map { .object([("path", .string($0.path)), ("sha256", .string($0.sha256))]) })
      ),
      ("report", .string(report)),
      ("committed", committed.map(JSON.string) ?? .null),
      ("checked", .string(checked)),
      ("checked_path", .string(checkedPath)),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let source = json["source"]?.stringValue, let list = json["inputs"]?.arrayValue,
      let report = json["report"]?.stringValue, let checked = json["checked"]?.stringValue,
      let checkedPath = json["checked_path"]?.stringValue
    else { return nil }
    inputs = []
    for element in list {
      guard let path = element["path"]?.stringValue, let hash = element["sha256"]?.stringValue
      else { return nil }
      inputs.append(CheckRecord.Input(path: path, sha256: hash))
    }
    self.source = source
    self.report = report
    committed = json["committed"]?.stringValue
    self.checked = checked
    self.checkedPath = checkedPath
  }
}
