import Numerics
import Synchronization
import Testing

@Suite("worker pool")
struct WorkerPoolTests {
  struct Failure: Error, Equatable { let index: Int }

  @Test("every index is visited exactly once", arguments: threadCounts, [0, 1, 2, 5, 1000])
  func visitsOnce(threads: Int, count: Int) {
    let visits = Mutex([Int](repeating: 0, count: count))
    WorkerPool(threads: threads).forEach(count) { index in visits.withLock { $0[index] += 1 } }
    #expect(visits.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test("a count of threads below one counts as one", arguments: [-3, 0, 1])
  func atLeastOne(threads: Int) {
    #expect(WorkerPool(threads: threads).threads == 1)
  }

  @Test("the failure with the lowest index is thrown", arguments: threadCounts)
  func lowestFailure(threads: Int) {
    let pool = WorkerPool(threads: threads)
    for lowest in [0, 1, 13, 99] {
      #expect(throws: Failure(index: lowest)) {
        try pool.forEach(100) { index throws(Failure) in
          if index >= lowest { throw Failure(index: index) }
        }
      }
    }
  }

  @Test("a pool goes on working after a failure")
  func worksAfterFailure() throws {
    let pool = WorkerPool(threads: 3)
    for _ in 0..<200 {
      try? pool.forEach(10) { index throws(Failure) in throw Failure(index: index) }
      let sum = Atomic(0)
      pool.forEach(10) { index in sum.wrappingAdd(index, ordering: .relaxed) }
      #expect(sum.load(ordering: .relaxed) == 45)
    }
  }

  @Test("a loop inside a loop runs to its end", arguments: threadCounts)
  func nested(threads: Int) {
    let pool = WorkerPool(threads: threads)
    let other = WorkerPool(threads: 2)
    let sum = Atomic(0)
    pool.forEach(8) { outer in
      pool.forEach(8) { inner in
        other.forEach(3) { deepest in
          sum.wrappingAdd(outer * 100 + inner * 10 + deepest, ordering: .relaxed)
        }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 8 * 8 * 3 * 350 + 8 * 8 * 3 * 35 + 8 * 8 * 3)
  }

  @Test("several callers share a pool", arguments: threadCounts)
  func severalCallers(threads: Int) async {
    let pool = WorkerPool(threads: threads)
    let total = await withTaskGroup(of: Int.self) { group in
      for caller in 0..<6 {
        group.addTask {
          let sum = Atomic(0)
          for _ in 0..<300 {
            pool.forEach(7) { index in sum.wrappingAdd(caller + index, ordering: .relaxed) }
          }
          return sum.load(ordering: .relaxed)
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == (0..<6).reduce(0) { $0 + 300 * (7 * $1 + 21) })
  }

  @Test("pools may be made and given up in great numbers")
  func shortLived() {
    for round in 0..<200 {
      let sum = Atomic(0)
      WorkerPool(threads: 1 + round % 4).forEach(5) { index in
        sum.wrappingAdd(index, ordering: .relaxed)
      }
      #expect(sum.load(ordering: .relaxed) == 10)
    }
  }
}
