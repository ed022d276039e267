/// A `Decoder` that reads a tree of nodes.
struct NodeDecoder: Decoder {
  let node: CodedNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ node: CodedNode, at path: [any CodingKey]) {
    self.node = node
    codingPath = path
  }

  func decoded<T: Decodable>(_ type: T.Type) throws -> T {
    if case .doubles(let numbers) = node, let value = numbers as? T { return value }
    if case .strings(let texts) = node, let value = texts as? T { return value }
    return try T(from: self)
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    DecodingError.typeMismatch(
      type, DecodingError.Context(codingPath: codingPath, debugDescription: "another type"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .members(let members) = node else { throw mismatch(type) }
    return KeyedDecodingContainer(NodeMemberReader(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch node {
    case .list(let nodes): NodeListReader(decoder: self, nodes: nodes)
    case .doubles(let numbers):
      NodeListReader(decoder: self, nodes: numbers.map(CodedNode.double))
    case .strings(let texts): NodeListReader(decoder: self, nodes: texts.map(CodedNode.string))
    default: throw mismatch([Any].self)
    }
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    NodeScalarReader(decoder: self)
  }
}

private struct NodeScalarReader: SingleValueDecodingContainer {
  let decoder: NodeDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { if case .null = decoder.node { true } else { false } }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let flag) = decoder.node else { throw decoder.mismatch(type) }
    return flag
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = decoder.node else { throw decoder.mismatch(type) }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard case .double(let number) = decoder.node else { throw decoder.mismatch(type) }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float {
    guard case .float(let number) = decoder.node else { throw decoder.mismatch(type) }
    return number
  }

  private func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    switch decoder.node {
    case .integer(let value): if let value = T(exactly: value) { return value }
    case .unsigned(let value): if let value = T(exactly: value) { return value }
    default: break
    }
    throw decoder.mismatch(type)
  }

  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decoded(type) }
}

private struct NodeListReader: UnkeyedDecodingContainer {
  let decoder: NodeDecoder
  let nodes: [CodedNode]
  private(set) var currentIndex = 0

  init(decoder: NodeDecoder, nodes: [CodedNode]) {
    self.decoder = decoder
    self.nodes = nodes
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex == nodes.count }

  private mutating func next(_ type: Any.Type) throws -> NodeDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type, DecodingError.Context(codingPath: codingPath, debugDescription: "the list ends here"))
    }
    defer { currentIndex += 1 }
    return NodeDecoder(nodes[currentIndex], at: codingPath)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, case .null = nodes[currentIndex] else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next(type).decoded(type) }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    try next(type).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next([Any].self).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next((any Decoder).self) }
}

private struct NodeMemberReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: NodeDecoder
  let members: [(name: String, value: CodedNode)]

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

  private func member(_ name: String, _ key: any CodingKey) throws -> NodeDecoder {
    guard let member = members.first(where: { $0.name == name }) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "no such member"))
    }
    return NodeDecoder(member.value, at: codingPath + [key])
  }

  func contains(_ key: Key) -> Bool { members.contains { $0.name == key.stringValue } }

  func decodeNil(forKey key: Key) throws -> Bool {
    if case .null = try member(key.stringValue, key).node { true } else { false }
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try member(key.stringValue, key).decoded(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key.stringValue, key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key.stringValue, key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key.stringValue, key) }
}
