import Bedrock
import Synchronization

/// About how much a directive is going to compute, and to hold at once.
///
/// Both are doubles: a product of any numbers that a user may write is a number or infinite, and
/// never a trap.
public struct WorkEstimate: Sendable {
  /// Multiplications and additions.
  public var operations: Double
  /// Bytes that are there at one time.
  public var bytes: Double

  public init(operations: Double = 0, bytes: Double = 0) {
    self.operations = operations
    self.bytes = bytes
  }

  /// What an operation on a single number costs, in operations of a kernel, which takes many at once.
  public static let scalar = 32.0
}

/// How much a directive may compute and hold: the same on every machine, so that a lab that runs on
/// one runs on all.
public struct WorkLimit: Sendable, Equatable {
  /// How many times the usual limits are meant.
  public let factor: Int

  public static let standard = WorkLimit(factor: 1)
  /// The factors that a lab or a command line may ask for.
  public static let factors = 1...1_000_000

  public init(factor: Int) { self.factor = factor }

  /// Operations of a directive, those of all runs of a sweep together: some minutes' worth.
  public var operations: Double { 1e14 * Double(factor) }
  /// Bytes at one time.
  public var bytes: Double { 4e9 * Double(factor) }
  /// Runs of a sweep.
  public var runs: Int { 1000 * factor }
  /// Parts that a lab includes, those of parts with them.
  public var parts: Int { 1000 * factor }
  /// Bytes of all these parts together.
  public var partBytes: Int { 64_000_000 * factor }

  /// How it is raised.
  static func remedy(_ factor: Double) -> String {
    guard factor <= Double(factors.upperBound) else { return "no limit allows that" }
    let whole = Int(factor.rounded(.up))
    return "'limit: \(whole)' in the front matter, or '--limit \(whole)', allows it"
  }

  /// The words that end an error about too much of something.
  ///
  /// - Parameter share: how many times the limit it is.
  public func remedy(for share: Double) -> String {
    Self.remedy(share * Double(factor))
  }

  /// What is wrong with an estimate; `nil` if nothing is.
  func excess(_ estimate: WorkEstimate, of verb: String) -> DirectiveError? {
    let share = max(estimate.operations / operations, estimate.bytes / bytes)
    guard !(share <= 1) else { return nil }
    let isWork = estimate.operations > operations
    let amount =
      isWork
      ? "\(Self.text(estimate.operations)) operations" : "\(Self.text(estimate.bytes)) bytes"
    let limit = isWork ? operations : bytes
    return DirectiveError(
      "'\(verb)' would take about \(amount), more than the limit of \(Self.text(limit));"
        + " \(remedy(for: share))")
  }

  private static func text(_ amount: Double) -> String {
    amount.isFinite ? NumberText.scientific(amount, digits: 1) : "endlessly many"
  }
}

/// Adds up what the runs of one call, a sweep's together, are going to take.
public final class WorkMeter: Sendable {
  private let limit: WorkLimit
  private let verb: String
  private let operations = Mutex(0.0)

  public init(limit: WorkLimit = .standard, verb: String) {
    self.limit = limit
    self.verb = verb
  }

  /// Takes an estimate in.
  ///
  /// - Throws: `DirectiveError` where it, or all of them together, go beyond the limit.
  func admit(_ estimate: WorkEstimate) throws {
    let total = operations.withLock { total in
      total += estimate.operations
      return total
    }
    let together = WorkEstimate(operations: total, bytes: estimate.bytes)
    if let error = limit.excess(together, of: verb) { throw error }
  }
}
