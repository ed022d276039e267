/// A JSON value, with objects whose keys keep their order and numbers that keep their width.
///
/// Laws: parsing what was written gives the same value back (a float comes back as the double or
/// integer of the same value, a NaN as null), and what is written depends on the value alone.
public indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case double(Double)
  case float(Float)
  case string(String)
  case array([JSON])
  case object(Object)

  /// An object of key/value pairs, in this order.
  public static func object(_ pairs: [(String, JSON)]) -> JSON {
    .object(Object(pairs))
  }

  /// An array of numbers at double width.
  public static func numbers(_ values: [Double]) -> JSON { .array(values.map(JSON.double)) }

  /// An array of numbers at float width.
  public static func numbers(_ values: [Float]) -> JSON { .array(values.map(JSON.float)) }

  /// An array of integers.
  public static func integers(_ values: [Int]) -> JSON { .array(values.map(JSON.integer)) }

  /// An array of strings.
  public static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
}

extension JSON {
  /// Key/value pairs in the order in which they were put in; keys may repeat, as in the text.
  public struct Object: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    public struct Member: Sendable, Equatable {
      public var key: String
      public var value: JSON

      public init(key: String, value: JSON) {
        self.key = key
        self.value = value
      }
    }

    public var members: [Member]

    public init(_ pairs: [(String, JSON)] = []) {
      members = pairs.map { Member(key: $0.0, value: $0.1) }
    }

    public init(dictionaryLiteral pairs: (String, JSON)...) {
      self.init(pairs)
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    public var keys: [String] { members.map(\.key) }

    /// The value of the first member with this key.
    ///
    /// Setting replaces that value, or appends a member; nil removes every member with the key.
    public subscript(key: String) -> JSON? {
      get { members.first { $0.key == key }?.value }
      set {
        guard let newValue else { return members.removeAll { $0.key == key } }
        if let index = members.firstIndex(where: { $0.key == key }) {
          members[index].value = newValue
        } else {
          append(key, newValue)
        }
      }
    }

    /// Puts a member at the end, whether its key is there already or not.
    public mutating func append(_ key: String, _ value: JSON) {
      members.append(Member(key: key, value: value))
    }
  }
}
