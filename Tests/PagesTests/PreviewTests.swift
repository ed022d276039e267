import Bedrock
import Foundation
import Pages
import Synchronization
import Testing

@Suite("What a preview answers")
struct PreviewAnswerTests {
  private func answer(_ head: String) -> String {
    var preview = PreviewAnswer()
    preview.files = [
      "index.html": Array("<body>home</body>".utf8), "a/b c.html": Array("<body>b</body>".utf8),
      "a/index.html": Array("<body>a</body>".utf8), "x.svg": Array("<svg/>".utf8),
    ]
    preview.version = 3
    preview.errors = "a \"problem\""
    return String(decoding: preview.bytes(for: Array(head.utf8), port: 8080), as: UTF8.self)
  }

  private func get(_ path: String, _ headers: String = "Host: localhost:8080\r\n") -> String {
    answer("GET \(path) HTTP/1.1\r\n\(headers)\r\n")
  }

  @Test(
    "the files of the site, by their paths",
    arguments: [
      ("/", "home"), ("/index.html", "home"), ("/?q=1#x", "home"), ("/a/b%20c.html", ">b"),
      ("/a/", ">a"),
      ("/x.svg", "Content-Type: image/svg+xml"),
      ("/live.json", "{\"version\":3,\"errors\":\"a \\\"problem\\\"\"}"),
    ])
  func files(_ path: String, _ part: String) {
    let answer = get(path)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.contains(part), "\(answer)")
  }

  @Test(
    "nothing else, whatever the path says",
    arguments: [
      "/..", "/../etc/passwd", "/%2e%2e/etc/passwd", "/a/../index.html", "/a%2Findex.html",
      "/a%2findex.html",
      "/%5c..%5cx", "/a\\index.html", "//index.html", "/./index.html", "/%00", "/%zz", "/%", "/%ff",
      "/nothing.html", "/a", "/index.html/",
    ])
  func paths(_ path: String) {
    let status = get(path).prefix(12)
    #expect(status == "HTTP/1.1 400" || status == "HTTP/1.1 404")
  }

  @Test(
    "only those who ask this machine by its name",
    arguments: [
      "", "Host: evil.example\r\n", "Host: localhost\r\n", "Host: localhost:80\r\n",
      "Host: localhost:8080.evil\r\n", "Host: localhost:8080\r\nHost: evil\r\n",
      "X-Host: localhost:8080\r\n",
    ])
  func hosts(_ headers: String) { #expect(get("/", headers).hasPrefix("HTTP/1.1 421 ")) }

  @Test("it only reads", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
  func methods(_ method: String) {
    #expect(
      answer("\(method) / HTTP/1.1\r\nHost: localhost:8080\r\n\r\n").hasPrefix("HTTP/1.1 405 "))
  }

  @Test("a head without its body is the head")
  func head() {
    let answer = answer("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "what is no request is refused",
    arguments: [
      "", "\r\n\r\n", "GET /\r\n\r\n", "GET x HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
      "GET / HTTP/2\r\n\r\n",
    ])
  func broken(_ head: String) { #expect(answer(head).hasPrefix("HTTP/1.1 400 ")) }
}

/// A server under a client that behaves badly.
@Suite("The server of this machine", .serialized)
struct LoopbackServerTests {
  /// A server that answers in a thread of its own until the test is over.
  private final class Running: @unchecked Sendable {
    let server: LoopbackServer
    private let isOver = Atomic(false)
    private let isDone = Atomic(false)

    init() throws {
      server = try LoopbackServer(port: 0)
      let thread = SystemThread { [self] in
        while !isOver.load(ordering: .relaxed) {
          server.serve(milliseconds: 20) { head in
            Array((head.map { "\($0.count)" } ?? "too long").utf8)
          }
        }
        isDone.store(true, ordering: .releasing)
      }
      try #require(thread != nil)
      thread?.detach()
    }

    func end() {
      isOver.store(true, ordering: .relaxed)
      while !isDone.load(ordering: .acquiring) { usleep(1000) }
    }
  }

  private func connected(_ port: Int) throws -> Int32 {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
    return descriptor
  }

  private func put(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      #if canImport(Darwin)
        let flags: Int32 = 0
      #else
        let flags = Int32(MSG_NOSIGNAL)
      #endif
      let count = bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress! + sent, bytes.count - sent, flags)
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private func answer(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1024)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    close(descriptor)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("half a request keeps nobody waiting, and is answered once it is whole")
  func half() throws {
    let running = try Running()
    defer { running.end() }
    let slow = try connected(running.server.port)
    put("GET / HT", slow)
    let quick = try connected(running.server.port)
    put("GET / HTTP/1.1\r\n\r\n", quick)
    #expect(answer(quick) == "18")
    put("TP/1.1\r\n\r", slow)
    put("\n", slow)
    #expect(answer(slow) == "18")
    let gone = try connected(running.server.port)
    put("GET", gone)
    close(gone)
    let after = try connected(running.server.port)
    put("\r\n\r\n", after)
    #expect(answer(after) == "4")
  }

  @Test("ten megabytes of head are refused before they have come")
  func long() throws {
    let running = try Running()
    defer { running.end() }
    let descriptor = try connected(running.server.port)
    put(
      "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: LoopbackServer.headLimit + 5000),
      descriptor)
    #expect(answer(descriptor) == "too long")
    let flood = try connected(running.server.port)
    put(String(repeating: "a", count: 10 << 20), flood)
    close(flood)
    let after = try connected(running.server.port)
    put("\r\n\r\n", after)
    #expect(answer(after) == "4")
  }

  @Test("nine hundred connections are answered, two hundred of them open at once")
  func many() throws {
    let running = try Running()
    defer { running.end() }
    for _ in 0..<700 {
      let descriptor = try connected(running.server.port)
      put("\r\n\r\n", descriptor)
      #expect(answer(descriptor) == "4")
    }
    let open = try (0..<200).map { _ in try connected(running.server.port) }
    for descriptor in open { put("\r\n\r\n", descriptor) }
    for descriptor in open { #expect(answer(descriptor) == "4") }
  }

  @Test("a port that is taken, and one that is none, are said")
  func ports() throws {
    let server = try LoopbackServer(port: 0)
    #expect(throws: LoopbackServer.Failure.self) { try LoopbackServer(port: server.port) }
    #expect(throws: LoopbackServer.Failure.self) { try LoopbackServer(port: 70_000) }
  }
}
