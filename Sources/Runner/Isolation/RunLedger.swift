import Bedrock
import Synchronization

/// What the process that works on labs tells the one that watches over it, in memory that both share.
///
/// Each thread that works on labs has an entry of its own and notes in it the directive that it begins:
/// so nothing waits, nothing is copied, and after a sudden end the entries say what was being done.
///
/// The memory begins with the number of labs that were told of; then come a byte for each lab, the
/// entries, and what the watching process has found out before.
package final class RunLedger: Sendable {
  private let memory: SharedMemory

  private static let labPlace = 4096
  private static let mostLabs = 1 << 16
  private static let entryPlace = labPlace + mostLabs
  private static let entrySize = 1024
  private static let mostEntries = 1025
  private static let statePlace = entryPlace + mostEntries * entrySize
  private static let stateSize = 1 << 20
  private static let count = statePlace + stateSize

  /// For the process that watches.
  package convenience init?() {
    guard let memory = SharedMemory(count: Self.count) else { return nil }
    self.init(memory)
  }

  /// For the process that works.
  package static func handed() -> RunLedger? {
    SharedMemory(handed: count).map { RunLedger($0) }
  }

  private init(_ memory: SharedMemory) { self.memory = memory }

  var sharedMemory: SharedMemory { memory }

  // MARK: What was told and written

  /// How many labs, from the first, the terminal was told of.
  var told: Int {
    get { memory.start.load(as: Int.self) }
    set { memory.start.storeBytes(of: newValue, as: Int.self) }
  }

  /// Whether a lab's report was written in this run.
  func isWritten(_ lab: Int) -> Bool {
    lab < Self.mostLabs
      && memory.start.load(fromByteOffset: Self.labPlace + lab, as: UInt8.self) == 1
  }

  func noteWritten(_ lab: Int) {
    guard lab < Self.mostLabs else { return }
    memory.start.storeBytes(of: 1, toByteOffset: Self.labPlace + lab, as: UInt8.self)
  }

  // MARK: Entries

  /// What a thread is doing.
  struct Entry: Equatable {
    var lab: Int
    var path: String
    var line: Int
    var column: Int
    /// Nanoseconds since 1970 at which the lab was begun.
    var began: Int
  }

  /// Takes an entry that no other thread has; `nil` where there is none left.
  func takeEntry() -> Int? {
    for index in 0..<Self.mostEntries where taken.exchange(index) { return index }
    return nil
  }

  private let taken = TakenNumbers(count: mostEntries)

  /// Notes that a lab is begun.
  func begin(_ lab: Int, path: String, in entry: Int) {
    let place = start(of: entry)
    place.storeBytes(of: FileSystem.now, toByteOffset: 16, as: Int.self)
    note(path: path, line: 1, column: 1, in: entry)
    place.storeBytes(of: lab + 1, as: Int.self)
  }

  /// Notes the directive that is begun.
  func note(path: String, line: Int, column: Int, in entry: Int) {
    let place = start(of: entry)
    place.storeBytes(of: UInt32(truncatingIfNeeded: line), toByteOffset: 8, as: UInt32.self)
    place.storeBytes(of: UInt32(truncatingIfNeeded: column), toByteOffset: 12, as: UInt32.self)
    var length = 0
    for byte in path.utf8.prefix(Self.entrySize - 32) {
      place.storeBytes(of: byte, toByteOffset: 32 + length, as: UInt8.self)
      length += 1
    }
    place.storeBytes(of: length, toByteOffset: 24, as: Int.self)
  }

  /// Notes that nothing is being done.
  func end(_ entry: Int) {
    start(of: entry).storeBytes(of: 0, as: Int.self)
    taken.giveBack(entry)
  }

  /// What was being done.
  var entries: [Entry] {
    (0..<Self.mostEntries).compactMap { index in
      let place = start(of: index)
      let lab = place.load(as: Int.self) - 1
      let length = place.load(fromByteOffset: 24, as: Int.self)
      guard lab >= 0, (0...Self.entrySize - 32).contains(length) else { return nil }
      let path = (0..<length).map { place.load(fromByteOffset: 32 + $0, as: UInt8.self) }
      return Entry(
        lab: lab, path: String(decoding: path, as: UTF8.self),
        line: Int(place.load(fromByteOffset: 8, as: UInt32.self)),
        column: Int(place.load(fromByteOffset: 12, as: UInt32.self)),
        began: place.load(fromByteOffset: 16, as: Int.self))
    }
  }

  func clearEntries() {
    for index in 0..<Self.mostEntries { start(of: index).storeBytes(of: 0, as: Int.self) }
  }

  private func start(of entry: Int) -> UnsafeMutableRawPointer {
    memory.start + Self.entryPlace + entry * Self.entrySize
  }

  // MARK: What the watching process knows

  /// What it found out in earlier attempts.
  var state: IsolationState {
    get {
      let count = memory.start.load(fromByteOffset: Self.statePlace, as: Int.self)
      guard (1...Self.stateSize - 8).contains(count) else { return IsolationState() }
      let bytes = (0..<count).map {
        memory.start.load(fromByteOffset: Self.statePlace + 8 + $0, as: UInt8.self)
      }
      return IsolationState(bytes) ?? IsolationState()
    }
    set {
      let bytes = newValue.bytes.prefix(Self.stateSize - 8)
      for (offset, byte) in bytes.enumerated() {
        memory.start.storeBytes(
          of: byte, toByteOffset: Self.statePlace + 8 + offset, as: UInt8.self)
      }
      memory.start.storeBytes(of: bytes.count, toByteOffset: Self.statePlace, as: Int.self)
    }
  }
}

/// Which of some numbers are taken.
private final class TakenNumbers: Sendable {
  private let taken: Mutex<[Bool]>

  init(count: Int) { taken = Mutex(Array(repeating: false, count: count)) }

  /// Takes a number; `false` where it is taken already.
  func exchange(_ number: Int) -> Bool {
    taken.withLock { taken in
      if taken[number] { return false }
      taken[number] = true
      return true
    }
  }

  func giveBack(_ number: Int) { taken.withLock { $0[number] = false } }
}
