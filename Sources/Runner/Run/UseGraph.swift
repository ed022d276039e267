import Bedrock
import Notebook
import Synchronization

/// Which labs use which, read off their texts.
final class UseGraph: Sendable {
  /// One lab that uses another.
  private struct Edge {
    var shown: String
    var real: String
  }

  private let files: FileAccess
  private let edges = Mutex<[String: [Edge]]>([:])
  private let used = Mutex<Set<String>>([])
  private let partsThatUse = Mutex<[String: Bool]>([:])

  /// - Parameter files: the files that labs may read.
  init(files: FileAccess) { self.files = files }

  /// Notes the labs that a lab of the run uses, before any of them is carried out.
  func note(_ bytes: [UInt8], of path: String) {
    guard mayUse(bytes, of: path), let real = files.realPath(path) else { return }
    let found = Self.paths(in: bytes, path, files).compactMap(edge)
    edges.withLock { $0[real] = found }
    used.withLock { used in for edge in found { used.insert(edge.real) } }
  }

  /// Whether a lab of the run uses that one.
  func isUsed(_ realPath: String) -> Bool { used.withLock { $0.contains(realPath) } }

  /// Labs in groups that use each other, directly or over others: each group in the order of the labs,
  /// the groups in that of their first.
  func groups(of labs: [String]) -> [[String]] {
    let reals = labs.map { files.realPath($0) ?? $0 }
    var group = Array(labs.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while group[index] != index { index = group[index] }
      return index
    }
    // Over labs that are not among them, too: what two share is computed once.
    var owner: [String: Int] = [:]
    for (index, real) in reals.enumerated() {
      var seen: Set<String> = []
      var rest = [Edge(shown: labs[index], real: real)]
      while let lab = rest.popLast() {
        guard seen.insert(lab.real).inserted else { continue }
        if let other = owner[lab.real] {
          let (first, second) = (root(index), root(other))
          group[max(first, second)] = min(first, second)
        } else {
          owner[lab.real] = index
        }
        rest += self.labs(usedBy: lab)
      }
    }
    return Dictionary(grouping: labs.indices, by: root).sorted { $0.key < $1.key }
      .map { $0.value.sorted().map { labs[$0] } }
  }

  /// The labs from one to another, each of which uses the next; `nil` where no way leads there.
  func path(from start: String, to end: String) -> [String]? {
    guard let goal = files.realPath(end), let first = files.realPath(start) else { return nil }
    var seen: Set<String> = []
    var stack: [(edge: Edge, way: [String])] = [(Edge(shown: start, real: first), [start])]
    while let (edge, way) = stack.popLast() {
      if edge.real == goal { return way }
      guard seen.insert(edge.real).inserted else { continue }
      // The first one named is looked at first, so that the way is always the same.
      for next in labs(usedBy: edge).reversed() { stack.append((next, way + [next.shown])) }
    }
    return nil
  }

  private func labs(usedBy lab: Edge) -> [Edge] {
    if let known = edges.withLock({ $0[lab.real] }) { return known }
    let bytes = (try? FileSystem.read(lab.real)) ?? []
    let found =
      mayUse(bytes, of: lab.shown) ? Self.paths(in: bytes, lab.shown, files).compactMap(edge) : []
    edges.withLock { $0[lab.real] = found }
    return found
  }

  private func edge(_ use: (path: String, folder: String)) -> Edge? {
    guard let place = try? files.resolve(use.path, from: use.folder) else { return nil }
    return Edge(shown: place.shown, real: place.real)
  }

  /// Whether a lab can use another at all, by the look of its text and of the parts that it includes:
  /// most cannot, and are not taken apart for it.
  private func mayUse(_ bytes: [UInt8], of path: String) -> Bool {
    if !Self.quoted(after: "use", in: bytes).isEmpty { return true }
    return Self.quoted(after: "include", in: bytes).contains { part in
      guard let place = try? files.resolve(part, from: PathText.parent(of: path)) else {
        return false
      }
      if let known = partsThatUse.withLock({ $0[place.real] }) { return known }
      // A part that includes itself uses nothing that it has not used before.
      partsThatUse.withLock { $0[place.real] = false }
      let bytes = (try? FileSystem.read(place.real)) ?? []
      let uses = mayUse(bytes, of: place.shown)
      partsThatUse.withLock { $0[place.real] = uses }
      return uses
    }
  }

  /// The texts in quotes that stand behind a word.
  private static func quoted(after word: String, in bytes: [UInt8]) -> [String] {
    let word = Array(word.utf8)
    var found: [String] = []
    var rest = bytes[...]
    while let start = rest.firstIndex(of: word[0]) {
      rest = bytes[(start + 1)...]
      guard bytes[start...].starts(with: word) else { continue }
      let blanks = bytes[(start + word.count)...].prefix { $0 == 0x20 || $0 == 0x09 }
      let text = bytes[blanks.endIndex...]
      guard !blanks.isEmpty, text.first == UInt8(ascii: "\"") else { continue }
      let inner = text.dropFirst().prefix { $0 != UInt8(ascii: "\"") && $0 != 0x0A }
      found.append(String(decoding: inner, as: UTF8.self))
    }
    return found
  }

  /// The paths that a lab and its parts use, each with the folder that it is seen from.
  private static func paths(
    in bytes: [UInt8], _ path: String, _ files: FileAccess
  ) -> [(path: String, folder: String)] {
    var found: [(path: String, folder: String)] = []
    var seen: Set<String> = []
    var rest = [(bytes: bytes, path: path)]
    while let (bytes, path) = rest.popLast() {
      let folder = PathText.parent(of: path)
      let lab = ParsedLab(parsing: SourceFile(path: path, utf8: bytes))
      for block in lab.blocks where block.options.run {
        for statement in block.statements {
          switch statement {
          case .use(let use): found.append((use.path, folder))
          case .include(let part, _):
            guard let place = try? files.resolve(part, from: folder),
              seen.insert(place.real).inserted, let bytes = try? FileSystem.read(place.real)
            else { continue }
            rest.append((bytes, place.shown))
          default: break
          }
        }
      }
    }
    return found
  }
}
