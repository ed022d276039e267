import Bedrock

/// Ranks of which the k-th has a probability in proportion to (k + shift)^−exponent: the law of
/// Zipf and Mandelbrot.
struct RankDistribution {
  private let cumulative: [Double]

  init(count: Int, exponent: Double, shift: Double) {
    var sum = 0.0
    cumulative = (0..<count).map { rank in
      sum += 1 / Elementary.pow(Double(rank) + 1 + shift, exponent)
      return sum
    }
  }

  func draw(_ random: inout RandomStream) -> Int {
    let target = random.uniform() * (cumulative.last ?? 0)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
