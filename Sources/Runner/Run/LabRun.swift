import Bedrock
import Notebook
import Synchronization

/// Runs labs, several at once, and tells of them in their order.
///
/// Law: what a run writes and prints does not depend on how many labs run at once.
struct LabRun {
  let runner: LabRunner
  let options: RunOptions
  let display: ProgressDisplay

  init(
    product: Product, workspace: Workspace, options: RunOptions, display: ProgressDisplay
  ) {
    self.options = options
    self.display = display
    runner = LabRunner(product: product, workspace: workspace, options: options) {
      display.note($0)
    }
    if let threads = options.threads { product.setThreads(threads) }
  }

  /// Runs the labs.
  ///
  /// - Parameter finish: what is done with a lab's outcome on the thread that made it, such as writing
  ///   its report.
  /// - Throws: `UsageError` for a `--set` that no lab takes.
  func outcomes(
    of labs: [LabFile], finish: @escaping @Sendable (inout LabOutcome) -> Void
  ) throws -> [LabOutcome] {
    let prepared = prepareAll(labs)
    try checkSettings(prepared)
    let results = OrderedResults<LabOutcome>(count: labs.count) { [display] outcome in
      let messages = outcome.messages
      if !messages.isEmpty { display.printError(messages) }
    }
    WorkerThreads.forEach(labs.count, threads: options.jobs) { [runner, display] index in
      let start = ContinuousClock.now
      var outcome = runner.run(prepared[index])
      runner.cache?.costs.note(ContinuousClock.now - start, of: labs[index].path)
      finish(&outcome)
      results.set(index, to: outcome)
      display.labFinished(isWritten: outcome.isWritten)
    }
    runner.cache?.sweep()
    return results.all
  }

  private func prepareAll(_ labs: [LabFile]) -> [LabRunner.Prepared] {
    let results = OrderedResults<LabRunner.Prepared>(count: labs.count) { _ in }
    WorkerThreads.forEach(labs.count, threads: options.jobs) { [runner] index in
      let prepared = runner.prepare(labs[index])
      if case .success(let bytes) = prepared.bytes {
        runner.shared.graph.note(bytes, of: prepared.lab.path)
      }
      results.set(index, to: prepared)
    }
    return results.all
  }

  /// Each `--set` must mean a parameter of some lab.
  func checkSettings(_ labs: [LabRunner.Prepared]) throws {
    if options.settings.isEmpty { return }
    let names = labs.flatMap { prepared -> [String] in
      guard case .success(let parsed) = prepared.parsed else { return [] }
      return parsed.frontMatter.parameters.map(\.name.text)
    }
    for setting in options.settings where !names.contains(setting.name) {
      throw UsageError.unknown("parameter", setting.name, among: names)
    }
  }
}

/// Results that come in any order and are told of in their own.
private final class OrderedResults<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element?]
    var told = 0
  }

  private let state: Mutex<State>
  private let tell: @Sendable (Element) -> Void

  init(count: Int, tell: @escaping @Sendable (Element) -> Void) {
    state = Mutex(State(elements: Array(repeating: nil, count: count)))
    self.tell = tell
  }

  func set(_ index: Int, to element: Element) {
    state.withLock { state in
      state.elements[index] = element
      while state.told < state.elements.count, let next = state.elements[state.told] {
        tell(next)
        state.told += 1
      }
    }
  }

  var all: [Element] { state.withLock { $0.elements.compactMap(\.self) } }
}
