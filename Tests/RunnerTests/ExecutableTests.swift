import Bedrock
import Runner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The executable, which is built beside the tests; `nil` where it was not.
private let executablePath: String? = {
  guard let tests = CommandLine.arguments.first else { return nil }
  var folder = tests.split(separator: "/").dropLast()
  // On macOS the tests lie deeper, in a bundle.
  for _ in 0..<4 {
    let candidate = folder.map { "/" + $0 }.joined() + "/swiftlab"
    if FileSystem.kind(of: candidate) == .file { return candidate }
    folder = folder.dropLast()
  }
  return nil
}()

/// What only a process of its own can show.
@Suite("The executable", .enabled(if: executablePath != nil))
struct ExecutableTests {
  private let folder = TemporaryFolder()

  /// Runs a line of the shell in the folder, `$S` being the executable.
  private func shell(_ line: String) -> Int32 {
    let script =
      "cd '\(folder.path)' && export SWIFTLAB_CACHE='\(folder.path)/cache' && S='\(executablePath ?? "")' && \(line)"
    let words: [String] = ["/bin/sh", "-c", script]
    var arguments: [UnsafeMutablePointer<CChar>?] = []
    for word in words { arguments.append(strdup(word)) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -status
  }

  @Test("results go to standard output, all else to standard error, and the status tells")
  func streams() throws {
    try folder.write("text\n", to: "Labs/a.md")
    #expect(shell("$S run >out 2>err && test ! -s out && grep -q '1 report written' err") == 0)
    #expect(
      shell("printf 'from a pipe\\n' | $S run - 2>err | grep -q '^from a pipe' && test ! -s err")
        == 0)
    #expect(shell("$S rnu 2>err") == 2)
    #expect(shell("rm -r output/a.md && $S check >out 2>err") == 1)
    #expect(shell("grep -q '^--- /dev/null' out && $S accept 2>err && test -s output/a.md") == 0)
  }

