import Bedrock
import Foundation
import Testing

/// The bytes of a file in Fixtures.
func fixture(_ name: String, file: String = #filePath) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
  return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)")))
}

/// The words of each line of a fixture.
func fixtureLines(_ name: String) throws -> [[Substring]] {
  String(decoding: try fixture(name), as: UTF8.self)
    .split(separator: "\n").map { $0.split(separator: " ") }
}

/// A double from its bits in hexadecimal.
func double(_ hex: Substring) throws -> Double {
  Double(bitPattern: try #require(UInt64(hex, radix: 16)))
}

/// A float from its bits in hexadecimal.
func float(_ hex: Substring) throws -> Float {
  Float(bitPattern: try #require(UInt32(hex, radix: 16)))
}

/// The functions of one argument, at both widths.
struct FunctionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let double: @Sendable (Double) -> Double
  let float: @Sendable (Float) -> Float
  var testDescription: String { name }

  static let all = [
    FunctionCase(name: "exp", double: Elementary.exp, float: Elementary.exp),
    FunctionCase(name: "exp2", double: Elementary.exp2, float: Elementary.exp2),
    FunctionCase(name: "expm1", double: Elementary.expm1, float: Elementary.expm1),
    FunctionCase(name: "log", double: Elementary.log, float: Elementary.log),
    FunctionCase(name: "log2", double: Elementary.log2, float: Elementary.log2),
    FunctionCase(name: "log10", double: Elementary.log10, float: Elementary.log10),
    FunctionCase(name: "log1p", double: Elementary.log1p, float: Elementary.log1p),
    FunctionCase(name: "tanh", double: Elementary.tanh, float: Elementary.tanh),
    FunctionCase(name: "sigmoid", double: Elementary.sigmoid, float: Elementary.sigmoid),
    FunctionCase(name: "erf", double: Elementary.erf, float: Elementary.erf),
    FunctionCase(name: "erfc", double: Elementary.erfc, float: Elementary.erfc),
    FunctionCase(name: "sin", double: Elementary.sin, float: Elementary.sin),
    FunctionCase(name: "cos", double: Elementary.cos, float: Elementary.cos),
    FunctionCase(name: "sqrt", double: Elementary.sqrt, float: Elementary.sqrt),
  ]
}
