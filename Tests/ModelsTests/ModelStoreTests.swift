import Bedrock
import Foundation
import Models
import Testing

@Suite("The store of models")
struct ModelStoreTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("swiftlab-store-\(UInt64.random(in: 0...UInt64.max))").path

  private let model = ModelStore.Known(
    name: "small", file: "small.gguf", sha256: "ab", byteCount: 5, fingerprint: "cd",
    origin: "nobody", download: "fetch small", carrier: "small.whl")

  private func write(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/small.gguf"))
  }

  @Test("no folder, an empty one, half a file, a folder and the whole file are told apart")
  func states() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(ModelStore.state(of: model, in: nil) == .absent)
    #expect(ModelStore.state(of: model, in: folder) == .absent)
    try write([1, 2, 3])
    #expect(ModelStore.state(of: model, in: folder) == .otherSize(3))
    try write([1, 2, 3, 4, 5])
    #expect(ModelStore.state(of: model, in: folder) == .there)
    #expect(ModelStore.absence(of: model, in: folder) == nil)
    try FileManager.default.removeItem(atPath: folder + "/small.gguf")
    try FileManager.default.createDirectory(
      atPath: folder + "/small.gguf", withIntermediateDirectories: true)
    #expect(ModelStore.state(of: model, in: folder) == .absent)
  }

  @Test("who lacks a model is told both commands")
  func advice() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let advice = "'fetch small', then 'swiftlab model get small --from small.whl'"
    #expect(
      ModelStore.absence(of: model, in: folder)
        == "the model 'small' is not on this machine: " + advice)
    try write([1, 2])
    #expect(
      ModelStore.absence(of: model, in: folder)
        == "the file of the model 'small' has 2 bytes and not 5: " + advice)
  }

  @Test("the known models are named once each, and their hashes are hashes")
  func register() {
    #expect(Set(ModelStore.known.map(\.name)).count == ModelStore.known.count)
    for model in ModelStore.known {
      #expect(model.sha256.count == 64 && model.fingerprint.count == 64)
      #expect(ModelStore.model(named: model.name)?.file == model.file)
    }
    #expect(ModelStore.absence(of: "tinyworld") == nil)
  }
}
