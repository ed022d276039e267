internal import CLibrary

/// A server for this machine alone: it listens on 127.0.0.1, reads the head of each request, answers,
/// and closes.
///
/// One thread serves all connections, none of which it waits for. A head has a greatest length, and a
/// connection a time in which its head must have come and its answer gone.
package final class LoopbackServer {
  /// Why a server could not be set up.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// The greatest length of a request's head, in bytes.
  package static let headLimit = 16 << 10
  /// Connections that are served at once; more wait until one is done.
  package static let connectionLimit = 256
  /// How long a connection may take, in milliseconds.
  package static let patience = 5000

  private struct Connection {
    var descriptor: Int32
    var deadline: Int
    var input: [UInt8] = []
    var output: [UInt8] = []
    var sent = 0
    var isAnswered = false
  }

  /// The port, also where the system chose it.
  package let port: Int
  private let listener: Int32
  private var connections: [Connection] = []

  /// Listens on a port; 0 lets the system choose one.
  ///
  /// - Throws: `Failure`.
  package init(port: Int) throws {
    guard let number = UInt16(exactly: port) else {
      throw Failure(description: "there is no port \(port)")
    }
    let descriptor = socket(AF_INET, Self.streamKind, 0)
    guard descriptor >= 0 else { throw Self.failure("no socket can be made") }
    listener = descriptor
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    Self.prepare(descriptor)
    var address = Self.address(number)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    guard status == 0, listen(descriptor, 128) == 0 else {
      let failure = Self.failure("port \(port) cannot be used")
      close(descriptor)
      throw failure
    }
    var bound = sockaddr_in()
    var length = size
    _ = withUnsafeMutablePointer(to: &bound) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    self.port = Int(UInt16(bigEndian: bound.sin_port))
  }

  deinit {
    for connection in connections { close(connection.descriptor) }
    close(listener)
  }

  private static func failure(_ what: String) -> Failure {
    Failure(description: "\(what): \(FileError.text(of: errno))")
  }

  private static var streamKind: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_STREAM.rawValue)
    #else
      SOCK_STREAM
    #endif
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    #if canImport(Darwin)
      address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
    #endif
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// Lets no call wait, no program that is started inherit, and no closed peer send a signal.
  private static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    #if canImport(Darwin)
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  // MARK: Serving

  /// Serves what has come, waiting at most so many milliseconds for it.
  ///
  /// - Parameter answer: makes the whole answer to a request's head; `nil` for a head that is too long.
  package func serve(milliseconds: Int, answer: ([UInt8]?) -> [UInt8]) {
    var polled = connections.map { connection in
      pollfd(
        fd: connection.descriptor, events: Int16(connection.isAnswered ? POLLOUT : POLLIN),
        revents: 0)
    }
    let accepts = connections.count < Self.connectionLimit
    if accepts { polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0)) }
    let count = poll(&polled, nfds_t(polled.count), Int32(milliseconds))
    let now = Self.milliseconds()
    if count > 0 {
      for index in connections.indices where polled[index].revents != 0 {
        advance(&connections[index], answer)
      }
      if accepts, polled[polled.count - 1].revents != 0 { accept(at: now) }
    }
    connections.removeAll { connection in
      let isDone = connection.isAnswered && connection.sent >= connection.output.count
      let isOver = isDone || now > connection.deadline || connection.descriptor < 0
      if isOver, connection.descriptor >= 0 { Self.end(connection.descriptor) }
      return isOver
    }
  }

  private func accept(at now: Int) {
    while connections.count < Self.connectionLimit {
      let descriptor = CLibrary.accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      Self.prepare(descriptor)
      connections.append(Connection(descriptor: descriptor, deadline: now + Self.patience))
    }
  }

  private func advance(_ connection: inout Connection, _ answer: ([UInt8]?) -> [UInt8]) {
    if !connection.isAnswered { receive(&connection, answer) }
    if connection.isAnswered { send(&connection) }
  }

  private func receive(_ connection: inout Connection, _ answer: ([UInt8]?) -> [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(connection.descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      guard count > 0 else { return drop(&connection) }
      connection.input += buffer[..<count]
      if let end = Self.headEnd(connection.input) {
        connection.output = answer(Array(connection.input[..<end]))
        connection.isAnswered = true
        return
      }
      if connection.input.count > Self.headLimit {
        connection.output = answer(nil)
        connection.isAnswered = true
        return
      }
    }
  }

  private func send(_ connection: inout Connection) {
    while connection.sent < connection.output.count {
      let rest = connection.output.count - connection.sent
      let count = connection.output.withUnsafeBytes { bytes in
        CLibrary.send(
          connection.descriptor, bytes.baseAddress?.advanced(by: connection.sent), rest,
          Self.sendFlags)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      guard count > 0 else { return drop(&connection) }
      connection.sent += count
    }
  }

  private func drop(_ connection: inout Connection) {
    close(connection.descriptor)
    connection.descriptor = -1
  }

  /// Closes a connection so that what was sent arrives, though something may be unread.
  private static func end(_ descriptor: Int32) {
    shutdown(descriptor, Int32(SHUT_WR))
    var rest = [UInt8](repeating: 0, count: 4096)
    var reads = 0
    while reads < 64, recv(descriptor, &rest, rest.count, 0) > 0 { reads += 1 }
    close(descriptor)
  }

  private static var sendFlags: Int32 {
    #if canImport(Darwin)
      0
    #else
      Int32(MSG_NOSIGNAL)
    #endif
  }

  /// Behind the empty line that ends a request's head.
  private static func headEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 0...(min(bytes.count, headLimit) - 4)
    where bytes[index] == 0x0D && bytes[index + 1] == 0x0A && bytes[index + 2] == 0x0D
      && bytes[index + 3] == 0x0A
    {
      return index + 4
    }
    return nil
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
