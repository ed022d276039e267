import Bedrock
import Engine
import Foundation
import Testing

/// The real model's file, if `SWIFTLAB_MODELS` names a folder that holds it, or else if `swiftlab model
/// get smollm2` has put it into the user's.
private let modelPath: String? = {
  let environment = ProcessInfo.processInfo.environment
  var folders: [String] = []
  if let own = environment["SWIFTLAB_MODELS"], !own.isEmpty {
    folders = [own]
  } else if let home = environment["HOME"] {
    folders = [
      (environment["XDG_CACHE_HOME"] ?? home + "/.cache") + "/swiftlab/models",
      home + "/Library/Caches/swiftlab/models",
    ]
  }
  return folders.map { $0 + "/SmolLM2-135M-Instruct.Q4_1.gguf" }.first {
    let size = (try? FileManager.default.attributesOfItem(atPath: $0))?[.size] as? Int
    return size == 98_362_432
  }
}()

/// A real model against llama.cpp and a float64 model.
@Suite(
  "SmolLM2-135M-Instruct",
  .enabled(
    if: modelPath != nil,
    "the model is not on this machine; 'swiftlab model get smollm2' says how to get it"),
  .serialized)
struct SmolLM2Tests {
  struct Text: Decodable, Sendable, CustomTestStringConvertible {
    let text: String
    let idsParseSpecial: [Int]
    let idsPlain: [Int]
    var testDescription: String { String(text.prefix(20)) }

    enum CodingKeys: String, CodingKey {
      case text
      case idsParseSpecial = "ids_parse_special"
      case idsPlain = "ids_plain"
    }
  }

  struct Prompt: Decodable, Sendable, CustomTestStringConvertible {
    struct Greedy: Decodable, Sendable {
      let ids: [Int]
      /// How far the token taken is before the next one, step by step.
      let margins: [Double]

      enum CodingKeys: String, CodingKey {
        case ids
        case margins = "top1_minus_top2"
      }
    }
    let prompt: String
    let ids: [Int]
    let greedy: Greedy
    /// Pairs of id and logit.
    let highest: [[Double]]
    var testDescription: String { prompt }

    enum CodingKeys: String, CodingKey {
      case prompt
      case ids = "prompt_ids"
      case greedy = "greedy40_f64"
      case highest = "top10_logits_f64"
    }
  }

  static let texts = (try? Fixture.decode([Text].self, from: "smollm2/tokens.json")) ?? []
  static let prompts = (try? Fixture.decode([Prompt].self, from: "smollm2/logits.json")) ?? []

  /// Loaded once for all tests.
  private static let loaded = Result {
    try LanguageModel(Array(Data(contentsOf: URL(fileURLWithPath: modelPath ?? ""))))
  }

  private let model: LanguageModel

  init() throws { model = try Self.loaded.get() }

  @Test("the reference is there, and the file is the one that it was made with")
  func reference() throws {
    #expect(Self.texts.count == 8 && Self.prompts.count == 2)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: modelPath ?? "")))
    #expect(
      SHA256.hash(bytes).hex == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")
    #expect(
      ContentHash.hash(bytes).hex
        == "ce01f9c92c9271504a201407ecaa89cef3cad2e149b238447a7eb8301b20d43c")
  }

  @Test("ids are llama.cpp's, with special tokens and without", arguments: texts)
  func ids(example: Text) {
    #expect(model.tokenizer.encode(example.text) == example.idsPlain)
    #expect(model.tokenizer.encode(example.text, allowSpecial: true) == example.idsParseSpecial)
  }

  /// How far our logits, computed in Float, may be from those of the float64 model; llama.cpp in F32
  /// stays within 2e-5.
  private static let tolerance = 1e-4

  @Test("the ten highest logits are those of the float64 model, to 1e-4", arguments: prompts)
  func logits(example: Prompt) throws {
    #expect(model.tokenizer.encode(example.prompt) == example.ids)
    let logits = try model.transformer.logits(example.ids)
    let last = logits.row(logits.rowCount - 1)
    for pair in example.highest {
      #expect(abs(Double(last[Int(pair[0])]) - pair[1]) < Self.tolerance)
    }
    let highest = last.indices.sorted { last[$0] > last[$1] }.prefix(10)
    #expect(Array(highest) == example.highest.map { Int($0[0]) })
  }

  @Test("forty greedy tokens are those of the float64 model", arguments: prompts)
  func greedy(example: Prompt) throws {
    // Where two tokens are closer than rounding, either would be right: there is no such place.
    #expect((example.greedy.margins.min() ?? 0) > 2 * Self.tolerance)
    var stream = RandomStream(seed: 0, name: "greedy")
    let options = GenerationOptions(
      strategy: .greedy, filters: [], maximumTokens: 40, stopTokens: [])
    let generation = try model.transformer.generate(
      example.ids, options, stream: &stream
    ) { _ in true }
    #expect(generation.ids == example.greedy.ids)
  }

  @Test("one token at a time and all at once give the same bits")
  func oneAtATime() throws {
    let ids = model.tokenizer.encode("The quick brown fox")
    let whole = try model.transformer.logits(ids)
    var state = DecodingState(model.configuration)
    for (position, id) in ids.enumerated() {
      let logits = try model.transformer.logits([id], state: &state)
      #expect(logits.row(0) == whole.row(position))
    }
  }
}
