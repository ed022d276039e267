// swift-format-ignore-file
// Made by `swiftlab model train tinyworld --output FILE` and Tests/EngineTests/Fixtures/scripts/pack_weights.py; do not edit.
enum TinyWorldWeights {
  static let packed: StaticString = ""
}
