import Bedrock
import Engine
import Numerics
import Testing

@Suite("Model configurations")
struct ModelConfigurationTests {
  @Test("a configuration comes back from its JSON", arguments: ModelFixture.configurations)
  func roundTrip(_ configuration: ModelConfiguration) throws {
    let text = configuration.json.serialized()
    #expect(try ModelConfiguration(json: JSON(parsing: text)) == configuration)
  }

  @Test("rotary scaling comes back from its JSON")
  func scaling() throws {
    var configuration = ModelFixture.configurations[0]
    for scaling in [
      .linear(factor: 2), .ntk(factor: 4),
      .llama3(factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContext: 8192),
    ] as [RotaryScaling] {
      configuration.rotaryScaling = scaling
      #expect(try ModelConfiguration(json: configuration.json) == configuration)
    }
  }

  @Test("a real config.json is read")
  func smolLM() throws {
    let json = try JSON(
      parsing: """
        {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "hidden_act": "silu",
         "hidden_size": 576, "intermediate_size": 1536, "max_position_embeddings": 8192,
         "model_type": "llama", "num_attention_heads": 9, "num_hidden_layers": 30,
         "num_key_value_heads": 3, "rms_norm_eps": 1e-05, "rope_scaling": null,
         "rope_theta": 100000, "tie_word_embeddings": true, "vocab_size": 49152}
        """)
    let configuration = try ModelConfiguration(json: json)
    #expect(configuration.headWidth == 64)
    #expect(configuration.parameterCount == 134_515_008)
  }

  @Test("GPT-2 has 124 million parameters")
  func gpt2() throws {
    let configuration = ModelConfiguration.gpt2(
      vocabularySize: 50257, width: 768, layers: 12, heads: 12, context: 1024)
    #expect(configuration.parameterCount == 124_439_808)
  }

  static let unusable: [(ModelConfiguration, String)] = {
    let good = ModelFixture.configurations[0]
    var (heads, width, layers, vocabulary) = (good, good, good, good)
    heads.keyValueHeads = 3
    width.headWidth = 7
    layers.layers = 0
    vocabulary.vocabularySize = -1
    return [
      (heads, "4 heads cannot share 3 key and value heads evenly"),
      (width, "rotary positions need an even head width, got 7"),
      (layers, "the number of layers is 0"), (vocabulary, "the vocabulary size is -1"),
    ]
  }()

  @Test("a configuration that makes no model is refused, and says why", arguments: unusable)
  func refused(_ configuration: ModelConfiguration, _ problem: String) {
    let error = #expect(throws: ModelError.self) { try configuration.validate() }
    #expect(error?.description == "the configuration makes no model: \(problem)")
  }

  @Test(
    "a broken config.json is refused, and says why",
    arguments: [
      ("{}", "'model_type' is missing"),
      (#"{"model_type": "t5"}"#, "the model type 't5' is not known"),
      (#"{"model_type": "gpt2"}"#, "'n_embd' is missing"),
      (#"{"model_type": "llama", "hidden_size": "x"}"#, "'hidden_size' is not a whole number"),
    ])
  func broken(_ text: String, _ problem: String) throws {
    let json = try JSON(parsing: text)
    let error = #expect(throws: ModelError.self) { try ModelConfiguration(json: json) }
    #expect(error?.description == "the configuration makes no model: \(problem)")
  }
}
