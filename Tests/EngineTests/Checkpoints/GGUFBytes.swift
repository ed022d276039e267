/// Writes small GGUF files for tests, right or wrong.
struct GGUFBytes {
  var values: [[UInt8]] = []
  var tensors: [[UInt8]] = []
  var data: [UInt8] = []
  var version: UInt32 = 3

  static func number<N: FixedWidthInteger>(_ value: N) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  static func string(_ text: String) -> [UInt8] {
    number(UInt64(text.utf8.count)) + Array(text.utf8)
  }

  /// A metadata value: its key, the number of its type, and its bytes.
  mutating func add(_ key: String, _ type: UInt32, _ bytes: [UInt8]) {
    values.append(Self.string(key) + Self.number(type) + bytes)
  }

  /// A tensor of floats, its sizes with the fastest axis first.
  mutating func add(_ name: String, sizes: [UInt64], type: UInt32 = 0, at offset: UInt64? = nil) {
    tensors.append(
      Self.string(name) + Self.number(UInt32(sizes.count)) + sizes.flatMap { Self.number($0) }
        + Self.number(type) + Self.number(offset ?? UInt64(data.count)))
    let count = sizes.reduce(1, &*)
    guard offset == nil, count < 1000 else { return }
    for index in 0..<count { data += Self.number(Float(index).bitPattern) }
    while data.count % 32 != 0 { data.append(0) }
  }

  var bytes: [UInt8] {
    var all = Array("GGUF".utf8) + Self.number(version) + Self.number(UInt64(tensors.count))
    all += Self.number(UInt64(values.count)) + values.flatMap { $0 } + tensors.flatMap { $0 }
    while all.count % 32 != 0 { all.append(0) }
    return all + data
  }

  /// A file with a value of every kind that differs in form, and two tensors.
  static var small: GGUFBytes {
    var file = GGUFBytes()
    file.add("general.architecture", 8, string("llama"))
    file.add("a.number", 4, number(UInt32(7)))
    file.add("a.flag", 7, [1])
    file.add("a.list", 9, number(UInt32(8)) + number(UInt64(2)) + string("x") + string("yz"))
    file.add(
      "a.nest", 9,
      number(UInt32(9)) + number(UInt64(1)) + number(UInt32(0)) + number(UInt64(3)) + [1, 2, 3])
    file.add("first", sizes: [3, 2])
    file.add("second", sizes: [8])
    return file
  }
}