  @Test("a write that fails midway leaves the last report as it was, and no remains")
  func fileSizeLimit() throws {
    try folder.write("small\n", to: "Labs/a.md")
    #expect(shell("$S run 2>err") == 0)
    let before = try folder.read("output/a.md")
    try folder.write(String(repeating: "long line of text\n", count: 4000), to: "Labs/a.md")
    // A limit of 8 blocks of 512 bytes: enough for the messages, not for the report.
    #expect(shell("(ulimit -f 8; $S run 2>err)") == 1)
    #expect(
      try folder.read("err").contains(
        "'output/a.md' cannot be written: the file would be larger than the system allows"))
    #expect(try folder.read("output/a.md") == before)
    #expect(try folder.names(in: "output") == ["README.md", "a.md"])
  }

  // MARK: Interruption

  @Test(
    "Ctrl-C says what was done, and leaves every report whole",
    arguments: ["INT", "TERM"])
  func interruption(_ signal: String) throws {
    try folder.write("quick\n", to: "Labs/a.md")
    try folder.write(
      "```swiftlab\ntrain \"the cat sat on the mat\" steps=100000 context=8 validation=0 width=128\n```\n",
      to: "Labs/b.md")
    let wait = "sleep 1.5"
    let number = signal == "INT" ? 130 : 143
    #expect(
      shell(
        "$S run --jobs 1 2>err & P=$!; \(wait); kill -\(signal) $P; wait $P; "
          + "test $? = \(number)") == 0)
    #expect(
      try folder.read("err").contains("swiftlab: interrupted; ")
        && folder.read("err").contains("every report is whole\n"))
  }

  // MARK: A course from nothing

  @Test("a new course runs, passes its check, and its two shells' completion is read by them")
  func course() throws {
    #expect(shell("$S new course mine 2>err && cd mine && $S run 2>err && $S check 2>err") == 0)
    #expect(shell("$S new course mine 2>err") == 1)
    #expect(
      try folder.read("err").hasPrefix("swiftlab: error: 'mine/README.md' exists already\n"))
    let complete =
      "COMP_WORDS=(swiftlab che) COMP_CWORD=1; _swiftlab; test \"${COMPREPLY[0]}\" = check"
    #expect(
      shell(
        "if command -v bash >bash; then $S completion bash >c && bash -c '. ./c; \(complete)'; fi")
        == 0)
    #expect(
      shell("if command -v zsh >zsh; then $S completion zsh >c && zsh -n c; fi") == 0)
    #expect(
      shell("if command -v fish >fish; then $S completion fish >c && fish -n c; fi") == 0)
  }

  @Test("a model that a lab trains can be saved, and read again")
  func saved() throws {
    try folder.write(
      "```swiftlab\nt = train \"the cat sat on the mat. the dog sat on the log.\" steps=2 width=16 "
        + "layers=1 heads=2 context=8 validation=0\nlet x = 1\n```\n", to: "Labs/a.md")
    #expect(shell("$S model save Labs/a.md t --output out.safetensors >out 2>err") == 0)
    #expect(shell("$S model info ./out.safetensors >info && grep -q '^parameters' info") == 0)
    #expect(shell("$S model save Labs/a.md x --output no.safetensors 2>err") == 2)
    #expect(try folder.read("err").contains("'x' of 'Labs/a.md' is no model; models are t\n"))
    #expect(shell("$S model save Labs/a.md 2>err") == 2)
  }

  // MARK: The cache

  /// A lab whose directives are worth keeping: each loads a vocabulary.
  private func writeLab(_ name: String = "a") throws {
    try folder.write(
      "```swiftlab\ntokenize \"one text, several encodings\" encoding=[o200k_base, gpt2]\n"
        + "bpe \"low lower lowest new newer newest wide wider widest\" merges=12\n```\n",
      to: "Labs/\(name).md")
  }

  @Test(
    "the cache lies where SWIFTLAB_CACHE says, and a program of one byte more takes nothing from it"
  )
  func otherProgram() throws {
    try writeLab()
    #expect(shell("$S run 2>err && test -n \"$(ls cache)\"") == 0)
    #expect(shell("cp $S other && printf x >>other && touch mark && sleep 0.05") == 0)
    #expect(shell("$S run 2>err && test -z \"$(find cache -type f -newer mark)\"") == 0)
    #expect(
      shell("./other run 2>err && test -n \"$(find cache -type f -newer mark)\"") == 0)
    #expect(shell("grep -q '1 unchanged' err") == 0)
  }

  @Test(
    "a file size limit that no entry fits in, and a folder that is deleted all the time, cost nothing"
  )
  func hostileFolder() throws {
    for name in ["a", "b", "c"] { try writeLab(name) }
    #expect(shell("$S run --no-cache 2>err && cp -r output wanted") == 0)
    #expect(
      shell("(ulimit -f 1; $S run --output limited 2>err)") == 1, "the reports do not fit either")
    #expect(
      shell("test -z \"$(find cache -name '.*' -type f)\"") == 0, "nothing half written stays")
    let deletions =
      "(for i in 1 2 3 4 5 6 7 8 9; do rm -rf cache .swiftlab 2>/dev/null; done; touch done) &"
    let runs = "$S run --output out 2>err && $S check --output out 2>err"
    #expect(shell("(\(deletions) \(runs)) && until test -f done; do sleep 0.05; done") == 0)
    #expect(shell("diff -r wanted out") == 0)
  }

  @Test("two runs at once fill one cache")
  func twoRuns() throws {
    for name in ["a", "b", "c"] { try writeLab(name) }
    let first = "($S run --output one 2>e1; touch done) &"
    #expect(
      shell("(\(first) $S run --output two 2>e2; until test -f done; do sleep 0.05; done)") == 0)
    #expect(shell("diff -r one two") == 0)
    #expect(shell("$S run --no-cache 2>err && diff -r one output") == 0)
    #expect(shell("test -z \"$(find cache .swiftlab -name '.*.tmp')\"") == 0)
  }
}
