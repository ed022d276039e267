import Bedrock

/// Keeps the cache folder within its bounds.
///
/// Rule: past 1 GiB, the files that were not used for the longest time go, until an eighth of that is
/// free. What an ended run left half-written goes after an hour.
package struct CacheSweep {
  package static let usualLimit = 1 << 30
  private static let remainsAge = 3600.0

  let folder: String
  /// Bytes.
  let limit: Int

  private struct File {
    var path: String
    var size: Int
    /// Seconds since its last use.
    var age: Double
  }

  package init(folder: String, limit: Int = usualLimit) {
    self.folder = folder
    self.limit = limit
  }

  package func run() {
    guard let names = try? FileSystem.entries(of: folder) else { return }
    var files: [File] = []
    for name in names {
      let path = PathText.join(folder, name)
      guard let file = file(path) else { continue }
      if name.utf8.first == UInt8(ascii: ".") {
        if file.age > Self.remainsAge { remove(file) }
      } else {
        files.append(file)
      }
    }
    var total = files.map(\.size).reduce(0, +)
    guard total > limit else { return }
    // Of one age in the order of names, so that two sweeps at once take the same ones.
    files.sort { $0.age != $1.age ? $0.age > $1.age : $0.path < $1.path }
    for file in files where total > limit - limit / 8 {
      remove(file)
      total -= file.size
    }
  }

  private func file(_ path: String) -> File? {
    guard FileSystem.kind(of: path) == .file, let size = FileSystem.size(of: path),
      let age = FileSystem.age(of: path)
    else { return nil }
    return File(path: path, size: size, age: age)
  }

  private func remove(_ file: File) { try? FileSystem.removeFile(file.path) }
}
