import Bedrock

/// What the last `check` made, kept so that `accept` can put it in place without running again.
///
/// The record names by hash what the check saw, the labs with all that they include and read and the
/// committed reports; what has changed since is not accepted. It names no place to write to: where a
/// report belongs follows from its lab.
struct CheckRecord: Sendable, Equatable {
  struct Input: Sendable, Equatable {
    var path: String
    var sha256: String
  }

  struct Entry: Sendable, Equatable {
    var file: CheckedFile
    var inputs: [Input]
    /// The hash of the committed report; `nil` where there was none.
    var committed: String?
    /// The hash of the report that the check made.
    var checked: String

    var isStale: Bool { committed != checked }
  }

  /// The reports' folder, as the check was given it.
  var output = "output"
  /// What the check made.
  var form = CheckPlaces.Form.markdown
  /// The parameters that `--set` gave another value, whose reports are not the labs' own.
  var settings: [String] = []
  var entries: [Entry] = []

  /// In the private folder.
  static let folder = "checked"
  static let path = folder + "/record.json"

  static func hash(_ bytes: [UInt8]) -> String { SHA256.hash(bytes).hex }

  /// Takes over from an earlier record of the same kind what this one says nothing of.
  mutating func keep(_ earlier: CheckRecord) {
    guard earlier.output == output, earlier.form == form, earlier.settings == settings else {
      return
    }
    let known = Set(entries.map(\.file.source))
    entries += earlier.entries.filter { !known.contains($0.file.source) }
  }
}

extension CheckRecord {
  var json: JSON {
    .object([
      ("output", .string(output)), ("form", .string(form.rawValue)),
      ("settings", .array(settings.map(JSON.string))),
      ("entries", .array(entries.map(\.json))),
    ])
  }

  /// The record in a file's bytes; `nil` where they are none.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes), let output = json["output"]?.stringValue,
      let form = json["form"]?.stringValue.flatMap(CheckPlaces.Form.init),
      let settings = json["settings"]?.arrayValue, let list = json["entries"]?.arrayValue
    else { return nil }
    self.output = output
    self.form = form
    self.settings = settings.compactMap(\.stringValue)
    for element in list {
      guard let entry = Entry(element) else { return nil }
      entries.append(entry)
    }
  }
}

extension CheckRecord.Entry {
  fileprivate var json: JSON {
    .object([
      ("source", .string(file.source)), ("picture", file.picture.map(JSON.string) ?? .null),
      (
        "inputs",
        .array(
          inputs.map { .object([("path", .string($0.path)), ("sha256", .string($0.sha256))]) })
      ),
      ("committed", committed.map(JSON.string) ?? .null),
      ("checked", .string(checked)),
    ])
  }

  fileprivate init?(_ json: JSON) {
    guard let source = json["source"]?.stringValue, let list = json["inputs"]?.arrayValue,
      let checked = json["checked"]?.stringValue
    else { return nil }
    inputs = []
    for element in list {
      guard let path = element["path"]?.stringValue, let hash = element["sha256"]?.stringValue
      else { return nil }
      inputs.append(CheckRecord.Input(path: path, sha256: hash))
    }
    guard let file = CheckedFile(source: source, named: json["picture"]?.stringValue) else {
      return nil
    }
    self.file = file
    committed = json["committed"]?.stringValue
    self.checked = checked
  }
}
