import Bedrock
import Directives
import Notebook
import Runner
import Testing

@Suite("The reference")
struct ReferenceTests {
  /// The repository, from this file's place.
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let folder = root + "/" + ReferencePages.folder

  private static var pages: [ReferencePages.Page] {
    let labs = (try? FileSystem.entries(of: root + "/Labs")) ?? []
    return ReferencePages(
      register: Directives.register, labs: labs.filter { $0.hasSuffix(".md") }
    ).all
  }

  @Test("the pages are as the declarations are; 'swiftlab help --format lab' writes them anew")
  func fresh() throws {
    for page in Self.pages {
      let standing = try? FileSystem.read("\(Self.folder)/\(page.name)")
      let isFresh = standing == Array(page.text.utf8)
      #expect(
        isFresh,
        "\(page.name) is stale: run 'swiftlab help --format lab', then 'swiftlab run'")
    }
    let names = try FileSystem.entries(of: Self.folder)
    #expect(names == Self.pages.map(\.name).sorted(), "a page belongs to no directive")
  }

  @Test("every directive has a page that shows each parameter, its default and each result")
  func complete() {
    for directive in Directives.register.all {
      let verb = directive.documentation.verb
      guard let page = Self.pages.first(where: { $0.name == verb + ".md" }) else {
        Issue.record("no page for \(verb)")
        continue
      }
      for parameter in ParameterReader.declarations(of: directive) {
        #expect(page.text.contains("\n| `\(parameter.name)` | "), "\(verb): \(parameter.name)")
      }
      for result in directive.documentation.results {
        #expect(page.text.contains("\n| `\(result.name)` | "), "\(verb): \(result.name)")
      }
      #expect(!directive.documentation.examples.isEmpty, "\(verb) has no example")
      #expect(!directive.documentation.discussion.isEmpty, "\(verb) has no discussion")
    }
  }

  @Test("a page is one lab: its examples bind no name twice")
  func names() {
    for page in Self.pages where !page.name.hasPrefix("_") {
      let lab = ParsedLab(parsing: SourceFile(path: page.name, text: page.text))
      #expect(lab.diagnostics.isEmpty, "\(page.name)")
      var bound: Set<String> = []
      for block in lab.blocks where block.options.expectError == nil && block.options.run {
        for statement in block.statements {
          let name: String? =
            switch statement {
            case .directive(let call): call.name?.text
            case .binding(let name, _, _): name.text
            default: nil
            }
          if let name {
            #expect(bound.insert(name).inserted, "\(page.name): '\(name)' is bound twice")
          }
        }
      }
    }
  }

  @Test("the page of the language runs every function and shows every option and key")
  func language() throws {
    let page = try #require(Self.pages.first { $0.name == "language.md" })
    #expect(!page.text.contains("has no example"))
    for function in LabFunction.all {
      #expect(page.text.contains("\nexpect \(function.name)("), "\(function.name)")
    }
    for option in BlockOption.all {
      #expect(page.text.contains("\n| `\(option.name)=` | "))
      #expect(
        page.text.contains("```swiftlab \(option.name)=") || page.text.contains(" \(option.name)="))
    }
    for key in FrontMatterKey.all { #expect(page.text.contains("\n| `\(key.name):` | ")) }
    #expect(page.text.contains("| `seed:` | `0 to 2^53` | `0` |"))
    for verb in DirectiveRegister.languageVerbs { #expect(page.text.contains("`\(verb)")) }
  }

  @Test("pages are written, rewritten and taken away, and nobody else's file is touched")
  func writing() throws {
    let bench = try Bench()
    #expect(bench.swiftlab("help", "--format", "lab").status == .success)
    let page = try bench.folder.read("Labs/reference/scale.md")
    #expect(page.contains("| `by` | number: at least -100 and at most 100 | `2` | the factor |"))
    #expect(page.contains("```swiftlab expect-error=\"'scale' needs '\"\nscale\n```"))
    try bench.folder.write(page, to: "Labs/reference/gone.md")
    try bench.folder.write("mine\n", to: "Labs/reference/mine.md")
    #expect(
      bench.swiftlab("help", "--format", "lab").errors.hasSuffix("0 written, 1 removed\n"))
    #expect(!bench.folder.exists("Labs/reference/gone.md"))
    #expect(try bench.folder.read("Labs/reference/mine.md") == "mine\n")
    try bench.folder.write("mine\n", to: "Labs/reference/scale.md")
    let refused = bench.swiftlab("help", "--format", "lab")
    #expect(refused.status == .failure)
    #expect(
      refused.errors.contains(
        "'Labs/reference/scale.md' cannot be written: it is not a page of the reference"))
    #expect(bench.swiftlab("help", "--format", "lab", "--output", "x/y").status == .success)
    #expect(bench.folder.exists("x/y/_shared-passage.md"))
  }

  @Test("help texts with bars, angle brackets and backticks do not break the tables")
  func escaping() throws {
    let bench = try Bench()
    bench.swiftlab("help", "--format", "lab")
    let page = try bench.folder.read("Labs/reference/odd.md")
    #expect(page.contains("| `a` | text | `\"x\\|y\"` | a \\| b, `c \\| d`, \\<e>, \\*f\\* |"))
    #expect(page.contains("| `b` | choice: `u-1`, `v` | required | one \\` alone |"))
  }
}
