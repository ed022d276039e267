// swift-tools-version: 6.1
import PackageDescription

/// The instruction set that the product is compiled for.
///
/// Without a `-march` flag every fused multiply-add is a call to `fmaf`. Reports have the same bytes
/// at every setting, so the default is the machine that builds; a build that moves to an older
/// machine names one: `SWIFTLAB_MARCH=x86-64-v3 swift build -c release`.
///
/// Where square roots may set `errno`, those of a vector are computed one by one.
let instructionSet: String = {
  let asked = Context.environment["SWIFTLAB_MARCH"] ?? ""
  #if arch(x86_64)
    return asked.isEmpty ? "native" : asked
  #else
    return asked
  #endif
}()

let settings: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xcc", "-fno-math-errno"]
      + (instructionSet.isEmpty ? [] : ["-Xcc", "-march=\(instructionSet)"]))
]

/// The executable's own sources are for any machine, so that they can say what the machine lacks;
/// they learn here which set the others are compiled for.
let executableSettings: [SwiftSetting] =
  switch instructionSet {
  case "native": [.define("SWIFTLAB_NATIVE")]
  case "x86-64-v3": [.define("SWIFTLAB_X86_64_V3")]
  case "x86-64-v4": [.define("SWIFTLAB_X86_64_V4")]
  default: []
  }

/// The targets that do not stand on `Bedrock`: itself, what is below it, and plain data.
let standsAlone = ["CLibrary", "Bedrock", "Vocabularies"]

func library(_ name: String, _ dependencies: [String] = []) -> Target {
  .target(
    name: name,
    dependencies: ((standsAlone.contains(name) ? [] : ["Bedrock"]) + dependencies)
      .map { .init(stringLiteral: $0) },
    swiftSettings: settings)
}

func tests(_ subject: String, _ dependencies: [String] = []) -> Target {
  .testTarget(
    name: subject + "Tests",
    dependencies: ((subject == "Bedrock" ? [] : ["Bedrock"]) + [subject] + dependencies).map {
      .init(stringLiteral: $0)
    },
    exclude: ["Fixtures"],
    swiftSettings: settings)
}

let package = Package(
  name: "swiftlab",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "swiftlab", targets: ["swiftlab"]),
    .executable(name: "swiftlab-bench", targets: ["swiftlab-bench"]),
  ],
  targets: [
    // The one way through the house: a stage knows nothing of the later ones.
    library("CLibrary"),
    library("Bedrock", ["CLibrary"]),
    library("Numerics"),
    library("Vocabularies"),
    library("Engine", ["Numerics", "Vocabularies"]),
    library("Models", ["Engine"]),
    library("Figures"),
    library("Markdown"),
    library("Notebook", ["Markdown", "Figures"]),
    library("Directives", ["Notebook", "Models", "Engine", "Numerics", "Figures"]),
    library("Runner", ["Notebook", "Markdown", "Figures"]),
    library("Pages", ["Runner", "Notebook", "Markdown", "Figures"]),
    .executableTarget(
      name: "swiftlab",
      dependencies: [
        "CLibrary", "Bedrock", "Numerics", "Notebook", "Pages", "Runner", "Directives", "Models",
        "Engine",
      ],
      swiftSettings: executableSettings),
    library("Fuzzing", ["Engine", "Notebook", "Directives", "Runner"]),
    .executableTarget(
      name: "swiftlab-bench",
      dependencies: [
        "Bedrock", "Numerics", "Engine", "Models", "Figures", "Notebook", "Directives", "Runner",
        "Fuzzing",
      ],
      swiftSettings: settings),

    tests("Bedrock"),
    tests("Numerics"),
    tests("Engine", ["Numerics"]),
    tests("Models"),
    tests("Figures"),
    tests("Markdown"),
    tests("Notebook", ["Markdown", "Figures"]),
    tests("Directives", ["Notebook", "Engine", "Numerics", "Figures", "Runner", "Models"]),
    tests("Runner", ["Notebook", "Markdown", "Figures", "Directives", "Models", "Pages"]),
    tests("Pages", ["Markdown", "Runner"]),
    tests("Fuzzing"),
  ],
  swiftLanguageModes: [.v6]
)
