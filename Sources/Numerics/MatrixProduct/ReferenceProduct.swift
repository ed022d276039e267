/// The matrix product as its law is written, one output after the other: what the fast kernels are
/// tested against, bit for bit.
package enum ReferenceProduct {
  /// `alpha · a · b + beta · c` for row-major `a` `[m, k]`, `b` `[k, n]` and `c` `[m, n]`.
  package static func multiply(
    _ a: [Float], _ b: [Float], m: Int, k: Int, n: Int, alpha: Float = 1, beta: Float = 0,
    c: [Float] = []
  ) -> [Float] {
    var result = [Float](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var chain: Float = beta == 0 ? 0 : beta == 1 ? c[i * n + j] : beta * c[i * n + j]
        for step in 0..<k {
          chain = chain.addingProduct(alpha * a[i * k + step], b[step * n + j])
        }
        result[i * n + j] = chain
      }
    }
    return result
  }
}
