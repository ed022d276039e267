import Bedrock
import Foundation
import Synchronization
import Testing

@Suite("The preview of a course", .serialized)
struct ServeTests {
  /// What a request to this machine is answered with.
  private static func get(_ path: String, port: Int) -> String {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { return "no connection" }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n".utf8)
    _ = send(descriptor, request, request.count, 0)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func freePort() throws -> Int { try LoopbackServer(port: 0).port }

  @Test("shows the site, makes it again on a save, and keeps the pages where a lab fails")
  func preview() throws {
    let bench = try Bench(labs: ["a.md": "# One\n"])
    let port = try Self.freePort()
    let folder = bench.folder.path
    let seen = Mutex<[String]>([])
    let result = bench.run(["serve", "--port", "\(port)"]) {
      let count = seen.withLock { seen in
        seen.append(Self.get("/a.html", port: port) + Self.get("/live.json", port: port))
        return seen.count
      }
      switch count {
      case 1: try? Data("# Two\n".utf8).write(to: URL(filePath: "\(folder)/Labs/a.md"))
      case 2:
        try? Data("# Three\n\n[x](#no)\n".utf8).write(to: URL(filePath: "\(folder)/Labs/a.md"))
      default: break
      }
      return count < 3
    }
    #expect(result.status == .success)
    let pages = seen.withLock { $0 }
    try #require(pages.count == 3)
    #expect(pages[0].contains("<h1 id=\"one\">One"))
    #expect(pages[0].contains("{\"version\":1,\"errors\":\"\"}"))
    #expect(pages[1].contains("<h1 id=\"two\">Two"))
    #expect(pages[1].contains("{\"version\":2,\"errors\":\"\"}"))
    #expect(pages[2].contains("<h1 id=\"two\">Two"))
    #expect(pages[2].contains("\"version\":3") && pages[2].contains("has no anchor '#no'"))
    #expect(!bench.folder.exists("site"))
  }

  @Test("a port that is none or taken is said")
  func ports() throws {
    let bench = try Bench(labs: ["a.md": "# One\n"])
    #expect(bench.swiftlab("serve", "--port", "70000").status == .usage)
    #expect(bench.swiftlab("serve", "--port", "x").status == .usage)
    let server = try LoopbackServer(port: 0)
    let result = bench.swiftlab("serve", "--port", "\(server.port)")
    #expect(result.status == .failure)
    #expect(result.errors.contains("'127.0.0.1:\(server.port)' cannot be served"))
  }
}
