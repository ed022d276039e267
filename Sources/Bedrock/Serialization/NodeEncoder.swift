/// An `Encoder` that makes a tree of nodes.
final class NodeEncoder: Encoder {
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }
  private var content = Content.nothing

  /// What a container collects; its own nodes may be filled later, through a nested container.
  private enum Content {
    case nothing
    case scalar(CodedNode)
    case list([NodeEncoder])
    case members([(name: String, value: NodeEncoder)])
  }

  init(at path: [any CodingKey]) { codingPath = path }

  init(_ node: CodedNode, at path: [any CodingKey]) {
    codingPath = path
    content = .scalar(node)
  }

  /// The tree of a value.
  static func node(of value: some Encodable, at path: [any CodingKey]) throws -> CodedNode {
    // Element by element, each number would pass through a container of its own.
    if let numbers = value as? [Double] { return .doubles(numbers) }
    if let texts = value as? [String] { return .strings(texts) }
    let encoder = NodeEncoder(at: path)
    try value.encode(to: encoder)
    return encoder.node
  }

  var node: CodedNode {
    switch content {
    case .nothing: .members([])
    case .scalar(let node): node
    case .list(let encoders): .list(encoders.map(\.node))
    case .members(let members): .members(members.map { ($0.name, $0.value.node) })
    }
  }

  var count: Int {
    if case .list(let encoders) = content { encoders.count } else { 0 }
  }

  func beginList() { if case .nothing = content { content = .list([]) } }
  func beginMembers() { if case .nothing = content { content = .members([]) } }

  func append(_ encoder: NodeEncoder) {
    guard case .list(var encoders) = content else { return }
    content = .nothing
    encoders.append(encoder)
    content = .list(encoders)
  }

  func append(_ name: String, _ encoder: NodeEncoder) {
    guard case .members(var members) = content else { return }
    content = .nothing
    members.append((name, encoder))
    content = .members(members)
  }

  func set(_ node: CodedNode) { content = .scalar(node) }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    beginMembers()
    return KeyedEncodingContainer(NodeMembers(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    beginList()
    return NodeList(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { NodeScalar(encoder: self) }
}

private struct NodeScalar: SingleValueEncodingContainer {
  let encoder: NodeEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { encoder.set(.null) }
  func encode(_ value: Bool) { encoder.set(.bool(value)) }
  func encode(_ value: String) { encoder.set(.string(value)) }
  func encode(_ value: Double) { encoder.set(.double(value)) }
  func encode(_ value: Float) { encoder.set(.float(value)) }
  func encode(_ value: Int) { encoder.set(.integer(Int64(value))) }
  func encode(_ value: Int8) { encoder.set(.integer(Int64(value))) }
  func encode(_ value: Int16) { encoder.set(.integer(Int64(value))) }
  func encode(_ value: Int32) { encoder.set(.integer(Int64(value))) }
  func encode(_ value: Int64) { encoder.set(.integer(value)) }
  func encode(_ value: UInt) { encoder.set(.unsigned(UInt64(value))) }
  func encode(_ value: UInt8) { encoder.set(.unsigned(UInt64(value))) }
  func encode(_ value: UInt16) { encoder.set(.unsigned(UInt64(value))) }
  func encode(_ value: UInt32) { encoder.set(.unsigned(UInt64(value))) }
  func encode(_ value: UInt64) { encoder.set(.unsigned(value)) }
  func encode(_ value: some Encodable) throws {
    encoder.set(try NodeEncoder.node(of: value, at: codingPath))
  }
}

private struct NodeList: UnkeyedEncodingContainer {
  let encoder: NodeEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { encoder.count }

  func encodeNil() { encoder.append(NodeEncoder(.null, at: codingPath)) }
  func encode(_ value: some Encodable) throws {
    encoder.append(NodeEncoder(try NodeEncoder.node(of: value, at: codingPath), at: codingPath))
  }

  func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) -> KeyedEncodingContainer<Key> {
    nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
  func superEncoder() -> any Encoder { nested() }

  private func nested() -> NodeEncoder {
    let nested = NodeEncoder(at: codingPath)
    encoder.append(nested)
    return nested
  }
}

private struct NodeMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: NodeEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) {
    encoder.append(key.stringValue, NodeEncoder(.null, at: codingPath))
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    let node = try NodeEncoder.node(of: value, at: codingPath + [key])
    encoder.append(key.stringValue, NodeEncoder(node, at: codingPath))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { nested("super") }
  func superEncoder(forKey key: Key) -> any Encoder { nested(key.stringValue) }

  private func nested(_ name: String) -> NodeEncoder {
    let nested = NodeEncoder(at: codingPath)
    encoder.append(name, nested)
    return nested
  }
}
