/// The largest files that are read, the same on every machine.
public enum FileLimits {
  /// A lab, or a part that labs include.
  public static let lab = 16 << 20
  /// A file that a directive reads whole, such as a corpus.
  public static let text = 64 << 20
  /// A model's file, which is mapped.
  public static let model = 16 << 30
  /// A report, a draft or a page.
  public static let report = 64 << 20
  /// An entry of the cache.
  public static let cacheEntry = 1 << 30
  /// Whatever else is read.
  public static let any = 1 << 30
}
