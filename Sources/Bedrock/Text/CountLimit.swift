/// How many threads, jobs or shards a command line may ask for: the same for every option.
public enum CountLimit {
  public static let most = 1024
  /// What follows the option's name in an error.
  public static let words = "must be a whole number from 1 to \(most)"

  /// The count that a text spells; `nil` for what is none or out of bounds.
  public static func count(_ text: String) -> Int? {
    guard let count = Int(text), (1...most).contains(count) else { return nil }
    return count
  }
}
