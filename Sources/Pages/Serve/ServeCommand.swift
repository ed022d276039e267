import Bedrock
import Runner
import Synchronization

/// `swiftlab serve`: the site on this machine alone, made again on each save of a file under `Labs/`.
struct ServeCommand {
  let product: Product
  let workspace: Workspace
  let console: Console
  let port: Int

  /// Serves until the console's pause says that it is over.
  func run() throws -> CommandLineTool.ExitStatus {
    let state = Mutex(PreviewAnswer())
    let server: LoopbackServer
    do {
      server = try LoopbackServer(port: port)
    } catch {
      throw FileError("127.0.0.1:\(port)", "cannot be served", "\(error)")
    }
    let number = server.port
    var marks = self.marks()
    make(state)
    let isOver = Atomic(false)
    let box = ServerBox(server)
    let thread = SystemThread {
      while !isOver.load(ordering: .relaxed) {
        box.server.serve(milliseconds: 100) { head in
          let answer = state.withLock { $0 }
          return answer.bytes(for: head, port: number)
        }
      }
    }
    guard let thread else {
      throw FileError("127.0.0.1:\(number)", "cannot be served", "no thread can be started")
    }
    console.printError("swiftlab: serving http://127.0.0.1:\(number)/; Ctrl-C ends\n")
    while console.pause() {
      let now = self.marks()
      if now == marks { continue }
      marks = now
      make(state)
    }
    isOver.store(true, ordering: .relaxed)
    thread.join()
    return .success
  }

  /// Runs the labs and makes the site; where a lab fails, the pages stay and the errors show.
  private func make(_ state: borrowing Mutex<PreviewAnswer>) {
    let errors = Mutex("")
    var quiet = console
    let write = console.writeError
    quiet.writeError = { bytes in
      errors.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      write(bytes)
    }
    quiet.errorIsTerminal = false
    let command = SiteCommand(
      product: product, workspace: workspace, console: quiet, output: "site")
    let tool = CommandLineTool(product: product, workspace: workspace, console: quiet)
    let isWell = tool.run(["run"]) == .success
    let said = errors.withLock { $0 }
    let files = try? command.load().files().files
    state.withLock { answer in
      if let files {
        answer.files = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
      }
      answer.errors = isWell ? "" : said
      answer.version += 1
    }
  }

  /// The sizes and dates of all files under `Labs/`.
  private func marks() -> [String: FileSystem.Mark] {
    var marks: [String: FileSystem.Mark] = [:]
    var folders = ["Labs"]
    var seen: Set<String> = []
    while let folder = folders.popLast() {
      let absolute = workspace.absolute(folder)
      guard let real = FileSystem.realPath(absolute), seen.insert(real).inserted,
        let names = try? FileSystem.entries(of: absolute)
      else { continue }
      for name in names where name.utf8.first != ASCII.dot {
        let path = PathText.join(folder, name)
        switch FileSystem.kind(of: workspace.absolute(path)) {
        case .folder: folders.append(path)
        case .file: marks[path] = FileSystem.mark(of: workspace.absolute(path))
        default: break
        }
      }
    }
    return marks
  }
}

/// Hands the server to the one thread that serves.
private final class ServerBox: @unchecked Sendable {
  // Only the serving thread touches the server once it has started.
  let server: LoopbackServer

  init(_ server: LoopbackServer) { self.server = server }
}

extension WebPages {
  /// Carries out `swiftlab serve`.
  package static func serve(
    _ arguments: Arguments, _ workspace: Workspace, _ console: Console, _ product: Product
  ) throws -> CommandLineTool.ExitStatus {
    guard arguments.operands.isEmpty else {
      throw UsageError("'serve' takes all reports, and no names")
    }
    var port = 8080
    if let text = arguments.value("--port") {
      guard let number = Int(text), (0...65_535).contains(number) else {
        throw UsageError("option '--port' takes a number from 0 to 65535")
      }
      port = number
    }
    return try ServeCommand(
      product: product, workspace: workspace, console: console, port: port
    ).run()
  }
}
