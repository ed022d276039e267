import Bedrock
import Engine
import Foundation

/// A small model of some architecture, as `make_architectures.py` describes it, written as a GGUF file.
struct SmallModel: Sendable {
  let name: String
  let architecture: String
  /// Key, kind of value, and value.
  var keys: [(name: String, kind: String, value: JSON)]
  var tensors: [(name: String, shape: [Int], scale: Double, offset: Double)]
  /// llama.cpp's logits of some tokens, for the positions of the fixture.
  let logits: [[Double]]

  static let fixture = Result {
    try JSON(
      parsing: String(contentsOf: Fixture.url("architectures.json"), encoding: .utf8))
  }

  static func all() throws -> [SmallModel] {
    (try fixture.get()["kinds"]?.arrayValue ?? []).map(SmallModel.init)
  }

  static func named(_ name: String) throws -> SmallModel {
    guard let model = try all().first(where: { $0.name == name }) else {
      throw FileError("architectures.json", "has no model", name)
    }
    return model
  }

  static func ids() throws -> [Int] { try integers("ids") }
  static func positions() throws -> [Int] { try integers("positions") }

  private static func integers(_ name: String) throws -> [Int] {
    (try fixture.get()[name]?.arrayValue ?? []).compactMap(\.intValue)
  }

  private init(_ json: JSON) {
    name = json["name"]?.stringValue ?? ""
    architecture = json["architecture"]?.stringValue ?? ""
    keys = (json["keys"]?.arrayValue ?? []).map { key in
      (key[0]?.stringValue ?? "", key[1]?.stringValue ?? "", key[2] ?? .null)
    }
    tensors = (json["tensors"]?.arrayValue ?? []).map { tensor in
      (
        tensor[0]?.stringValue ?? "",
        (tensor[1]?.arrayValue ?? []).compactMap(\.intValue), tensor[2]?.doubleValue ?? 0,
        tensor[3]?.doubleValue ?? 0
      )
    }
    logits = (json["logits"]?.arrayValue ?? []).map { row in
      (row.arrayValue ?? []).compactMap(\.doubleValue)
    }
  }

  /// Sets a key of the architecture's namespace, or takes it away.
  mutating func set(_ key: String, _ kind: String, _ value: JSON?) {
    let whole = "\(architecture).\(key)"
    keys.removeAll { $0.name == whole }
    if let value { keys.append((whole, kind, value)) }
  }

  /// The file's bytes.
  var file: [UInt8] {
    var file = GGUFBytes()
    file.add("general.architecture", 8, GGUFBytes.string(architecture))
    for key in keys { file.add(key.name, value: key.value, kind: key.kind) }
    file.addTokenizer()
    for tensor in tensors {
      file.add(
        tensor.name, shape: tensor.shape,
        floats: Self.numbers(tensor.name, tensor.shape.reduce(1, *)).map {
          Float($0 * tensor.scale + tensor.offset)
        })
    }
    return file.bytes
  }

  func load() throws -> LanguageModel { try LanguageModel(GGUFFile(FileBytes(file))) }

  /// Fractions from -0.5 to 0.5 that a tensor's name decides: splitmix64 from an FNV-1a hash.
  static func numbers(_ name: String, _ count: Int) -> [Double] {
    var seed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (1...max(count, 1)).map { index in
      var z = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
      return Double(z >> 40) / 16_777_216 - 0.5
    }
  }
}

extension GGUFBytes {
  mutating func add(_ key: String, value: JSON, kind: String) {
    switch kind {
    case "u32": add(key, 4, Self.number(UInt32(value.intValue ?? 0)))
    case "f32": add(key, 6, Self.number(Float(value.doubleValue ?? 0).bitPattern))
    case "bool": add(key, 7, [value.boolValue == true ? 1 : 0])
    case "flags":
      let flags = (value.arrayValue ?? []).map { UInt8($0.boolValue == true ? 1 : 0) }
      add(key, 9, Self.number(UInt32(7)) + Self.number(UInt64(flags.count)) + flags)
    default: add(key, 8, Self.string(value.stringValue ?? ""))
    }
  }

  mutating func add(_ name: String, shape: [Int], floats: [Float]) {
    let sizes = shape.reversed().map { UInt64($0) }
    add(name, sizes: sizes, type: 0, at: UInt64(data.count))
    for value in floats { data += Self.number(value.bitPattern) }
    while data.count % 32 != 0 { data.append(0) }
  }

  mutating func add(_ key: String, strings: [String]) {
    add(
      key, 9,
      Self.number(UInt32(8)) + Self.number(UInt64(strings.count))
        + strings.flatMap { Self.string($0) })
  }

  /// Bytes, two merges and five special tokens.
  mutating func addTokenizer() {
    let bytes = (0...255).map { GPT2Alphabet.spelling(of: [UInt8($0)]) }
    let special = ["<s>", "</s>", "<|a|>", "<|b|>", "<|c|>"]
    let tokens = bytes + [bytes[104] + bytes[105], bytes[32] + bytes[97]] + special
    add("tokenizer.ggml.model", 8, Self.string("gpt2"))
    add("tokenizer.ggml.pre", 8, Self.string("gpt-2"))
    add("tokenizer.ggml.tokens", strings: tokens)
    add(
      "tokenizer.ggml.merges",
      strings: [bytes[104] + " " + bytes[105], bytes[32] + " " + bytes[97]])
    let types = Array(repeating: Int32(1), count: 258) + Array(repeating: Int32(3), count: 5)
    add(
      "tokenizer.ggml.token_type", 9,
      Self.number(UInt32(5)) + Self.number(UInt64(types.count))
        + types.flatMap { Self.number($0) })
    add("tokenizer.ggml.bos_token_id", 4, Self.number(UInt32(258)))
    add("tokenizer.ggml.eos_token_id", 4, Self.number(UInt32(259)))
  }
}

extension GGUFBytes {
  mutating func add(_ key: String, integers: [Int32]) {
    add(
      key, 9,
      Self.number(UInt32(5)) + Self.number(UInt64(integers.count))
        + integers.flatMap { Self.number($0) })
  }

  mutating func add(_ key: String, floats: [Float]) {
    add(
      key, 9,
      Self.number(UInt32(6)) + Self.number(UInt64(floats.count))
        + floats.flatMap { Self.number($0.bitPattern) })
  }
}
