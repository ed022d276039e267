import Numerics

enum NumericsBenchmarks {
  static func run() {
    let n = 512
    let a = Tensor((0..<n * n).map { Float($0 % 37) * 0.01 - 0.2 })
    let x = try? a.reshaped([n, n])
    guard let x, let packed = try? PackedMatrix(x) else { return }
    var c = Tensor(zeros: [n, n])
    for threads in [1, 2, 1, 2] {
      let pool = WorkerPool(threads: threads)
      for (name, action) in [
        ("plain", { try? matmul(x, x, into: &c, pool: pool) }),
        ("nt", { try? matmul(x, x, transposeB: true, into: &c, pool: pool) }),
        ("tn", { try? matmul(x, x, transposeA: true, into: &c, pool: pool) }),
        ("packed", { try? matmul(x, packed, into: &c, pool: pool) }),
      ] {
        var times: [Double] = []
        for _ in 0..<15 {
          let peak = MachineLimits.multiplyAddPeak(threads: threads)
          let d = ContinuousClock().measure { _ = action() }
          times.append(2.0 * Double(n * n * n) / (Double(d.components.attoseconds) * 1e-9) / peak)
        }
        times.sort()
        print(threads, name, times[7], times[13], MachineLimits.multiplyAddPeak(threads: threads))
      }
    }
  }
}
