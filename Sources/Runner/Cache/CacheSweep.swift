import Bedrock

/// Keeps the cache folder within its bounds.
///
/// Rule: past 1 GiB, the files that were not used for the longest time go, until an eighth of that is
/// free. What a dead
/// run left half-written goes, too.
package struct CacheSweep {
  package static let usualLimit = 1 << 30

  let folder: String
  /// Bytes.
  let limit: Int

  private struct File {
    var name: String
    var size: Int
    /// Seconds since its last use.
    var age: Double
  }

  package init(folder: String, limit: Int = usualLimit) {
    self.folder = folder
    self.limit = limit
  }

  package func run() {
    let place = SafeFolder(anchor: folder)
    place.sweepLeftovers()
    var files: [File] = []
    for name in place.entries() where name.utf8.first != UInt8(ascii: ".") {
      if let file = file(name, in: place) { files.append(file) }
    }
    var total = files.map(\.size).reduce(0, +)
    guard total > limit else { return }
    // Of one age in the order of names, so that two sweeps at once take the same ones.
    files.sort { $0.age != $1.age ? $0.age > $1.age : $0.name < $1.name }
    for file in files where total > limit - limit / 8 {
      try? place.remove(file.name)
      total -= file.size
    }
  }

  private func file(_ name: String, in place: SafeFolder) -> File? {
    let path = PathText.join(folder, name)
    guard place.kind(of: name) == .file, let size = FileSystem.size(of: path),
      let age = FileSystem.age(of: path)
    else { return nil }
    return File(name: name, size: size, age: age)
  }
}
