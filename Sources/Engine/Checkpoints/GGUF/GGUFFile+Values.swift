/// Metadata values of the kind that is wanted.
extension GGUFFile {
  /// A whole number from 0; `fallback` where the key is missing.
  func integer(_ key: String, default fallback: Int? = nil) throws(GGUFError) -> Int {
    guard let value = self[key] else {
      if let fallback { return fallback }
      throw .metadata(key, problem: "is missing")
    }
    guard case .integer(let number) = value, number >= 0, let number = Int(exactly: number) else {
      throw .metadata(key, problem: "is no whole number from 0")
    }
    return number
  }

  func number(_ key: String, default fallback: Double? = nil) throws(GGUFError) -> Double {
    switch self[key] {
    case .float(let number)?: return Double(number)
    case .double(let number)?: return number
    case .integer(let number)?: return Double(number)
    case nil:
      guard let fallback else { throw .metadata(key, problem: "is missing") }
      return fallback
    default: throw .metadata(key, problem: "is no number")
    }
  }

  func flag(_ key: String, default fallback: Bool) throws(GGUFError) -> Bool {
    switch self[key] {
    case .bool(let flag)?: return flag
    case nil: return fallback
    default: throw .metadata(key, problem: "is neither true nor false")
    }
  }

  public func text(_ key: String) throws(GGUFError) -> String? {
    switch self[key] {
    case .string(let text)?: return text
    case nil: return nil
    default: throw .metadata(key, problem: "is no text")
    }
  }
}
