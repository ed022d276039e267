import Bedrock
import Engine
import Numerics
import Testing

@Suite("Quantized models")
struct ModelQuantizationTests {
  let configuration = ModelConfiguration.llama(
    vocabularySize: 37, width: 32, layers: 2, heads: 4, keyValueHeads: 2, hiddenWidth: 64,
    context: 40)

  var weights: ModelWeights { get throws { try ModelFixture.weights(configuration) } }

  @Test("norms stay, matrices change, and the size is what the parts take")
  func parts() throws {
    let weights = try weights
    let model = try ModelQuantization(QuantizationRecipe(.q40)).apply(to: weights)
    var bytes = 0
    for (index, parameter) in weights.parameters.enumerated() {
      let isKept = parameter.part == .norms
      let isSame = model.weights.tensors[index] == weights.tensors[index]
      #expect(isSame == isKept)
      bytes += isKept ? 4 * weights.tensors[index].count : weights.tensors[index].count * 18 / 32
    }
    #expect(model.size.bytes == bytes)
    #expect(try ModelQuantization(QuantizationRecipe(.q40)).size(of: configuration) == model.size)
    #expect(model.loss.count == configuration.parameterCount)
    #expect(model.loss.meanSquare > 0)
  }

  @Test("one layer's feed-forward alone can be quantized, the rest stored as half floats")
  func oneLayer() throws {
    let weights = try weights
    var plan = ModelQuantization(QuantizationRecipe(.int4))
    plan.parts = [.feedForward]
    plan.layers = [1]
    plan.rest = .fp16
    let result = try plan.apply(to: weights).weights
    func levels(_ parameter: Parameter) -> Int { Set(result[parameter]!.elements).count }
    #expect(levels(.layer(1, .up)) <= 15)
    #expect(levels(.layer(0, .up)) > 500)
    #expect(levels(.tokenEmbedding) > 500)
  }

  @Test("floats in fp32 are the model itself")
  func lossless() throws {
    let weights = try weights
    let model = try ModelQuantization(QuantizationRecipe(.fp32)).apply(to: weights)
    #expect(model.weights == weights)
    #expect(model.loss.maximum == 0)
    #expect(model.size.bytes == 4 * configuration.parameterCount)
  }

