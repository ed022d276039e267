import Bedrock

/// A directive's results: named values in the order in which the directive gave them.
public struct Record: Sendable {
  public private(set) var members: [(name: String, value: Value)] = []

  public init() {}

  public init(_ members: KeyValuePairs<String, Value>) {
    for (name, value) in members { self[name] = value }
  }

  public var names: [String] { members.map(\.name) }

  /// The member of that name; setting a new name appends it, setting `nil` removes it.
  public subscript(_ name: String) -> Value? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name, value))
      case (nil, nil): break
      }
    }
  }

  public var json: JSON { .object(members.map { ($0.name, $0.value.json) }) }
}

extension Record: ExpressibleByDictionaryLiteral {
  /// A record of the members in this order; of two with one name, the later value is kept.
  public init(dictionaryLiteral members: (String, Value)...) {
    for (name, value) in members { self[name] = value }
  }
}
