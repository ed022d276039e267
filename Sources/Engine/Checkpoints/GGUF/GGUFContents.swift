import Bedrock

/// The table of contents of a GGUF file, read and checked.
struct GGUFContents {
  let version: Int
  private(set) var metadata: [(key: String, value: GGUFValue)] = []
  private(set) var values: [String: Int] = [:]
  private(set) var entries: [GGUFFile.Entry] = []
  private(set) var positions: [String: Int] = [:]
  private(set) var alignment = 32

  /// The least bytes of a metadata value and of a tensor's entry.
  private static let leastValue = 13
  private static let leastEntry = 32

  init(_ bytes: UnsafeRawBufferPointer) throws(GGUFError) {
    guard bytes.starts(with: "GGUF".utf8) else { throw .notGGUF }
    var cursor = GGUFCursor(bytes, at: 4)
    version = try Self.version(&cursor)
    let tensors = try Self.count("tensors", least: Self.leastEntry, &cursor)
    let values = try Self.count("metadata values", least: Self.leastValue, &cursor)
    for _ in 0..<values { try readValue(&cursor) }
    try readAlignment()
    var places: [Place] = []
    for _ in 0..<tensors { places.append(try Place(&cursor)) }
    try enter(places, dataStart: cursor.offset, fileSize: bytes.count)
    try checkOverlaps()
  }

  private static func version(_ cursor: inout GGUFCursor) throws(GGUFError) -> Int {
    let version = try cursor.integer(UInt32.self, "the version")
    if version != 0, version & 0xFFFF == 0 { throw .bigEndian }
    guard version == 2 || version == 3 else { throw .version(version) }
    return Int(version)
  }

  private static func count(
    _ what: String, least: Int, _ cursor: inout GGUFCursor
  ) throws(GGUFError) -> Int {
    let offset = cursor.offset
    let count = try cursor.integer(UInt64.self, "the number of \(what)")
    guard count <= UInt64(cursor.bytes.count / least) else {
      throw .invalid(
        "\(count) \(what) do not fit into a file of \(cursor.bytes.count) bytes", offset: offset)
    }
    return Int(count)
  }

  private mutating func readValue(_ cursor: inout GGUFCursor) throws(GGUFError) {
    let offset = cursor.offset
    let key = try cursor.text("a metadata key")
    let type = try cursor.valueType(key)
    let value = try cursor.value(type, of: key)
    guard values.updateValue(metadata.count, forKey: key) == nil else {
      throw .invalid("the key '\(key)' occurs twice", offset: offset)
    }
    metadata.append((key, value))
  }

  private mutating func readAlignment() throws(GGUFError) {
    let key = "general.alignment"
    guard let index = values[key] else { return }
    guard case .integer(let number) = metadata[index].value, number > 0, number <= 1 << 30,
      number & (number - 1) == 0
    else { throw .metadata(key, problem: "must be a power of two") }
    alignment = Int(number)
  }

  /// A tensor's entry as the file has it.
  private struct Place {
    let name: String
    let type: GGUFTensorType
    let shape: [Int]
    let byteCount: Int
    /// Where its data begin, from the begin of all data.
    let offset: UInt64

    init(_ cursor: inout GGUFCursor) throws(GGUFError) {
      let name = try cursor.text("a tensor's name")
      let axes = try cursor.integer(UInt32.self, "the number of axes of '\(name)'")
      guard (1...4).contains(axes) else {
        throw .tensor(name, problem: "it has \(axes) axes; 1 to 4 are possible")
      }
      var sizes: [Int] = []
      var count = 1
      for _ in 0..<axes {
        let size = try cursor.integer(UInt64.self, "a size of '\(name)'")
        guard let size = Int(exactly: size), size > 0 else {
          throw .tensor(name, problem: "an axis has the size \(size)")
        }
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        if overflow { throw .tensor(name, problem: "it has more numbers than can be counted") }
        count = product
        sizes.append(size)
      }
      let number = try cursor.integer(UInt32.self, "the type of '\(name)'")
      guard let type = GGUFTensorType(rawValue: number) else {
        guard let other = GGUFTensorType.otherNames[number] else {
          throw .tensor(name, problem: "its type \(number) is not known")
        }
        throw .unsupported(
          "the tensor '\(name)' is stored as \(other), which is not read;"
            + " \(GGUFTensorType.readableNames) are")
      }
      guard let byteCount = type.byteCount(row: sizes[0], rows: count / sizes[0]) else {
        throw .tensor(
          name, problem: "rows of \(sizes[0]) make no whole blocks of \(type.name)")
      }
      self.name = name
      self.type = type
      self.byteCount = byteCount
      shape = sizes.reversed()
      offset = try cursor.integer(UInt64.self, "the offset of '\(name)'")
    }
  }

  private mutating func enter(
    _ places: [Place], dataStart end: Int, fileSize: Int
  ) throws(GGUFError) {
    let dataStart = (end + alignment - 1) / alignment * alignment
    for place in places {
      guard place.offset % UInt64(alignment) == 0 else {
        throw .tensor(
          place.name, problem: "its offset \(place.offset) is no multiple of \(alignment)")
      }
      guard dataStart <= fileSize, place.offset <= UInt64(fileSize - dataStart),
        place.byteCount <= fileSize - dataStart - Int(place.offset)
      else {
        throw .tensor(
          place.name,
          problem:
            "its \(place.byteCount) bytes of data at \(dataStart) + \(place.offset) end after "
            + "the file, which has \(fileSize) bytes")
      }
      guard positions.updateValue(entries.count, forKey: place.name) == nil else {
        throw .tensor(place.name, problem: "the name occurs twice")
      }
      let start = dataStart + Int(place.offset)
      entries.append(
        GGUFFile.Entry(
          name: place.name, type: place.type, shape: place.shape,
          range: start..<start + place.byteCount))
    }
  }

  private func checkOverlaps() throws(GGUFError) {
    let sorted = entries.sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (entry, next) in zip(sorted, sorted.dropFirst())
    where entry.range.upperBound > next.range.lowerBound {
      throw .tensor(next.name, problem: "its data overlap those of '\(entry.name)'")
    }
  }
}
