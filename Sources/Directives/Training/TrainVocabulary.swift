import Bedrock
import Engine
import Notebook

/// The tokens that a model is trained on.
enum TrainVocabulary: Sendable, Equatable {
  /// The 256 bytes.
  case bytes
  /// A byte-pair encoding of so many tokens, learned from the training text.
  case pairs(Int)
  /// The shipped model's.
  case tinyworld
}

extension ParameterType where T == TrainVocabulary {
  /// `bytes`, `tinyworld`, or the size of a byte-pair encoding.
  static var vocabulary: Self {
    ParameterType(
      name: "vocabulary", allowed: "bytes | tinyworld | a number above 256",
      placeholder: .bytes,
      text: { vocabulary in
        switch vocabulary {
        case .bytes: "bytes"
        case .pairs(let size): String(size)
        case .tinyworld: "tinyworld"
        }
      },
      fingerprint: { vocabulary in
        switch vocabulary {
        case .bytes: "bytes"
        case .pairs(let size): .integer(size)
        case .tinyworld: "tinyworld"
        }
      },
      decode: { atom, evaluator in
        if case .path(let path) = atom, path.steps.isEmpty {
          if path.root.text == "bytes" { return .bytes }
          if path.root.text == "tinyworld" { return .tinyworld }
        }
        let value = try evaluator.evaluate(atom)
        if case .string("bytes") = value { return .bytes }
        if case .string("tinyworld") = value { return .tinyworld }
        guard case .number(let number) = value, let size = Int(exactly: number.value),
          (257...65_536).contains(size)
        else {
          throw ParameterMismatch(
            "must be bytes, tinyworld, or a whole number from 257 to 65,536")
        }
        return .pairs(size)
      })
  }
}
