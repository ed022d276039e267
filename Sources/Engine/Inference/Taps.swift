import Numerics

/// Whoever wants to see or change what a transformer computes on the way.
///
/// Laws: points that nobody asked for cost nothing; a body that changes nothing changes no bit of what
/// follows; a replaced tensor is what everything after it is computed from.
public struct Taps {
  /// The points at which `body` is called.
  public let points: Set<TapPoint>
  /// The head whose scores and weights are seen, `[1, tokens, keys]`; all heads' if nil. What is seen of
  /// one head cannot be replaced.
  public var head: Int?
  private let body: (TapPoint, inout Tensor) throws -> Void

  /// Calls `body` at each of the given points, in the order in which they are computed; it may replace
  /// the tensor by another of the same shape.
  public init(
    _ points: some Sequence<TapPoint>, _ body: @escaping (TapPoint, inout Tensor) throws -> Void
  ) {
    self.points = Set(points)
    self.body = body
  }

  /// Shows a tensor to whoever asked for its point.
  public func observe(_ point: TapPoint, _ tensor: inout Tensor) throws {
    guard points.contains(point) else { return }
    let shape = tensor.shape
    try body(point, &tensor)
    guard tensor.shape == shape else {
      throw ModelError.tapChangedShape(
        point.description, shape: tensor.shape, expected: shape)
    }
  }
}

extension Taps? {
  /// Calls the body if there is one that wants this point.
  @inline(__always)
  func visit(_ point: @autoclosure () -> TapPoint, _ tensor: inout Tensor) throws {
    guard let taps = self else { return }
    try taps.observe(point(), &tensor)
  }

  func wants(_ point: TapPoint) -> Bool { self?.points.contains(point) ?? false }
}

/// Keeps what passes by some points.
public final class TapRecorder {
  /// The tensors, by their points; of several forward passes the last.
  public private(set) var tensors: [TapPoint: Tensor] = [:]

  public init() {}

  /// Taps that record the given points.
  public func taps(_ points: some Sequence<TapPoint>) -> Taps {
    Taps(points) { point, tensor in self.tensors[point] = tensor }
  }

  /// A recorded tensor; nil if its point was not passed.
  public subscript(point: TapPoint) -> Tensor? { tensors[point] }
}
