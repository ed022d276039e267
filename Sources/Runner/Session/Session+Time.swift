import Bedrock
import Notebook

extension Session {
  /// The time after which a directive is named on the terminal.
  private static var patience: Duration { .seconds(5) }

  /// Carries out a directive, and notes it if that takes long.
  mutating func timed<Result>(
    _ call: DirectiveCall, _ work: (inout Session, DirectiveCall) throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      let time = ContinuousClock.now - start
      if time > Self.patience { slow.append((call, time)) }
    }
    guard let profile = host.profile else { return try work(&self, call) }
    return try profile.measured(call.span, call.verb.text) { try work(&self, call) }
  }

  /// Names each slow directive once, with its place and its share of the lab's time.
  mutating func noteSlow(of whole: Duration) {
    for (call, time) in slow {
      let span = call.verb.span
      let position = span.position
      let share = ProgressText.seconds(time) / max(ProgressText.seconds(whole), 1e-9)
      notes.append(
        "\(span.file.path):\(position.line):\(position.column): warning: '\(call.verb.text)' took "
          + "\(ProgressText.time(ProgressText.seconds(time))), "
          + "\(NumberText.percent(min(share, 1), decimals: 0)) of this lab's time")
    }
  }
}
