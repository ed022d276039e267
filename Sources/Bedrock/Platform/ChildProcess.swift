internal import CLibrary

/// A process that this one started and waits for.
///
/// It has this one's streams, and ends when this one does.
package final class ChildProcess {
  /// How a process ended.
  package enum Ending: Equatable, Sendable {
    case status(Int32)
    case signal(Int32)
  }

  private let number: pid_t
  /// As long as this end is open, the child's parent lives.
  private let lifeline: Int32

  /// The number under which a child finds the other end of its parent's lifeline.
  private static let lifelineDescriptor: Int32 = 4

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: the program's name and its arguments.
  ///   - memory: what the child is handed.
  /// - Returns: `nil` where the system refuses.
  package init?(_ path: String, _ words: [String], memory: SharedMemory) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Both may have the numbers that they are to get; so they go to high ones first.
    let high: [Int32] = [60, 61]
    posix_spawn_file_actions_adddup2(&actions, memory.descriptor, high[0])
    posix_spawn_file_actions_adddup2(&actions, ends[0], high[1])
    posix_spawn_file_actions_adddup2(&actions, high[0], SharedMemory.handedDescriptor)
    posix_spawn_file_actions_adddup2(&actions, high[1], Self.lifelineDescriptor)
    for descriptor in high { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    // The parent tells how it ended; a trace of the program's own frames would stand in between.
    setenv("SWIFT_BACKTRACE", "enable=no", 0)
    var number = pid_t()
    let code = posix_spawn(&number, path, &actions, nil, &arguments, environ)
    close(ends[0])
    guard code == 0 else {
      close(ends[1])
      return nil
    }
    self.number = number
    lifeline = ends[1]
  }

  deinit { close(lifeline) }

  /// Waits for the end.
  package func wait() -> Ending {
    while true {
      if let ending = poll(options: 0) { return ending }
    }
  }

  /// How it ended; `nil` while it runs.
  package func ending() -> Ending? { poll(options: WNOHANG) }

  private func poll(options: Int32) -> Ending? {
    var status: Int32 = 0
    let found = waitpid(number, &status, options)
    if found == 0 || found < 0 && errno == EINTR { return nil }
    guard found == number else { return .status(1) }
    let signal = status & 0x7F
    return signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
  }

  /// Ends it at once.
  package func kill() { _ = CLibrary.kill(number, SIGKILL) }

  // MARK: In the child

  /// Ends this process when the one that started it has ended.
  package static func endWithParent() {
    _ = fcntl(lifelineDescriptor, F_SETFD, FD_CLOEXEC)
    let thread = SystemThread(stackBytes: 1 << 16) {
      var byte: UInt8 = 0
      while true {
        let count = CLibrary.read(lifelineDescriptor, &byte, 1)
        if count < 0, errno == EINTR { continue }
        _exit(1)
      }
    }
    thread?.detach()
  }

  /// Limits the memory that this process may ask for.
  package static func limitMemory(bytes: Int) {
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
    #elseif canImport(Darwin)
      setrlimit(RLIMIT_AS, &limit)
    #else
      setrlimit(RLIMIT_DATA, &limit)
    #endif
  }
}

extension ChildProcess.Ending {
  /// Whether somebody asked for the end: from the keyboard, by `kill`, or by closing the output.
  package var isAskedFor: Bool {
    guard case .signal(let number) = self else { return false }
    return [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE].contains(number)
  }

  /// What happened, in words that do not depend on the system's language.
  package var reason: String {
    switch self {
    case .status(let status): "exit status \(status)"
    case .signal(let number):
      switch number {
      case SIGILL, SIGTRAP: "a check of its own failed"
      case SIGSEGV, SIGBUS: "memory out of reach, or a stack overflow"
      case SIGABRT: "it gave up"
      case SIGKILL: "it was killed, perhaps for want of memory"
      case SIGFPE: "an arithmetic fault"
      default: "signal \(number)"
      }
    }
  }

  /// Ends this process as the child did, so that who started it sees the same.
  package func pass() -> Never {
    if case .signal(let number) = self {
      _ = CLibrary.signal(number, SIG_DFL)
      raise(number)
      exit(128 + number)
    }
    if case .status(let status) = self { exit(status) }
    exit(1)
  }
}
