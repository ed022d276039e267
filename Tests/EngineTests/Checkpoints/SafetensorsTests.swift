import Bedrock
import Engine
import Foundation
import Numerics
import Testing

@Suite("Safetensors files")
struct SafetensorsTests {
  static func file(_ header: String, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    bytes += text
    return bytes + [UInt8](repeating: 0, count: data)
  }

  @Test("a file written by Python's safetensors is read")
  func python() throws {
    let file = try Safetensors(Array(Data(contentsOf: Fixture.url("formats.safetensors"))))
    #expect(file.metadataValue("note") == "caf\u{E9} \u{1F600} \"quoted\"\n")
    let single = try file.tensor("single")
    #expect(single.shape == [2, 3])
    #expect(single.bits == Tensor([1.5, -2.25, 0.1, 65504, 6e-8, -0.0]).bits)
    #expect(try file.tensor("half").elements == [1.5, -2.25, 0.099975586, 65504, 5.9604645e-8, 0])
    #expect(try file.tensor("brain").elements == [1.5, -2.25, 0.100097656, 65536, 6.0070306e-8, 0])
    #expect(try file.tensor("number").shape == [])
    #expect(try file.tensor("none").shape == [0, 4])
    #expect(throws: SafetensorsError.unsupportedFormat("whole", format: "I64")) {
      try file.tensor("whole")
    }
    #expect(throws: SafetensorsError.missingTensor("other")) { try file.tensor("other") }
  }

  @Test(
    "what is written is read back, and has the same bytes each time",
    arguments: TensorFormat.allCases)
  func roundTrip(_ format: TensorFormat) throws {
    let tensors = [
      (name: "b", tensor: try Tensor([1, -0.5, 0.25, 2, 3, 4], shape: [2, 3])),
      (name: "a \"quoted\" é", tensor: Tensor(repeating: .infinity, shape: [])),
      (name: "empty", tensor: Tensor(zeros: [3, 0])),
    ]
    let bytes = Safetensors.encode(tensors, metadata: [("k", "v")], format: format)
    #expect(bytes == Safetensors.encode(tensors, metadata: [("k", "v")], format: format))
    let file = try Safetensors(bytes)
    #expect(file.metadataValue("k") == "v")
    for (name, tensor) in tensors {
      let read = try file.tensor(name)
      #expect(read == tensor)
    }
  }

  @Test("the bytes are those that were checked with Python's safetensors")
  func golden() throws {
    let bytes = Safetensors.encode(
      [(name: "x", tensor: try Tensor([1, 2], shape: [1, 2]))], metadata: [("k", "v")],
      format: .f16)
    let text =
      #"{"__metadata__":{"k":"v"},"x":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]}}"#
    let padded = text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    #expect(bytes == Self.file(padded) + [0, 0x3C, 0, 0x40])
  }

  @Test("a file cut off anywhere is refused")
  func cutOff() throws {
    let bytes = Safetensors.encode([
      (name: "x", tensor: Tensor([1, 2])), (name: "y", tensor: Tensor([3])),
    ])
    for count in 0..<bytes.count {
      #expect(throws: SafetensorsError.self) { try Safetensors(Array(bytes[..<count])) }
    }
    #expect(throws: SafetensorsError.self) { try Safetensors(bytes + [0]) }
  }

  static let x = #""x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#

  @Test(
    "a broken file is refused, and says why",
    arguments: [
      ("[]", 0, "the safetensors header is broken: it does not begin with '{'"),
      ("{\(x),\(x)}", 4, "the safetensors header is broken: the name 'x' occurs twice"),
      (
        "{\(x),\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", 6,
        "the data of the tensor 'y' overlap those of another"
      ),
      (
        "{\(x),\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[5,9]}}", 9,
        "there are data that belong to no tensor, before those of 'y'"
      ),
      ("{\(x)}", 3, "the file has 3 bytes of data, but its tensors take 4"),
      ("{\(x)}", 5, "the file has 5 bytes of data, but its tensors take 4"),
      (
        #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4,
        "the safetensors entry 'x' is broken: [2] as F32 takes 8 bytes, not 4"
      ),
      (
        #"{"x":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, 4,
        "the safetensors entry 'x' is broken: the dtype 'F31' is not known"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4,
        "the safetensors entry 'x' is broken: no valid 'shape'"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, 4,
        "the safetensors entry 'x' is broken: the shape [4611686018427387904, 4] is too large"
      ),
      (
        #"{"x":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}"#, 4,
        "the safetensors entry 'x' is broken: no valid 'data_offsets'"
      ),
      (
        #"{"__metadata__":{"a":1}}"#, 0,
        "the safetensors header is broken: 'a' under '__metadata__' is no text"
      ),
    ])
  func broken(_ header: String, _ data: Int, _ text: String) {
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors(Self.file(header, data: data))
    }
    #expect(error?.description == text)
  }

  @Test("a header length beyond the file, or beyond all bounds, is refused")
  func headerLength() {
    for length in [1, 9, .max] as [UInt64] {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
      #expect(throws: SafetensorsError.headerLength(length, bytes: 8)) { try Safetensors(bytes) }
    }
  }
}
