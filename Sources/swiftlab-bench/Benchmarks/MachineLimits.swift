import Numerics

/// What the machine can do, measured on the spot: the ceilings that results are compared with.
///
/// They are measured between the samples of a benchmark, not before them: on a shared machine both
/// rise and fall together.
enum MachineLimits {
  /// Multiply-adds as the instruction set in use allows, in GFLOP/s, on all threads of a pool at once.
  ///
  /// Some two milliseconds of independent chains in registers; of two kernels, one as large as AVX2
  /// has registers for and one for AVX-512, the faster.
  static func multiplyAddPeak(_ pool: WorkerPool) -> Double {
    let steps = 400_000
    let best = [sixChains, twelveChains].map { kernel in
      Stopwatch.seconds { pool.forEach(pool.threads) { _ in consume(kernel(steps)) } }
    }.min()
    return Double(steps * 12 * 16 * 2 * pool.threads) / (best ?? .infinity) / 1e9
  }

  /// How fast memory is read, in GB/s, on all threads of a pool at once.
  ///
  /// - Parameter data: more than the caches hold: 256 MiB are a good size.
  static func readBandwidth(_ data: Tensor, _ pool: WorkerPool) -> Double {
    let parts = pool.threads * 8
    let seconds = Stopwatch.seconds {
      pool.forEach(parts) { part in
        data.withElements { all in
          let size = all.count / parts
          consume(sum(all.extracting(part * size..<(part + 1) * size)))
        }
      }
    }
    return Double(data.count * MemoryLayout<Float>.stride) / seconds / 1e9
  }

  /// Eight independent sums of sixteen, so that the additions do not wait for each other.
  @inline(never)
  private static func sum(_ span: Span<Float>) -> SIMD16<Float> {
    span.withUnsafeBufferPointer { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      var (s0, s1) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
      var (s2, s3, s4, s5, s6, s7) = (s0, s0, s0, s0, s0, s0)
      var offset = 0
      while offset &+ 512 <= raw.count {
        s0 += raw.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        s1 += raw.loadUnaligned(fromByteOffset: offset &+ 64, as: SIMD16<Float>.self)
        s2 += raw.loadUnaligned(fromByteOffset: offset &+ 128, as: SIMD16<Float>.self)
        s3 += raw.loadUnaligned(fromByteOffset: offset &+ 192, as: SIMD16<Float>.self)
        s4 += raw.loadUnaligned(fromByteOffset: offset &+ 256, as: SIMD16<Float>.self)
        s5 += raw.loadUnaligned(fromByteOffset: offset &+ 320, as: SIMD16<Float>.self)
        s6 += raw.loadUnaligned(fromByteOffset: offset &+ 384, as: SIMD16<Float>.self)
        s7 += raw.loadUnaligned(fromByteOffset: offset &+ 448, as: SIMD16<Float>.self)
        offset &+= 512
      }
      return (s0 + s1 + s2 + s3) + (s4 + s5 + s6 + s7)
    }
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
