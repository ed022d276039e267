import Bedrock
import Notebook
import Synchronization

/// Runs labs, several at once, and tells of them in their order.
///
/// Law: what a run writes and prints does not depend on how many labs run at once.
struct LabRun {
  let product: Product
  let runner: LabRunner
  let options: RunOptions
  let display: ProgressDisplay

  init(
    product: Product, workspace: Workspace, options: RunOptions, display: ProgressDisplay
  ) {
    self.product = product
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
    if options.usesCache, let note = product.cacheHome.takeNote() { display.printError(note) }
    let prepared = prepareAll(labs)
    try checkSettings(prepared)
    let results = OrderedResults<LabOutcome>(count: labs.count) {
      [display, product] index, outcome in
      if let ledger = product.worker?.ledger {
        // Another process told of it before it ended.
        if index < ledger.told { return }
        ledger.told = index + 1
      }
      let messages = outcome.messages
      if !messages.isEmpty { display.printError(messages) }
    }
    let work: @Sendable (Int) -> Void = { [self] index in
      let start = ContinuousClock.now
      var outcome = run(prepared[index], index)
      runner.cache?.costs.note(ContinuousClock.now - start, of: labs[index].path)
      finish(&outcome)
      note(&outcome, index)
      results.set(index, to: outcome)
      display.labFinished(isWritten: outcome.isWritten)
    }
    product.worker?.heed(options.limits)
    let batches =
      product.worker?.batches(of: labs.count) ?? (together: Array(labs.indices), alone: [])
    WorkerThreads.forEach(batches.together.count, threads: options.jobs) {
      work(batches.together[$0])
    }
    for index in batches.alone { work(index) }
    runner.cache?.sweep()
    return results.all
  }

  /// Runs a lab, unless it is known to end the process.
  private func run(_ prepared: LabRunner.Prepared, _ index: Int) -> LabOutcome {
    guard let worker = product.worker else { return runner.run(prepared) }
    if let verdict = worker.state.verdict(on: index) { return runner.broken(prepared, verdict) }
    return worker.working(on: index, prepared.lab) { announce in
      var runner = runner
      runner.announce = announce
      return runner.run(prepared)
    }
  }

  /// Notes that a report was written, or that an earlier process wrote it.
  private func note(_ outcome: inout LabOutcome, _ index: Int) {
    guard let ledger = product.worker?.ledger else { return }
    if outcome.isWritten { ledger.noteWritten(index) }
    if outcome.status == .ok, ledger.isWritten(index) { outcome.isWritten = true }
  }

  private func prepareAll(_ labs: [LabFile]) -> [LabRunner.Prepared] {
    let results = OrderedResults<LabRunner.Prepared>(count: labs.count) { _, _ in }
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
  private let tell: @Sendable (Int, Element) -> Void

  init(count: Int, tell: @escaping @Sendable (Int, Element) -> Void) {
    state = Mutex(State(elements: Array(repeating: nil, count: count)))
    self.tell = tell
  }

  func set(_ index: Int, to element: Element) {
    state.withLock { state in
      state.elements[index] = element
      while state.told < state.elements.count, let next = state.elements[state.told] {
        tell(state.told, next)
        state.told += 1
      }
    }
  }

  var all: [Element] { state.withLock { $0.elements.compactMap(\.self) } }
}
