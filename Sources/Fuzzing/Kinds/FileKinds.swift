import Bedrock
import Engine
import Runner

extension FuzzKind {
  private static let jsonMutator = Mutator(
    pieces: [
      "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\uD800", "null", "true", "1e999", "-", "0x",
      "\n", "[[[[",
    ].map { Array($0.utf8) })

  static let json: FuzzKind = {
    let seed = Array(
      #"{"a": [1, 2.5, -3e7, {"b": null}], "c": "x\ny\u00e9\ud83d\ude00", "d": [true, false, [[[]]]]}"#
        .utf8)
    return FuzzKind(name: "json") { random in
      jsonMutator.mutate(seed, other: seed, &random)
    } run: { bytes in
      guard let json = try? JSON(parsing: bytes) else { return nil }
      let again = json.serializedBytes(pretty: bytes.count % 2 == 0)
      return (try? JSON(parsing: again)) == nil ? "what was written cannot be read again" : nil
    }
  }()

  /// Changes to files of numbers: bytes, lengths, and cuts.
  private static let binary = Mutator(
    pieces: [
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80],
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0], [8, 0, 0, 0], [9, 0, 0, 0], [0, 0, 0, 0x40], [0x80], [0x7F],
    ])

  static let gguf = FuzzKind(name: "gguf") { random in
    binary.mutate(GGUFSample.bytes, other: GGUFSample.bytes, &random)
  } run: {
    ModelTrial.run($0)
  }

  static let safetensors: FuzzKind = {
    let sample = SafetensorsSample.bytes
    let header = Int(sample[0]) | Int(sample[1]) << 8 | Int(sample[2]) << 16
    return FuzzKind(name: "safetensors") { random in
      if random.once(in: 3) { return binary.mutate(sample, other: sample, &random) }
      // The header is text, and its length is told before it.
      let text = jsonMutator.mutate(
        Array(sample[8..<8 + header]), other: Array(sample[8..<8 + header]), &random)
      let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
      return length + text + sample[(8 + header)...]
    } run: {
      ModelTrial.run($0)
    }
  }()

  static let archives = FuzzKind(name: "archives") { random in
    binary.mutate(ArchiveSample.bytes, other: ArchiveSample.bytes, &random)
  } run: { bytes in
    _ = try? bytes.withUnsafeBytes { try ZipArchive($0).bytes { _ in true } }
    // Most changes break the frame; the packed bytes are tried on their own, too.
    _ = try? bytes.withUnsafeBytes { try Inflate.unpack($0, count: min(4096, 37 * bytes.count)) }
    return nil
  }

  static let cacheEntries = FuzzKind(name: "cache") { random in
    let seeds = CacheTrial.samples
    return seeds.isEmpty
      ? [] : binary.mutate(random.pick(seeds), other: random.pick(seeds), &random)
  } run: {
    CacheTrial.read($0)
    return nil
  }
}

/// Reads a model, and runs what could be read.
private enum ModelTrial {
  static func run(_ bytes: [UInt8]) -> String? {
    do {
      if bytes.starts(with: "GGUF".utf8) {
        let file = try GGUFFile(FileBytes(bytes))
        for (key, value) in file.metadata { _ = (key, "\(value)") }
      }
      let model = try LanguageModel(bytes)
      let tokens = model.tokenizer.encode("The blue car")
      _ = try model.transformer.logits(Array(tokens.prefix(4)))
    } catch {
      return "\(error)".isEmpty ? "an error without words" : nil
    }
    return nil
  }
}

/// A model so small that thousands of its kind are read in a second.
enum SafetensorsSample {
  static let bytes: [UInt8] = {
    let configuration = ModelConfiguration.llama(
      vocabularySize: 260, width: 8, layers: 1, heads: 2, hiddenWidth: 8, context: 16)
    let json: JSON = .object([
      ("name", .string("small")), ("pre_tokenizer", .string("r50k")),
      ("merges", .array([.integer(116), .integer(104)])),
      ("special_tokens", .array([.string("<end>")])),
      ("begins_with_end_of_text", .bool(false)),
    ])
    guard let weights = try? ModelWeights(configuration: configuration, seed: 1),
      let record = try? TokenizerRecord(json: json)
    else { return [] }
    return LanguageModel.file(weights: weights, tokenizer: record)
  }()
}

