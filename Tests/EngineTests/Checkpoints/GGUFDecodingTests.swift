import Bedrock
import Engine
import Foundation
import Testing

struct GGUFDecodingTests {
  private static let fixture = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/gguf/blocks.gguf"))
    return try GGUFFile(FileBytes([UInt8](data)))
  }

  @Test(
    "blocks decode bit for bit to what Python's gguf makes of them",
    arguments: [
      "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K",
      "IQ4_NL", "IQ4_XS", "MXFP4",
    ])
  func decodes(type: String) throws {
    let file = try Self.fixture.get()
    #expect(file.entry(type)?.type.name == type)
    let values = try file.tensor(type)
    #expect(try values == file.tensor(type + ".expected"))
    #expect(Set(values.elements).count > 8)
  }
}
