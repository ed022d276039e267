import Bedrock
import Notebook
import Synchronization

/// The labs whose results others use: each is carried out once in a run, by whoever asks first.
///
/// Law: what a lab is given does not depend on which labs run, in which order, or at once. A circle is
/// found in the labs' texts, not in who waits for whom.
final class SharedLabs: Sendable {
  /// What becomes of the question for a lab's results.
  enum Answer {
    case found(LabResults)
    case unreadable(FileError)
    /// The lab needs a model that is not on this machine.
    case absentModel(String)
    /// The labs that use each other, from the one that asks back to it.
    case cycle([String])
  }

  /// A lab carried out, with all that its own report needs, too.
  enum Outcome: Sendable {
    case done(CarriedOutLab)
    case unreadable(FileError)
    case absentModel(String)
  }

  let graph: UseGraph
  private let places = Mutex<[String: Place]>([:])

  /// One lab's outcome, there once it is computed; whoever comes meanwhile waits for it.
  private final class Place: Sendable {
    let outcome = Mutex<Outcome?>(nil)
  }

  /// - Parameter graph: who uses whom.
  init(graph: UseGraph) { self.graph = graph }

  /// The results of a lab, for another one.
  ///
  /// - Parameter carryOut: carries out the lab.
  func results(
    of path: String, realPath: String, for user: String, _ carryOut: () -> Outcome
  ) -> Answer {
    if let circle = graph.path(from: path, to: user) { return .cycle([user] + circle) }
    switch outcome(of: realPath, carryOut) {
    case .done(let lab): return .found(lab.results)
    case .unreadable(let error): return .unreadable(error)
    case .absentModel(let note): return .absentModel(note)
    }
  }

  /// A lab's outcome: computed here, unless it is known or another thread is at it.
  private func outcome(of realPath: String, _ carryOut: () -> Outcome) -> Outcome {
    let place = places.withLock { places in
      if let known = places[realPath] { return known }
      let place = Place()
      places[realPath] = place
      return place
    }
    // Held while the lab is carried out. It cannot come back to itself: there are no circles.
    return place.outcome.withLock { outcome in
      if let outcome { return outcome }
      let made = carryOut()
      outcome = made
      return made
    }
  }

  /// A lab's own run, shared with those that use it: now, or later in this run.
  func shared(_ realPath: String, _ carryOut: () -> CarriedOutLab) -> CarriedOutLab {
    guard graph.isUsed(realPath) || places.withLock({ $0[realPath] != nil }) else {
      return carryOut()
    }
    if case .done(let lab) = outcome(of: realPath, { .done(carryOut()) }) { return lab }
    return carryOut()
  }
}
