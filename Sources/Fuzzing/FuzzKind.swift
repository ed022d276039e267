/// A kind of input that somebody else may have made.
///
/// A case is a pure function of the seed and its number, so that it can be made again to be reduced.
/// What a case does must end in a result or an error: a trap ends the process, and what watches over
/// it finds the case by its number.
package struct FuzzKind: Sendable {
  package let name: String
  /// The bytes of a case.
  let make: @Sendable (inout FuzzRandom) -> [UInt8]
  /// Does with the bytes what a run of swiftlab would.
  private let trial: @Sendable ([UInt8]) -> String?

  init(
    name: String, make: @escaping @Sendable (inout FuzzRandom) -> [UInt8],
    run: @escaping @Sendable ([UInt8]) -> String?
  ) {
    self.name = name
    self.make = make
    trial = run
  }

  package func bytes(seed: UInt64, number: Int) -> [UInt8] {
    var random = FuzzRandom(seed: seed, number: number)
    return make(&random)
  }

  /// Runs a case.
  ///
  /// - Returns: which law it breaks; `nil` where all is well.
  package func run(_ bytes: [UInt8]) -> String? { trial(bytes) }
}

extension FuzzKind {
  /// All kinds.
  ///
  /// - Parameter course: the folder whose `Labs` are mutated, if there is one.
  package static func all(course: String?) -> [FuzzKind] {
    let labs = LabSeeds(course: course)
    return [
      .labs(labs), .grammar, .parsing(labs), .partialTexts(labs), .frontMatter, .json, .gguf,
      .safetensors, .archives, .cacheEntries,
    ]
  }
}
