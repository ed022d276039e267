import Synchronization

/// What a run wrote.
final class Streams: Sendable {
  let output = Mutex<[UInt8]>([])
  let errors = Mutex<[UInt8]>([])
}