  @Test("a row that makes no blocks is an error that names the tensor")
  func names() throws {
    let narrow = ModelFixture.configurations[0]
    let weights = try ModelFixture.weights(narrow)
    let error = try #require(throws: ModelQuantization.TensorError.self) {
      try ModelQuantization(QuantizationRecipe(.q40)).apply(to: weights)
    }
    #expect(
      error.description
        == "'model.embed_tokens.weight' cannot be quantized: q4_0 cuts rows into blocks of 32,"
        + " and a row has 24")
  }

  @Test("weights that were 4-bit before are told from floats")
  func detection() throws {
    let weights = try weights
    #expect(try !weights.looksBlockQuantized())
    for format in [QuantizationFormat.q40, .q41, .int4] {
      let model = try ModelQuantization(QuantizationRecipe(format)).apply(to: weights)
      #expect(try model.weights.looksBlockQuantized())
    }
    let eight = try ModelQuantization(QuantizationRecipe(.fp16)).apply(to: weights)
    #expect(try !eight.weights.looksBlockQuantized())
  }

  @Test("a model does not differ from itself, and differs more with fewer bits")
  func differences() throws {
    let weights = try weights
    let original = try Transformer(weights)
    let comparison = try ModelComparison(
      original, on: [ModelFixture.tokens(12), ModelFixture.tokens(9, seed: 2), [3]])
    #expect(comparison.positions == 11 + 8)
    let same = try comparison.difference(of: original)
    #expect(same == comparison.original())
    #expect(same.divergence == 0 && same.agreement == 1)
    var divergences: [Double] = []
    for format in [QuantizationFormat.int8, .int4, .int2] {
      let model = try ModelQuantization(QuantizationRecipe(format)).apply(to: weights)
      divergences.append(try comparison.difference(of: Transformer(model.weights)).divergence)
    }
    #expect(divergences == divergences.sorted() && divergences[0] > 0)
  }

  @Test("the loss is the mean of the engine's own cross-entropy")
  func loss() throws {
    let original = try Transformer(weights)
    let ids = ModelFixture.tokens(12)
    let loss = try ModelComparison(original, on: [ids]).original().loss
    let logits = try original.logits(Array(ids.dropLast()))
    let mean = try CrossEntropy(logits, targets: Array(ids.dropFirst())).mean
    #expect(abs(loss - Double(mean)) < 1e-5)
  }

  @Test("a cache in floats changes nothing, and one in few bits does")
  func cache() throws {
    let model = try Transformer(weights)
    let ids = ModelFixture.tokens(10)
    let plain = try model.logits(ids)
    let same = CacheQuantization(QuantizationRecipe(.fp32))
    #expect(try model.logits(ids, taps: same.taps(configuration)).bits == plain.bits)
    var recipe = QuantizationRecipe(.int4)
    for granularity in [Granularity.tensor, .row, .column, .group(4)] {
      recipe.granularity = granularity
      let cache = CacheQuantization(recipe)
      #expect(try model.logits(ids, taps: cache.taps(configuration)) != plain)
      #expect(cache.loss.count == 2 * 2 * 10 * 2 * 8)
      #expect(cache.loss.meanSquare > 0)
    }
  }

  @Test("a cache's size: numbers, and a scale a token and head, or a scale a column")
  func cacheSize() throws {
    var recipe = QuantizationRecipe(.int8)
    recipe.granularity = .row
    let numbers = 2 * 2 * 10 * 16
    let rows = try CacheQuantization(recipe).size(tokens: 10, configuration)
    #expect(rows == QuantizedSize(numberBytes: numbers, sharedBytes: 2 * 2 * 10 * 2 * 4))
    recipe.granularity = .column
    let columns = try CacheQuantization(recipe).size(tokens: 10, configuration)
    #expect(columns == QuantizedSize(numberBytes: numbers, sharedBytes: 2 * 2 * 16 * 4))
    let keys = try CacheQuantization(recipe, values: false)
      .size(tokens: 10, configuration, rest: .fp16)
    #expect(keys.numberBytes == numbers / 2 + numbers)
  }

  @Test(
    "numbers are replaced in place by what their codes stand for, to the bit",
    arguments: QuantizationFormat.allCases)
  func inPlace(format: QuantizationFormat) throws {
    var stream = RandomStream(seed: 3, name: "weights")
    let (rows, columns) = (6, 64)
    var values = (0..<rows * columns).map { _ in
      Float(stream.uniform() - 0.5) * (stream.below(20) == 0 ? 40 : 1)
    }
    values.replaceSubrange(64..<96, with: Array(repeating: 0, count: 32))
    values.replaceSubrange(96..<100, with: [0.25, -0.25, 1e-30, -1e-30])
    for granularity: Granularity in [.tensor, .row, .column, .group(24)] {
      for scheme in UniformGrid.Scheme.allCases {
        for clips in [false, true] {
          var recipe = QuantizationRecipe(format)
          (recipe.granularity, recipe.scheme, recipe.clips) = (granularity, scheme, clips)
          recipe.hasHalfScales = clips
          let matrix = try recipe.quantize(values, rows: rows, columns: columns)
          var tensor = try Tensor(values, shape: [rows, columns])
          try tensor.withMutableElements {
            try recipe.reconstruct(&$0, rows: rows, columns: columns)
          }
          #expect(tensor.elements.map(\.bitPattern) == matrix.values.map(\.bitPattern))
        }
      }
    }
  }

  @Test("what cannot be quantized is the same error in place")
  func inPlaceErrors() throws {
    for (values, columns) in [
      ([Float](repeating: 1, count: 66), 33), ([.nan] + [Float](repeating: 1, count: 31), 32),
    ] {
      var tensor = try Tensor(values, shape: [values.count / columns, columns])
      let recipe = QuantizationRecipe(.q41)
      let expected = #expect(throws: QuantizationError.self) {
        try recipe.quantize(values, rows: values.count / columns, columns: columns)
      }
      let found = #expect(throws: QuantizationError.self) {
        try tensor.withMutableElements {
          try recipe.reconstruct(&$0, rows: values.count / columns, columns: columns)
        }
      }
      #expect(expected == found)
    }
  }

  @Test("a measure alone has the size and the loss of the quantized model")
  func measure() throws {
    let weights = try weights
    let plan = ModelQuantization(QuantizationRecipe(.q40))
    let (model, measure) = (try plan.apply(to: weights), try plan.measure(weights))
    #expect(measure.size == model.size && measure.loss == model.loss)
    let source = QuantizedSource(weights, plan)
    for (parameter, tensor) in zip(weights.parameters, model.weights.tensors) {
      #expect(try source.tensor(of: parameter) == tensor)
    }
  }

  @Test("the header's size is what the file has besides its numbers")
  func header() throws {
    let tokenizer = BytePairTrainer(preTokenizer: .r50k, vocabularySize: 256).train(on: [])
    let record = TokenizerRecord(name: "bytes", tokenizer, specialTokens: [])
    for configuration in ModelFixture.configurations {
      let file = LanguageModel.file(
        weights: try ModelFixture.weights(configuration), tokenizer: record)
      let header = LanguageModel.headerByteCount(configuration, tokenizer: record)
      #expect(header == file.count - 4 * configuration.parameterCount)
    }
  }
}
