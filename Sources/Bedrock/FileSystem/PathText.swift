/// Paths as text: `/` between their parts, taken apart and put together without asking the disk.
package enum PathText {
  /// The parts between the slashes, empty ones and `.` left out, `..` kept.
  package static func components(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
      .filter { $0 != "." }
  }

  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  /// A path without `.`, doubled slashes, and `..` where it undoes a part; the empty path is `.`.
  package static func normalized(_ path: String) -> String {
    let absolute = isAbsolute(path)
    var kept: [String] = []
    for part in components(path) {
      if part == "..", let last = kept.last, last != ".." {
        kept.removeLast()
      } else if part != ".." || !absolute {
        kept.append(part)
      }
    }
    if absolute { return "/" + kept.joined(separator: "/") }
    return kept.isEmpty ? "." : kept.joined(separator: "/")
  }

  /// `path` as seen from `folder`; an absolute path stays as it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || isAbsolute(path) { return path }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// The folder that holds a path; empty for a bare name.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String { components(path).last ?? path }

  /// The last part without its `.md`.
  package static func stem(of path: String) -> String {
    let name = name(of: path)
    return isMarkdown(name) ? String(Substring(name.utf8.dropLast(3))) : name
  }

  /// Whether a name ends in `.md`, with something before it.
  package static func isMarkdown(_ name: String) -> Bool {
    name.utf8.count > 3 && name.utf8.suffix(3).elementsEqual(".md".utf8)
  }

  /// The parts that lead from a folder to a path, both normalized and of one kind.
  package static func relativeComponents(from folder: [String], to path: [String]) -> [String] {
    var shared = 0
    while shared < min(folder.count, path.count), folder[shared] == path[shared] { shared += 1 }
    return Array(repeating: "..", count: folder.count - shared) + path[shared...]
  }

  /// Whether a path is a folder or lies in it, both normalized.
  package static func contains(_ folder: String, _ path: String) -> Bool {
    let folder = components(folder)
    return components(path).starts(with: folder)
  }
}
