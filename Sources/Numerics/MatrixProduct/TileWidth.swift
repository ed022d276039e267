/// How wide the main kernels are: six rows of one panel, or of two.
///
/// Twelve accumulators of sixteen floats take 12 of the 32 AVX-512 registers, but would not fit into
/// sixteen AVX2 ones; there six do, as twelve halves.
package enum TileWidth: Sendable, CaseIterable {
  case onePanel
  case twoPanels

  var panels: Int { self == .onePanel ? 1 : 2 }

  /// The width that this build runs faster.
  ///
  /// Only a trial can tell: it depends on the instruction set that the compiler was allowed and on
  /// how many multiply-adds the processor starts at once. All kernels compute the same bits, so the
  /// trial's outcome, even one disturbed by other work, changes nothing but the speed.
  static let fastest: TileWidth = {
    _ = bestTime(.onePanel)
    return bestTime(.twoPanels) * 1.05 < bestTime(.onePanel) ? .twoPanels : .onePanel
  }()

  /// The shortest time of a few tries for the same work, some 20 µs each.
  private static func bestTime(_ width: TileWidth) -> Duration {
    let depth = 256
    let (aSize, bSize, cSize) = (depth * TileTable.rows, depth * 32, TileTable.rows * 32)
    return ThreadContext.current.withScratch(aSize + bSize + cSize) { scratch in
      scratch.update(repeating: 0, count: aSize + bSize + cSize)
      let a = Columns(start: scratch, rowStride: depth, columnStride: 1)
      let b = Panels(start: scratch + aSize, panelStride: depth * 16, rowStride: 16)
      let times = (0..<5).map { _ in
        ContinuousClock().measure {
          for _ in 0..<16 / width.panels {
            TileTable.compute(
              rows: TileTable.rows, panels: width.panels, depth: depth, a, b,
              scratch + aSize + bSize, stride: 32, from: .output)
          }
        }
      }
      return times.min() ?? .zero
    }
  }
}

/// The product of two matrices with kernels of a given width, for the tests that compare them.
package func matmul(
  _ a: Tensor, _ b: PackedMatrix, width: TileWidth, pool: WorkerPool = .default
) throws(ShapeError) -> Tensor {
  var c = Tensor(uninitialized: Array(a.shape.dropLast()) + [b.columns])
  try matmul(a, b, into: &c, width: width, pool: pool)
  return c
}