/// A GGUF file as llama.cpp would write it, with one layer of eight numbers' width.
enum GGUFSample {
  static let bytes: [UInt8] = {
    var writer = GGUFWriter()
    writer.text("general.architecture", "llama")
    writer.text("general.name", "small")
    for (key, value) in [
      ("llama.embedding_length", 8), ("llama.attention.head_count", 2), ("llama.block_count", 1),
      ("llama.attention.head_count_kv", 1), ("llama.feed_forward_length", 8),
      ("llama.context_length", 16),
    ] { writer.number(key, UInt32(truncatingIfNeeded: value)) }
    writer.real("llama.attention.layer_norm_rms_epsilon", 1e-5)
    writer.text("tokenizer.ggml.model", "gpt2")
    writer.text("tokenizer.ggml.pre", "gpt-2")
    writer.texts("tokenizer.ggml.tokens", (0..<256).map(GGUFWriter.token) + ["th", "<end>"])
    writer.kinds("tokenizer.ggml.token_type", Array(repeating: 1, count: 257) + [3])
    writer.texts("tokenizer.ggml.merges", ["t h"])
    writer.number("tokenizer.ggml.eos_token_id", 257)
    writer.tensor("token_embd.weight", [8, 258])
    writer.tensor("output_norm.weight", [8])
    for (name, shape) in [
      ("attn_norm", [8]), ("attn_q", [8, 8]), ("attn_k", [8, 4]), ("attn_v", [8, 4]),
      ("attn_output", [8, 8]), ("ffn_norm", [8]), ("ffn_gate", [8, 8]), ("ffn_up", [8, 8]),
      ("ffn_down", [8, 8]),
    ] { writer.tensor("blk.0.\(name).weight", shape) }
    return writer.bytes
  }()
}

/// Writes GGUF version 3 (ggml's docs/gguf.md), little-endian, all tensors in F32.
private struct GGUFWriter {
  private var pairs: [UInt8] = []
  private var pairCount = 0
  private var entries: [UInt8] = []
  private var entryCount = 0
  private var data: [UInt8] = []

  private static func number(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private static func text(_ text: String) -> [UInt8] {
    number(UInt64(text.utf8.count), 8) + Array(text.utf8)
  }

  /// A byte in the letters of GPT-2's vocabulary.
  static func token(_ byte: Int) -> String {
    let printable = Array(33...126) + Array(161...172) + Array(174...255)
    if printable.contains(byte) { return String(Unicode.Scalar(UInt8(byte))) }
    let others = (0...255).filter { !printable.contains($0) }
    let index = others.firstIndex(of: byte) ?? 0
    return Unicode.Scalar(UInt32(256 + index)).map { String($0) } ?? ""
  }

  private mutating func pair(_ key: String, _ type: UInt64, _ value: [UInt8]) {
    pairs += Self.text(key) + Self.number(type, 4) + value
    pairCount += 1
  }

  mutating func number(_ key: String, _ value: UInt32) {
    pair(key, 4, Self.number(UInt64(value), 4))
  }
  mutating func real(_ key: String, _ value: Float) {
    pair(key, 6, Self.number(UInt64(value.bitPattern), 4))
  }
  mutating func text(_ key: String, _ value: String) { pair(key, 8, Self.text(value)) }
  mutating func texts(_ key: String, _ values: [String]) {
    pair(
      key, 9, Self.number(8, 4) + Self.number(UInt64(values.count), 8) + values.flatMap(Self.text))
  }
  mutating func kinds(_ key: String, _ values: [Int]) {
    pair(
      key, 9,
      Self.number(5, 4) + Self.number(UInt64(values.count), 8)
        + values.flatMap { Self.number(UInt64($0), 4) })
  }

  mutating func tensor(_ name: String, _ shape: [Int]) {
    entries += Self.text(name) + Self.number(UInt64(shape.count), 4)
    for size in shape { entries += Self.number(UInt64(size), 8) }
    entries += Self.number(0, 4) + Self.number(UInt64(data.count), 8)
    entryCount += 1
    for index in 0..<shape.reduce(1, *) {
      data += Self.number(UInt64((Float(index % 7) / 8).bitPattern), 4)
    }
    while data.count % 32 != 0 { data.append(0) }
  }

  var bytes: [UInt8] {
    var bytes = Array("GGUF".utf8) + Self.number(3, 4) + Self.number(UInt64(entryCount), 8)
    bytes += Self.number(UInt64(pairCount), 8) + pairs + entries
    while bytes.count % 32 != 0 { bytes.append(0) }
    return bytes + data
  }
}

/// A ZIP archive with one member, packed by the fixed code of RFC 1951.
enum ArchiveSample {
  static let bytes: [UInt8] = {
    let name = Array("a/model.gguf".utf8)
    // "abcabcabc…": three letters and one repetition, as zlib packs it.
    let packed: [UInt8] = [0x4B, 0x4C, 0x4A, 0x4E, 0x4C, 0xA2, 0x1E, 0x01, 0x00]
    let letters = Array("abc".utf8)
    let whole = (0..<37).map { letters[$0 % 3] }
    let sum = whole.withUnsafeBytes(CRC32.hash)
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let common =
      number(20, 2) + number(0, 2) + number(8, 2) + number(0, 4) + number(Int(sum), 4)
      + number(packed.count, 4) + number(whole.count, 4) + number(name.count, 2) + number(0, 2)
    let local = number(0x0403_4B50, 4) + common + name + packed
    let entry =
      number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
      + number(0, 4) + number(0, 4) + name
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(1, 2) + number(1, 2) + number(entry.count, 4)
      + number(local.count, 4) + number(0, 2)
    return local + entry + end
  }()
}
