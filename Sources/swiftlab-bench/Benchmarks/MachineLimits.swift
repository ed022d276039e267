import Numerics

/// What the machine can do, measured on the spot: the ceilings that results are compared with.
enum MachineLimits {
  /// Multiply-adds as the instruction set in use allows, in GFLOP/s, on `threads` threads at once.
  static func multiplyAddPeak(threads: Int) -> Double {
    let steps = 50_000
    let pool = WorkerPool(threads: threads)
    var best = 0.0
    for kernel in [sixChains, twelveChains] {
      for _ in 0..<3 {
        let seconds = seconds {
          pool.forEach(threads) { _ in consume(kernel(steps)) }
        }
        best = max(best, Double(steps * 12 * 16 * 2 * threads) / seconds / 1e9)
      }
    }
    return best
  }

  static func seconds(_ body: () -> Void) -> Double {
    let duration = ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// Keeps the compiler from dropping a computation whose result nobody uses.
  @inline(never)
  static func consume(_ value: SIMD16<Float>) {
    if value[0].isNaN { print("unexpected NaN") }
  }

  /// Six chains of sixteen: as many as AVX2 has registers for.
  @inline(never)
  private static func sixChains(_ steps: Int) -> SIMD16<Float> {
    let (a, b) = factors(steps)
    var c0 = SIMD16<Float>.zero
    var c1 = c0
    var c2 = c0
    var c3 = c0
    var c4 = c0
    var c5 = c0
    for _ in 0..<2 * steps {
      c0 = c0.addingProduct(a, b)
      c1 = c1.addingProduct(a, b)
      c2 = c2.addingProduct(a, b)
      c3 = c3.addingProduct(a, b)
      c4 = c4.addingProduct(a, b)
      c5 = c5.addingProduct(a, b)
    }
    return c0 + c1 + c2 + c3 + c4 + c5
  }

  /// Twelve chains of sixteen, for AVX-512 at full rate.
  @inline(never)
  private static func twelveChains(_ steps: Int) -> SIMD16<Float> {
    let (a, b) = factors(steps)
    var c0 = SIMD16<Float>.zero
    var c1 = c0
    var c2 = c0
    var c3 = c0
    var c4 = c0
    var c5 = c0
    var c6 = c0
    var c7 = c0
    var c8 = c0
    var c9 = c0
    var c10 = c0
    var c11 = c0
    for _ in 0..<steps {
      c0 = c0.addingProduct(a, b)
      c1 = c1.addingProduct(a, b)
      c2 = c2.addingProduct(a, b)
      c3 = c3.addingProduct(a, b)
      c4 = c4.addingProduct(a, b)
      c5 = c5.addingProduct(a, b)
      c6 = c6.addingProduct(a, b)
      c7 = c7.addingProduct(a, b)
      c8 = c8.addingProduct(a, b)
      c9 = c9.addingProduct(a, b)
      c10 = c10.addingProduct(a, b)
      c11 = c11.addingProduct(a, b)
    }
    return (c0 + c1 + c2 + c3 + c4 + c5) + (c6 + c7 + c8 + c9 + c10 + c11)
  }

  @inline(never)
  private static func factors(_ steps: Int) -> (SIMD16<Float>, SIMD16<Float>) {
    (SIMD16(repeating: 0.5), SIMD16(repeating: 1 / Float(steps)))
  }
}
