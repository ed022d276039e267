import Bedrock

/// Values as bytes, for the cache: what tells them apart, and what brings them back.
///
/// Law: two values that act differently in a lab have different bytes, each number to the bit with its
/// width, NaN and negative zero too. What is read equals what was written.
extension Value {
  private enum Tag: UInt8 {
    case number, bool, string, list, array, record, formula, model
  }

  /// Lists inside lists that a reader follows; what the language allows is less.
  private static let deepest = 256

  public func put(to writer: inout ByteWriter) {
    switch self {
    case .number(let number):
      writer.put(Tag.number.rawValue)
      writer.put(number.width == .float)
      writer.put(number.value)
    case .bool(let flag):
      writer.put(Tag.bool.rawValue)
      writer.put(flag)
    case .string(let text):
      writer.put(Tag.string.rawValue)
      writer.put(text)
    case .list(let elements):
      writer.put(Tag.list.rawValue)
      writer.put(elements.count)
      for element in elements { element.put(to: &writer) }
    case .array(let array):
      writer.put(Tag.array.rawValue)
      array.put(to: &writer)
    case .record(let record):
      writer.put(Tag.record.rawValue)
      record.put(to: &writer)
    case .formula(let expression):
      writer.put(Tag.formula.rawValue)
      writer.put(expression.span.text)
    case .model(let model):
      writer.put(Tag.model.rawValue)
      writer.put(model.name)
      writer.put(model.sha256)
    }
  }

  /// - Parameter models: gives a model by its name and the SHA-256 of its file, whose bytes do not
  ///   stand among the value's own.
  /// - Throws: `ByteReader.Damaged`, also for a formula, which lives in its lab's text alone.
  public init(
    from reader: inout ByteReader, models: (String, String) -> ModelValue?
  ) throws(ByteReader.Damaged) {
    try self.init(from: &reader, depth: 0, models)
  }

  fileprivate init(
    from reader: inout ByteReader, depth: Int, _ models: (String, String) -> ModelValue?
  ) throws(ByteReader.Damaged) {
    guard depth < Self.deepest, let tag = Tag(rawValue: try reader.integer()) else {
      throw ByteReader.Damaged()
    }
    switch tag {
    case .number:
      let width = try reader.flag() ? NumberWidth.float : .double
      self = .number(Number(try reader.double(), width: width))
    case .bool: self = .bool(try reader.flag())
    case .string: self = .string(try reader.text())
    case .list:
      var elements: [Value] = []
      for _ in 0..<(try reader.count(ofSize: 1)) {
        elements.append(try Value(from: &reader, depth: depth + 1, models))
      }
      self = .list(elements)
    case .array: self = .array(try NumericArray(from: &reader))
    case .record: self = .record(try Record(from: &reader, depth: depth + 1, models))
    case .formula: throw ByteReader.Damaged()
    case .model:
      let name = try reader.text()
      guard let model = models(name, try reader.text()) else { throw ByteReader.Damaged() }
      self = .model(model)
    }
  }

  /// Whether the value can be read back from its bytes.
  public var isStorable: Bool {
    switch self {
    case .number, .bool, .string, .array, .model: true
    case .list(let elements): elements.allSatisfy(\.isStorable)
    case .record(let record): record.isStorable
    case .formula: false
    }
  }

  /// The models in the value, those inside lists and records too.
  public var models: [ModelValue] {
    switch self {
    case .number, .bool, .string, .array, .formula: []
    case .list(let elements): elements.flatMap(\.models)
    case .record(let record): record.models
    case .model(let model): [model]
    }
  }
}

extension Record {
  public func put(to writer: inout ByteWriter) {
    writer.put(members.count)
    for (name, value) in members {
      writer.put(name)
      value.put(to: &writer)
    }
  }

  /// - Parameter models: gives a model by its name and the SHA-256 of its file.
  /// - Throws: `ByteReader.Damaged`.
  public init(
    from reader: inout ByteReader, models: (String, String) -> ModelValue?
  ) throws(ByteReader.Damaged) {
    try self.init(from: &reader, depth: 0, models)
  }

  fileprivate init(
    from reader: inout ByteReader, depth: Int, _ models: (String, String) -> ModelValue?
  ) throws(ByteReader.Damaged) {
    self.init()
    for _ in 0..<(try reader.count(ofSize: 9)) {
      let name = try reader.text()
      self[name] = try Value(from: &reader, depth: depth + 1, models)
    }
  }

  /// Whether the record can be read back from its bytes.
  public var isStorable: Bool { members.allSatisfy(\.value.isStorable) }

  /// The models in the record.
  public var models: [ModelValue] { members.flatMap(\.value.models) }

  /// What tells the record's content from any other.
  public var contentHash: String {
    var writer = ByteWriter()
    put(to: &writer)
    return ContentHash.hash(writer.bytes).hex
  }
}

extension NumericArray {
  func put(to writer: inout ByteWriter) {
    writer.put(width == .float)
    writer.put(shape.count)
    for length in shape { writer.put(length) }
    writer.put(elements)
    for names in labels {
      writer.put(names != nil)
      if let names { writer.put(names) }
    }
  }

  init(from reader: inout ByteReader) throws(ByteReader.Damaged) {
    let width = try reader.flag() ? NumberWidth.float : .double
    var shape: [Int] = []
    for _ in 0..<(try reader.count(ofSize: 8)) { shape.append(try reader.int()) }
    let elements = try reader.doubles()
    guard Self.count(of: shape) == elements.count else { throw ByteReader.Damaged() }
    var labels: [[String]?] = []
    for length in shape {
      let names = try reader.flag() ? try reader.texts() : nil
      guard names == nil || names?.count == length else { throw ByteReader.Damaged() }
      labels.append(names)
    }
    self.init(shape: shape, elements: elements, width: width, labels: labels)
  }

  /// The elements of an array of that shape; `nil` for what is no shape.
  private static func count(of shape: [Int]) -> Int? {
    if shape.isEmpty { return nil }
    var count = 1
    for length in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows else { return nil }
      count = product
    }
    return count
  }

  /// What tells the array, its shape, width and labels from any other.
  public var contentHash: String {
    var writer = ByteWriter()
    put(to: &writer)
    return ContentHash.hash(writer.bytes).hex
  }
}
