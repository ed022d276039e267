/// The kinds of metadata values, by the numbers that stand for them.
public enum GGUFValueType: UInt32, Sendable, CaseIterable {
  case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64
  case float64

  /// The bytes of a value; nil where they differ.
  var byteCount: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }
}

/// A metadata value. Arrays stay in the file until somebody asks for their elements.
public enum GGUFValue: Sendable, Equatable {
  case integer(Int64)
  /// A number past the largest signed one.
  case large(UInt64)
  case float(Float)
  case double(Double)
  case bool(Bool)
  case string(String)
  case array(GGUFArray)
}

/// Where an array lies in a file.
public struct GGUFArray: Sendable, Equatable {
  public let elementType: GGUFValueType
  public let count: Int
  /// The bytes of the elements.
  let range: Range<Int>
}

extension GGUFCursor {
  /// The deepest nesting of arrays that is followed.
  private static let deepest = 8

  mutating func valueType(_ key: String) throws(GGUFError) -> GGUFValueType {
    let offset = offset
    let number = try integer(UInt32.self, "the type of '\(key)'")
    guard let type = GGUFValueType(rawValue: number) else {
      throw .invalid("'\(key)' has the unknown type \(number)", offset: offset)
    }
    return type
  }

  mutating func value(
    _ type: GGUFValueType, of key: String, depth: Int = 0
  ) throws(GGUFError) -> GGUFValue {
    let what = "the value of '\(key)'"
    switch type {
    case .uint8: return .integer(Int64(try integer(UInt8.self, what)))
    case .int8: return .integer(Int64(try integer(Int8.self, what)))
    case .uint16: return .integer(Int64(try integer(UInt16.self, what)))
    case .int16: return .integer(Int64(try integer(Int16.self, what)))
    case .uint32: return .integer(Int64(try integer(UInt32.self, what)))
    case .int32: return .integer(Int64(try integer(Int32.self, what)))
    case .int64: return .integer(try integer(Int64.self, what))
    case .uint64:
      let number = try integer(UInt64.self, what)
      return Int64(exactly: number).map(GGUFValue.integer) ?? .large(number)
    case .float32: return .float(Float(bitPattern: try integer(UInt32.self, what)))
    case .float64: return .double(Double(bitPattern: try integer(UInt64.self, what)))
    case .bool: return .bool(try flag(key))
    case .string:
      let range = try string(what)
      return .string(String(decoding: bytes[range], as: UTF8.self))
    case .array: return .array(try array(key, depth: depth))
    }
  }

  private mutating func flag(_ key: String) throws(GGUFError) -> Bool {
    let offset = offset
    let byte = try integer(UInt8.self, "the value of '\(key)'")
    guard byte <= 1 else {
      throw .invalid("'\(key)' is neither true nor false but \(byte)", offset: offset)
    }
    return byte == 1
  }

  /// Passes over an array, each of whose elements is looked at as far as its place depends on it.
  private mutating func array(_ key: String, depth: Int) throws(GGUFError) -> GGUFArray {
    let start = offset
    guard depth < Self.deepest else {
      throw .invalid("'\(key)' nests arrays more than \(Self.deepest) deep", offset: start)
    }
    let type = try valueType(key)
    let count = try integer(UInt64.self, "the length of '\(key)'")
    let first = offset
    if let size = type.byteCount {
      let (total, overflow) = count.multipliedReportingOverflow(by: UInt64(size))
      _ = try skip(overflow ? .max : total, "the array '\(key)'")
    } else {
      // Each element takes eight bytes at least, so the loop ends with the file.
      for _ in 0..<count {
        if type == .string {
          _ = try string("an element of '\(key)'")
        } else {
          _ = try array(key, depth: depth + 1)
        }
      }
    }
    return GGUFArray(elementType: type, count: Int(count), range: first..<offset)
  }
}
