import Bedrock

/// What is known from earlier runs: results of directives, and whole reports, in one folder.
package struct RunCache: Sendable {
  package let results: ResultCache
  let reports: ReportCache
  let hashes: FileHashes
  let costs: LabCosts
  private let folder: CacheFolder
  private let limit: Int

  /// The cache that a run uses; `nil` where it is to compute everything anew.
  init?(product: Product, workspace: Workspace, options: RunOptions) {
    guard options.usesCache, case .folder(let path) = product.cacheHome.state else { return nil }
    // What lies in the checkout may be somebody's whom nobody knows.
    if options.isUntrusted, let real = FileSystem.realPath(path),
      PathText.contains(FileSystem.realPath(workspace.root) ?? workspace.root, real)
    {
      return nil
    }
    self.init(path: path, workspace: workspace, program: product.programHash)
  }

  /// - Parameters:
  ///   - path: of the cache's folder.
  ///   - program: the hash of the running program; `nil` keeps nothing.
  ///   - limit: the folder's size in bytes, past which the entries go that were used least lately.
  package init(
    path: String, workspace: Workspace, program: @escaping @Sendable () -> SHA256.Digest?,
    limit: Int = CacheSweep.usualLimit
  ) {
    folder = CacheFolder(path: path)
    self.limit = limit
    results = ResultCache(folder: folder, program: program)
    hashes = FileHashes(folder: folder)
    costs = LabCosts(folder: folder)
    reports = ReportCache(
      folder: folder, workspace: workspace, hashes: hashes, program: program)
  }

  /// Takes away what is too much, after a run that put something in.
  package func sweep() {
    if folder.hasWritten { CacheSweep(folder: folder.path, limit: limit).run() }
  }
}
