/// What a `Codable` value is on its way to bytes and back: a tree of scalars, lists and named members.
indirect enum CodedNode: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  case float(Float)
  case string(String)
  /// Numbers in a row, which figures are full of.
  case doubles([Double])
  case strings([String])
  case list([CodedNode])
  case members([(name: String, value: CodedNode)])

  /// Nesting that a reader follows; a figure has a handful.
  private static let deepest = 64

  func write(to writer: inout ByteWriter) {
    switch self {
    case .null: writer.put(UInt8(0))
    case .bool(let flag):
      writer.put(UInt8(1))
      writer.put(flag)
    case .integer(let value):
      writer.put(UInt8(2))
      writer.put(value)
    case .unsigned(let value):
      writer.put(UInt8(3))
      writer.put(value)
    case .double(let value):
      writer.put(UInt8(4))
      writer.put(value)
    case .float(let value):
      writer.put(UInt8(5))
      writer.put(value)
    case .string(let text):
      writer.put(UInt8(6))
      writer.put(text)
    case .doubles(let values):
      writer.put(UInt8(7))
      writer.put(values)
    case .strings(let texts):
      writer.put(UInt8(8))
      writer.put(texts)
    case .list(let nodes):
      writer.put(UInt8(9))
      writer.put(nodes.count)
      for node in nodes { node.write(to: &writer) }
    case .members(let members):
      writer.put(UInt8(10))
      writer.put(members.count)
      for (name, value) in members {
        writer.put(name)
        value.write(to: &writer)
      }
    }
  }

  init(from reader: inout ByteReader, depth: Int = 0) throws(ByteReader.Damaged) {
    guard depth < Self.deepest else { throw ByteReader.Damaged() }
    switch try reader.integer(UInt8.self) {
    case 0: self = .null
    case 1: self = .bool(try reader.flag())
    case 2: self = .integer(try reader.integer())
    case 3: self = .unsigned(try reader.integer())
    case 4: self = .double(try reader.double())
    case 5: self = .float(try reader.float())
    case 6: self = .string(try reader.text())
    case 7: self = .doubles(try reader.doubles())
    case 8: self = .strings(try reader.texts())
    case 9:
      var nodes: [CodedNode] = []
      for _ in 0..<(try reader.count(ofSize: 1)) {
        nodes.append(try CodedNode(from: &reader, depth: depth + 1))
      }
      self = .list(nodes)
    case 10:
      var members: [(name: String, value: CodedNode)] = []
      for _ in 0..<(try reader.count(ofSize: 9)) {
        let name = try reader.text()
        members.append((name, try CodedNode(from: &reader, depth: depth + 1)))
      }
      self = .members(members)
    default: throw ByteReader.Damaged()
    }
  }
}
