import Bedrock
import Notebook

/// How far something has come, at which rate, and how long it may still take, in words.
enum ProgressText {
  /// Before that a rate says nothing.
  private static let settled = 1.0

  /// A directive's progress: `train 120 of 3000, 35.2/s, about 1 min 22 s left (loss 2.31)`.
  ///
  /// - Parameter elapsed: the time since the directive began.
  static func text(_ verb: String, _ progress: RunContext.Progress, _ elapsed: Duration) -> String {
    let note = progress.note.isEmpty ? "" : " (\(progress.note))"
    return "\(verb) \(progress.done) of \(progress.total)"
      + rate(progress.done, of: progress.total, elapsed) + note
  }

  /// `, 35.2/s, about 12 s left`; empty as long as nothing can be said.
  static func rate(_ done: Int, of total: Int, _ elapsed: Duration) -> String {
    let seconds = Self.seconds(elapsed)
    guard seconds >= settled, done > 0, total > done else { return "" }
    let rate = Double(done) / seconds
    return ", \(NumberText.significant(rate, digits: 3))/s, about "
      + time(Double(total - done) / rate) + " left"
  }

  /// `12 s`, `3 min 5 s`, `2 h 10 min`.
  static func time(_ seconds: Double) -> String {
    guard seconds < 360_000 else { return "days" }
    let whole = max(1, Int(seconds.rounded()))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(whole % 60) s"
    default: return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }

  static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
