import Bedrock

/// Runs cases of every kind for as long as one likes, and reduces what it finds.
///
/// The cases run in a process of their own, thousands a second, which notes the number of each before
/// it begins. Where that process ends, or one case takes longer than ten seconds, the case is made
/// again and made smaller as long as it still fails; the smallest is written to a file. Then the run
/// goes on behind it.
package struct FuzzCommand {
  package static let usage = """
    usage: swiftlab-bench fuzz [KIND…] [--cases N] [--seed N] [--course DIR] [--findings DIR] [FILE…]

    Runs N cases of each kind (default: 2000), or with --cases 0 goes on until it is ended. A file is
    run as a case of the one kind that is named.

    """

  private let kinds: [FuzzKind]
  private let seed: UInt64
  private let cases: Int
  private let course: String?
  private let findings: String
  private let files: [String]
  private let words: [String]

  /// The first word of a working process' command line.
  private static let workerWord = "__fuzz-worker"
  /// Cases in one go, after which the next kind has its turn.
  private static let portion = 2000
  private static let patience = 10_000_000_000

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// - Parameter words: what follows on `fuzz`.
  package init(_ words: [String]) throws {
    self.words = words
    var rest = words[...]
    var names: [String] = []
    var files: [String] = []
    var (seed, cases, course, findings) = (UInt64(1), 2000, String?.none, "fuzz-findings")
    func value() throws -> String {
      guard let value = rest.popFirst() else {
        throw Failure(description: "an option needs a value")
      }
      return value
    }
    func number() throws -> Int {
      let text = try value()
      guard let number = Int(text), number >= 0 else {
        throw Failure(description: "'\(text)' is no whole number from 0")
      }
      return number
    }
    while let word = rest.popFirst() {
      switch word {
      case "--seed": seed = UInt64(try number())
      case "--cases": cases = try number()
      case "--course": course = try value()
      case "--findings": findings = try value()
      default:
        if FileSystem.kind(of: word) == .file { files.append(word) } else { names.append(word) }
      }
    }
    let all = FuzzKind.all(course: course)
    for name in names where !all.contains(where: { $0.name == name }) {
      throw Failure(
        description:
          "there is no kind '\(name)'; there are \(all.map(\.name).joined(separator: ", "))")
    }
    kinds = names.isEmpty ? all : all.filter { names.contains($0.name) }
    (self.seed, self.cases, self.course) = (seed, cases, course)
    (self.findings, self.files) = (findings, files)
  }

  /// - Returns: the exit status: 1 where something was found.
  package func run() throws -> Int32 {
    if !files.isEmpty { return try runFiles() }
    var done = 0
    var found = 0
    repeat {
      for kind in kinds {
        let end = cases == 0 ? done + Self.portion : cases
        var next = done
        while next < end {
          let report = try attempt(kind, next..<end)
          next = report.next
          if let problem = report.problem {
            found += 1
            try keep(kind, report.next - 1, problem)
          }
        }
        say("\(kind.name): \(end) cases of seed \(seed), \(found) findings so far")
      }
      done += cases == 0 ? Self.portion : cases
    } while cases == 0
    return found == 0 ? 0 : 1
  }

  private func runFiles() throws -> Int32 {
    var status: Int32 = 0
    for file in files {
      for kind in kinds {
        guard let problem = kind.run(try FileSystem.read(file)) else { continue }
        say("\(file): \(kind.name): \(problem)")
        status = 1
      }
    }
    return status
  }

  // MARK: A process for the cases

  /// What the two processes share: the number of the case that is run, and whether it broke a law.
  private struct Board {
    let memory: SharedMemory

    var number: Int {
      get { memory.start.load(as: Int.self) }
      nonmutating set { memory.start.storeBytes(of: newValue, as: Int.self) }
    }
    /// When the case was begun, in nanoseconds since 1970.
    var began: Int {
      get { memory.start.load(fromByteOffset: 8, as: Int.self) }
      nonmutating set { memory.start.storeBytes(of: newValue, toByteOffset: 8, as: Int.self) }
    }
  }

  /// Runs cases until one fails.
  ///
  /// - Returns: the number behind the last case, and what was wrong with that.
  private func attempt(
    _ kind: FuzzKind, _ numbers: Range<Int>, file: String? = nil
  ) throws -> (next: Int, problem: String?) {
    guard let memory = SharedMemory(count: 4096), let path = ThisProcess.executable else {
      throw Failure(description: "no memory can be shared")
    }
    let board = Board(memory: memory)
    board.number = numbers.lowerBound
    board.began = FileSystem.now
    var words = [
      "swiftlab-bench", Self.workerWord, kind.name, "\(numbers.lowerBound)",
      "\(numbers.upperBound)",
      file ?? "",
    ]
    words += ["--seed", "\(seed)"] + (course.map { ["--course", $0] } ?? [])
    guard let child = ChildProcess(path, words, memory: memory) else {
      throw Failure(description: "no process can be started")
    }
    while true {
      if let ending = child.ending() {
        if ending == .status(0) { return (numbers.upperBound, nil) }
        let problem = ending == .status(3) ? "a law is broken" : ending.reason
        return (board.number + 1, problem)
      }
      if FileSystem.now - board.began > Self.patience {
        child.kill()
        _ = child.wait()
        return (board.number + 1, "it takes longer than ten seconds")
      }
      SystemThread.sleep(microseconds: 2_000)
    }
  }

  /// The working process' part: runs cases, or the case in a file.
  ///
  /// - Returns: `nil` for another command line.
  package static func work(_ words: [String]) -> Int32? {
    guard words.first == workerWord, words.count >= 5, let memory = SharedMemory(handed: 4096),
      let first = Int(words[2]), let end = Int(words[3]),
      let command = try? FuzzCommand([words[1]] + words[5...]), let kind = command.kinds.first
    else { return words.first == workerWord ? 2 : nil }
    ChildProcess.endWithParent()
    ChildProcess.limitMemory(bytes: 3 << 30)
    let board = Board(memory: memory)
    for number in first..<end {
      board.number = number
      board.began = FileSystem.now
      let bytes =
        words[4].isEmpty
        ? kind.bytes(seed: command.seed, number: number) : (try? FileSystem.read(words[4])) ?? []
      if let problem = kind.run(bytes) {
        StandardStream.error.write(Array("\(kind.name) \(number): \(problem)\n".utf8))
        return 3
      }
    }
    return 0
  }

  // MARK: Reduction

  /// Makes a case smaller as long as it fails, and writes it to a file.
  private func keep(_ kind: FuzzKind, _ number: Int, _ problem: String) throws {
    var bytes = kind.bytes(seed: seed, number: number)
    let scratch = PathText.join(ThisProcess.temporaryFolder, "swiftlab-fuzz-\(RandomName.make())")
    defer { try? FileSystem.removeFile(scratch) }
    func fails(_ candidate: [UInt8]) throws -> Bool {
      try AtomicFile.write(candidate, to: scratch, shownAs: scratch)
      return try attempt(kind, 0..<1, file: scratch).problem != nil
    }
    // A case that takes ten seconds is not made smaller by hundreds of attempts.
    if !problem.contains("ten seconds") {
      var size = bytes.count / 2
      while size > 0 {
        var start = 0
        while start < bytes.count {
          let shorter = Array(bytes[..<start] + bytes[min(bytes.count, start + size)...])
          if try fails(shorter) { bytes = shorter } else { start += size }
        }
        size /= 2
      }
    }
    let name = "\(kind.name)-\(seed)-\(number)"
    let path = PathText.join(findings, name)
    try AtomicFile.write(bytes, to: path, shownAs: path)
    say("\(name): \(problem); the smallest such case is \(path)")
    if bytes.count < 400 { say(TerminalText.visible(bytes)) }
  }

  private func say(_ line: String) { StandardStream.error.write(Array((line + "\n").utf8)) }
}
