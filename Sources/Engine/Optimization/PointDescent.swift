/// The way of one optimizer over a loss, step by step.
///
/// Law: of two descents over one loss from one point with one optimizer, the shorter is the beginning
/// of the longer.
public struct PointDescent: Sendable {
  /// Why a descent ended before its last step.
  public enum Stop: Sendable, Equatable {
    /// The loss, or the point, grew beyond all bounds.
    case ranAway
    /// The loss or its gradient does not exist where the step led.
    case leftTheDomain(String)
  }

  /// What one step was made of.
  public struct Step: Sendable, Equatable {
    /// With the noise that was added.
    public let gradient: [Double]
    /// What the optimizer remembers after it: of the gradients, and of their squares.
    public let first: [Double]
    public let second: [Double]
    /// How the point moved.
    public let change: [Double]
  }

  public let optimizer: PointOptimizer
  /// From the start on; after each step where it led, as long as the loss is a finite number.
  public private(set) var points: [[Double]]
  /// The loss at each point.
  public private(set) var losses: [Double]
  public private(set) var steps: [Step] = []
  public private(set) var stop: Stop?

  /// How many times its size at the start the loss may grow by; it may fall without bounds.
  private static let bound = 1e6

  /// Walks from a start where the loss is a finite number.
  ///
  /// - Parameters:
  ///   - noise: added to the gradient of each step; none where it has ended.
  ///   - loss, gradient: at a point; they may throw where there is none.
  /// - Throws: what `loss` throws at the start.
  public init(
    _ optimizer: PointOptimizer, from start: [Double], steps count: Int, noise: [[Double]] = [],
    loss: ([Double]) throws -> Double, gradient: ([Double]) throws -> [Double]
  ) throws {
    var optimizer = optimizer
    let before = try loss(start)
    points = [start]
    losses = [before]
    for step in 0..<count {
      do {
        let noise = step < noise.count ? noise[step] : start.map { _ in 0 }
        let slope = zip(try gradient(points[step]), noise).map { $0 + $1 }
        let point = optimizer.step(from: points[step], gradient: slope)
        steps.append(
          Step(
            gradient: slope, first: optimizer.first, second: optimizer.second,
            change: zip(point, points[step]).map { $0 - $1 }))
        let value = try loss(point)
        guard value.isFinite, point.allSatisfy(\.isFinite) else {
          stop = .ranAway
          break
        }
        points.append(point)
        losses.append(value)
        if value - before > Self.bound * max(1, before.magnitude) {
          stop = .ranAway
          break
        }
      } catch {
        stop = .leftTheDomain("\(error)")
        break
      }
    }
    self.optimizer = optimizer
  }

  /// Whether the loss ran away, left its domain, or ended above where it began.
  public var hasDiverged: Bool { stop != nil || losses[losses.count - 1] > losses[0] }
}
