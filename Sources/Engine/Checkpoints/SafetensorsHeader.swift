import Bedrock

/// The header of a safetensors file, read and checked.
struct SafetensorsHeader {
  let entries: [Safetensors.Entry]
  let metadata: [(key: String, value: String)]

  /// The format's own limit.
  private static let largest = 100_000_000
  /// How many bits a number takes, for each format that the format's definition names.
  private static let bits: [String: Int] = [
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16,
    "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64,
    "C64": 64,
  ]

  init(_ bytes: UnsafeRawBufferPointer) throws(SafetensorsError) {
    guard bytes.count >= 8 else { throw .tooShort(bytes: bytes.count) }
    var length: UInt64 = 0
    for index in 0..<8 { length |= UInt64(bytes[index]) << UInt64(8 * index) }
    guard length <= UInt64(Self.largest), length <= UInt64(bytes.count - 8) else {
      throw .headerLength(length, bytes: bytes.count)
    }
    let dataStart = 8 + Int(length)
    let header = try Self.object(Array(bytes[8..<dataStart]))
    var entries: [Safetensors.Entry] = []
    var metadata: [(key: String, value: String)] = []
    for member in header.members {
      if member.key == "__metadata__" {
        metadata = try Self.texts(member.value)
      } else {
        entries.append(
          try Self.entry(member, dataStart: dataStart, dataCount: bytes.count - dataStart))
      }
    }
    entries.sort { $0.isBefore($1) }
    try Self.checkPlaces(entries, dataStart: dataStart, end: bytes.count)
    self.entries = entries
    self.metadata = metadata
  }

  private static func object(_ bytes: [UInt8]) throws(SafetensorsError) -> JSON.Object {
    guard bytes.first == UInt8(ascii: "{") else {
      throw .header("it does not begin with '{'")
    }
    let json: JSON
    do throws(JSON.ParseError) { json = try JSON(parsing: bytes) } catch {
      throw .header(error.description)
    }
    guard let object = json.objectValue else { throw .header("it is no object") }
    var keys: Set<String> = []
    for key in object.keys where !keys.insert(key).inserted {
      throw .header("the name '\(key)' occurs twice")
    }
    return object
  }

  private static func texts(
    _ json: JSON
  ) throws(SafetensorsError) -> [(key: String, value: String)] {
    guard let object = json.objectValue else { throw .header("'__metadata__' is no object") }
    var texts: [(key: String, value: String)] = []
    for member in object.members {
      guard let text = member.value.stringValue else {
        throw .header("'\(member.key)' under '__metadata__' is no text")
      }
      texts.append((member.key, text))
    }
    return texts
  }

  private static func entry(
    _ member: JSON.Object.Member, dataStart: Int, dataCount: Int
  ) throws(SafetensorsError) -> Safetensors.Entry {
    func refuse(_ problem: String) -> SafetensorsError { .entry(member.key, problem: problem) }
    guard let format = member.value["dtype"]?.stringValue else { throw refuse("no 'dtype'") }
    guard let bits = bits[format] else { throw refuse("the dtype '\(format)' is not known") }
    guard let shape = sizes(member.value["shape"]) else { throw refuse("no valid 'shape'") }
    guard let offsets = sizes(member.value["data_offsets"]), offsets.count == 2,
      offsets[0] <= offsets[1]
    else { throw refuse("no valid 'data_offsets'") }
    var size = bits / 8
    for axis in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: axis)
      if overflow { throw refuse("the shape \(shape) is too large") }
      size = product
    }
    guard offsets[1] - offsets[0] == size else {
      throw refuse("\(shape) as \(format) takes \(size) bytes, not \(offsets[1] - offsets[0])")
    }
    // A sum past the end of the file is found there; one past the end of the integers is found here.
    guard offsets[1] <= Int.max - dataStart else { throw refuse("no valid 'data_offsets'") }
    return Safetensors.Entry(
      name: member.key, format: format, shape: shape,
      range: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private static func sizes(_ json: JSON?) -> [Int]? {
    guard let elements = json?.arrayValue else { return nil }
    let sizes = elements.compactMap(\.intValue).filter { $0 >= 0 }
    return sizes.count == elements.count ? sizes : nil
  }

  private static func checkPlaces(
    _ entries: [Safetensors.Entry], dataStart: Int, end: Int
  ) throws(SafetensorsError) {
    var place = dataStart
    for entry in entries {
      if entry.range.lowerBound < place { throw .overlap(entry.name) }
      if entry.range.lowerBound > place { throw .gap(before: entry.name) }
      place = entry.range.upperBound
    }
    guard place == end else {
      throw .dataLength(bytes: end - dataStart, expected: place - dataStart)
    }
  }
}

extension Safetensors.Entry {
  /// The order of the data; of tensors at one place, those without bytes come first.
  fileprivate func isBefore(_ other: Self) -> Bool {
    (range.lowerBound, range.upperBound) < (other.range.lowerBound, other.range.upperBound)
  }
}
