import Bedrock
import Engine
import Notebook

/// Scores over distances: of vectors that are the same, of vectors that have nothing to do with each
/// other, and of the lab's own.
struct RopeCurves {
  let distances: [Double]
  /// The mean over samples of a drawn query with itself as the key.
  let same: [Double]
  /// One drawn query with one drawn key.
  let random: [Double]
  /// How large such a score typically is: the root of the mean square over samples.
  let randomSize: [Double]
  /// The lab's query and key.
  let given: [Double]?
  let samples: Int

  init(
    _ rotary: ScalarRotary, largest: Int, samples: Int,
    given: (query: [Double], key: [Double])?, _ stream: RandomStream
  ) {
    let table = RotaryDistances(rotary, largest: largest)
    var stream = stream
    func draw() -> [Double] { (0..<rotary.width).map { _ in stream.normal() } }
    var same = [Double](repeating: 0, count: table.count)
    var squares = same
    var first: [Double] = []
    for sample in 0..<samples {
      let (query, key) = (draw(), draw())
      let scores = table.scores(query, key)
      if sample == 0 { first = scores }
      for (index, score) in table.scores(query, query).enumerated() {
        same[index] += score / Double(samples)
        squares[index] += scores[index] * scores[index] / Double(samples)
      }
    }
    distances = (0...largest).map(Double.init)
    self.same = same
    random = first
    randomSize = squares.map(Elementary.sqrt)
    self.given = given.map { table.scores($0.query, $0.key) }
    self.samples = samples
  }

  func add(to record: inout Record) {
    record["distances"] = .vector(distances)
    record["same"] = .vector(same)
    record["random"] = .vector(random)
    record["random_size"] = .vector(randomSize)
    record["given"] = given.map { .vector($0) }
  }
}
