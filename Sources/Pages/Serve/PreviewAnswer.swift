import Bedrock

/// Answers the requests of a preview: the files of the site, and nothing else.
///
/// Law: an answer depends on the request's head, the site's files and what is wrong with the labs. No
/// path reaches the file system.
package struct PreviewAnswer: Sendable {
  /// The site's files by their paths.
  package var files: [String: [UInt8]] = [:]
  /// Counts the makings of the site.
  package var version = 0
  /// What the last run said was wrong; empty where all is well.
  package var errors = ""

  package init() {}

  /// The path under which an open page asks whether it is still the newest.
  static let livePath = "live.json"

  /// The answer to a request's head; `nil` stands for one that is too long.
  package func bytes(for head: [UInt8]?, port: Int) -> [UInt8] {
    guard let head else { return Self.refusal(431, "Request Header Fields Too Large") }
    guard let request = PreviewRequest(head) else { return Self.refusal(400, "Bad Request") }
    let hosts =
      ["127.0.0.1:\(port)", "localhost:\(port)"] + (port == 80 ? ["127.0.0.1", "localhost"] : [])
    guard let host = request.host, hosts.contains(host) else {
      return Self.refusal(421, "Misdirected Request")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      return Self.refusal(405, "Method Not Allowed", more: "Allow: GET, HEAD\r\n")
    }
    guard let path = request.path else { return Self.refusal(400, "Bad Request") }
    let body = path == Self.livePath ? live : files[path].map { withScript($0, path) }
    guard let body else { return Self.refusal(404, "Not Found") }
    let start = Self.head(200, "OK", type: Self.type(of: path), length: body.count)
    return request.method == "HEAD" ? start : start + body
  }

  private var live: [UInt8] {
    JSON.object([("version", .integer(version)), ("errors", .string(errors))])
      .serializedBytes(pretty: false)
  }

  /// A page asks by a script whether it is still the newest; the files of a site have none.
  private func withScript(_ bytes: [UInt8], _ path: String) -> [UInt8] {
    guard path.utf8.suffix(5).elementsEqual(".html".utf8) else { return bytes }
    let script = "<script>\(PreviewScript.text(version: version))</script>\n</body>"
    let end = Array("</body>".utf8)
    guard
      let place = (0...max(0, bytes.count - end.count)).reversed()
        .first(where: { bytes[$0...].starts(with: end) })
    else { return bytes }
    return Array(bytes[..<place]) + Array(script.utf8) + Array(bytes[(place + end.count)...])
  }

  // MARK: Heads

  private static func head(
    _ code: Int, _ reason: String, type: String, length: Int, more: String = ""
  ) -> [UInt8] {
    Array(
      ("HTTP/1.1 \(code) \(reason)\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n"
        + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        + "Content-Security-Policy: default-src 'self' 'unsafe-inline'; img-src 'self' data: https:\r\n"
        + "\(more)Connection: close\r\n\r\n").utf8)
  }

  private static func refusal(_ code: Int, _ reason: String, more: String = "") -> [UInt8] {
    let body = Array("\(code) \(reason)\n".utf8)
    return head(code, reason, type: "text/plain; charset=utf-8", length: body.count, more: more)
      + body
  }

  private static let types: [String: String] = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp", "pdf": "application/pdf", "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
  ]

  private static func type(of path: String) -> String {
    let name = PathText.name(of: path)
    guard let dot = name.utf8.lastIndex(of: ASCII.dot) else { return "application/octet-stream" }
    return types[String(name[name.utf8.index(after: dot)...])] ?? "application/octet-stream"
  }
}
