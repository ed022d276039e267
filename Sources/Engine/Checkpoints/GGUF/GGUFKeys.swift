import Bedrock

/// The keys of a file that tell how its architecture is built, and which of them were read.
///
/// Law: when a model has been read, every key in the architecture's namespace has been asked for, or
/// stands in the list of those that mean nothing to a run (`GGUFSilence`); another one is an error.
struct GGUFKeys {
  let file: GGUFFile
  let architecture: String
  private(set) var asked: Set<String> = []

  init(_ file: GGUFFile, architecture: String) {
    self.file = file
    self.architecture = architecture
  }

  /// The whole key of a name within the architecture's namespace.
  private mutating func key(_ name: String) -> String {
    let key = "\(architecture).\(name)"
    asked.insert(key)
    return key
  }

  /// Whether the file has such a key.
  mutating func has(_ name: String) -> Bool { file[key(name)] != nil }

  mutating func integer(_ name: String, default fallback: Int? = nil) throws(GGUFError) -> Int {
    try file.integer(key(name), default: fallback)
  }

  mutating func number(
    _ name: String, default fallback: Double? = nil
  ) throws(GGUFError) -> Double {
    try file.number(key(name), default: fallback)
  }

  mutating func flag(_ name: String, default fallback: Bool) throws(GGUFError) -> Bool {
    try file.flag(key(name), default: fallback)
  }

  mutating func text(_ name: String) throws(GGUFError) -> String? { try file.text(key(name)) }

  /// A whole number that may be given for each layer; they must be the same.
  mutating func sameInteger(
    _ name: String, default fallback: Int? = nil
  ) throws(GGUFError) -> Int {
    let key = key(name)
    guard case .array(let array)? = file[key] else {
      return try file.integer(key, default: fallback)
    }
    guard let numbers = file.integers(array), let first = numbers.first, first >= 0 else {
      throw .metadata(key, problem: "is no list of whole numbers from 0")
    }
    guard numbers.allSatisfy({ $0 == first }) else {
      throw .unsupported("layers of different sizes are not run ('\(key)')")
    }
    return first
  }

  /// A list of flags, one a layer; nil where the key holds no list.
  mutating func flags(_ name: String) throws(GGUFError) -> [Bool]? {
    let key = key(name)
    guard case .array(let array)? = file[key] else { return nil }
    if array.elementType == .bool {
      return file.flags(array)
    }
    guard let numbers = file.integers(array) else {
      throw .metadata(key, problem: "is no list of flags")
    }
    return numbers.map { $0 != 0 }
  }

  /// Refuses a key that has another value than the one with which it means nothing.
  mutating func require(
    _ name: String, toBe value: Double, else problem: String
  ) throws(GGUFError) {
    let key = key(name)
    guard let given = file[key] else { return }
    let number: Double
    switch given {
    case .bool(let flag): number = flag ? 1 : 0
    default: number = try file.number(key)
    }
    guard number == value else { throw .unsupported("\(problem) ('\(key)')") }
  }

  /// Throws for the first key in the architecture's namespace that nobody asked for and that is not
  /// known to mean nothing.
  func finish(ignoring own: [String]) throws(GGUFError) {
    let prefix = architecture + "."
    for (key, _) in file.metadata where key.utf8.starts(with: prefix.utf8) {
      let name = String(decoding: key.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
      guard asked.contains(key) || own.contains(name) || GGUFSilence.architecture[name] != nil
      else {
        throw .unsupported(
          "the file says '\(key)', and what that does to a model of the architecture"
            + " '\(architecture)' is not known here")
      }
    }
  }
}

extension GGUFFile {
  /// The elements of an array of flags.
  fileprivate func flags(_ array: GGUFArray) -> [Bool] {
    bytes.withUnsafeBytes { raw in raw[array.range].map { $0 != 0 } }
  }
}
