import Numerics

extension Benchmark {
  /// The matrix product.
  static let sgemm = Benchmark(
    name: "sgemm", summary: "Matrix product, in GFLOP/s, beside the multiply-add peak."
  ) { context in
    let pool = WorkerPool(threads: context.threads)
    let sizes = [(512, 512, 512), (1024, 512, 128), (1024, 128, 512), (128, 512, 1024)]
    let square = try sizes.map { size in try NumericsBenchmarks.product(size, pool) }
    return square + [try NumericsBenchmarks.rowTimesMatrix(pool)]
  }

  /// Attention, forward and backward.
  static let attention = Benchmark(
    name: "attention", summary: "Causal attention, in GFLOP/s, beside the multiply-add peak."
  ) { context in
    let pool = WorkerPool(threads: context.threads)
    return try [(16, 64, 4, 32), (1, 1024, 9, 64)].flatMap { sizes in
      try NumericsBenchmarks.attention(sizes, pool)
    }
  }
}

/// How the kernels are measured: samples of some milliseconds, and the ceiling between them.
enum NumericsBenchmarks {
  private static let samples = 15

  /// The product of an `m` × `k` and a `k` × `n` matrix.
  static func product(_ size: (m: Int, n: Int, k: Int), _ pool: WorkerPool) throws -> Measurement {
    let a = Tensor(repeating: 0.25, shape: [size.m, size.k])
    let b = Tensor(repeating: 0.5, shape: [size.k, size.n])
    var c = Tensor(zeros: [size.m, size.n])
    return try flops(
      "sgemm", 2 * size.m * size.n * size.k, pool,
      detail: "\(size.m)×\(size.k) · \(size.k)×\(size.n)"
    ) { try matmul(a, b, into: &c, pool: pool) }
  }

  /// One row times a packed matrix of 256 MiB: what decoding does, bound by memory.
  static func rowTimesMatrix(_ pool: WorkerPool) throws -> Measurement {
    let matrix = Tensor(repeating: 0.5, shape: [4096, 16384])
    let packed = try PackedMatrix(matrix, pool: pool)
    let row = Tensor(repeating: 0.25, shape: [1, 4096])
    var result = Tensor(zeros: [1, 16384])
    let bytes = Double(matrix.count * MemoryLayout<Float>.stride)
    var (rates, limits): ([Double], [Double]) = ([], [])
    for _ in 0..<samples {
      limits.append(MachineLimits.readBandwidth(matrix, pool))
      let seconds = try Stopwatch.seconds { try matmul(row, packed, into: &result, pool: pool) }
      rates.append(bytes / seconds / 1e9)
    }
    return Measurement(
      "sgemm", threads: pool.threads, unit: "GB/s", samples: rates,
      limit: Measurement.median(limits),
      detail: "1×4096 · 4096×16384, weights read")
  }

  /// Causal attention of a batch: sequences, tokens, heads, width of a head.
  static func attention(
    _ size: (batch: Int, tokens: Int, heads: Int, width: Int), _ pool: WorkerPool
  ) throws -> [Measurement] {
    let shape = [size.batch, size.tokens, size.heads, size.width]
    let x = try Tensor(
      (0..<shape.reduce(1, *)).map { Float($0 % 31) / 16 - 1 }, shape: shape)
    // Two products over half of the tokens × tokens table; five more backward, one of them again.
    let pairs = size.batch * size.heads * size.tokens * (size.tokens + 1) / 2
    let forward = 4 * pairs * size.width
    let text = "\(size.batch)×\(size.tokens) tokens, \(size.heads) heads of \(size.width)"
    return [
      try flops("attention", forward, pool, detail: text + ", forward") {
        _ = try Numerics.attention(x, x, x, isCausal: true, scale: 0.1, pool: pool)
      },
      try flops("attention", forward / 2 * 5, pool, detail: text + ", backward") {
        _ = try attentionBackward(x, x, x, gradient: x, isCausal: true, scale: 0.1, pool: pool)
      },
    ]
  }

  /// Times a piece of work of so many floating-point operations.
  private static func flops(
    _ name: String, _ operations: Int, _ pool: WorkerPool, detail: String, _ body: () throws -> Void
  ) throws -> Measurement {
    let repeats = max(1, 400_000_000 * pool.threads / operations)
    var (rates, limits): ([Double], [Double]) = ([], [])
    try body()
    for _ in 0..<samples {
      limits.append(MachineLimits.multiplyAddPeak(pool))
      let seconds = try Stopwatch.seconds { for _ in 0..<repeats { try body() } }
      rates.append(Double(operations * repeats) / seconds / 1e9)
    }
    return Measurement(
      name, threads: pool.threads, unit: "GFLOP/s", samples: rates,
      limit: Measurement.median(limits),
      detail: detail)
  }
}
