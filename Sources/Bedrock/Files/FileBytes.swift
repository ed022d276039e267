/// The bytes of a file that do not change: in memory, or where the system maps the file.
///
/// The address is kept as a number, so that the object may be shared: nobody writes there.
public final class FileBytes: Sendable {
  private let address: UInt
  public let count: Int
  private let release: @Sendable () -> Void
  private let forget: @Sendable (Range<Int>) -> Void

  /// Bytes that lie at an address for as long as `release` was not called, which the end of this
  /// object does.
  ///
  /// - Parameter forget: gives back what memory some of the bytes take, if they can be had again.
  public init(
    start: UnsafeRawPointer, count: Int, release: @escaping @Sendable () -> Void,
    forget: @escaping @Sendable (Range<Int>) -> Void = { _ in }
  ) {
    address = UInt(bitPattern: start)
    self.count = count
    self.release = release
    self.forget = forget
  }

  /// A copy of bytes.
  public convenience init(_ bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes.count, 1), alignment: 64)
    memory.copyBytes(from: bytes)
    let address = UInt(bitPattern: memory.baseAddress)
    self.init(start: UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped), count: bytes.count) {
      UnsafeMutableRawPointer(bitPattern: address)?.deallocate()
    }
  }

  deinit { release() }

  /// Gives `body` the bytes where they are.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(
      UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
  }

  /// Tells that some bytes will hardly be read again: where the system maps the file, their memory is
  /// given back. They stay what they are.
  public func giveBack(_ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "expected bytes below \(count)")
    forget(range)
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
