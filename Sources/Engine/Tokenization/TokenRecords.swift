/// The bytes of a vocabulary's tokens, each behind a header with its id and length, so that whoever
/// comes by a hash finds all in one place.
struct TokenRecords: Sendable {
  /// The records, and `padding` zeros.
  private let storage: [UInt8]
  /// The place of each record, and the place after the last one. None is 0.
  private let places: [UInt32]

  static let headerCount = 4
  /// Enough that 16 bytes can be read and written from any byte of a record.
  static let padding = PieceKey.maximumCount
  /// The place of the first record.
  static let firstPlace = 4
  /// The length that a header has for this length and all longer ones.
  private static let longest = 255

  init(tokens: [[UInt8]]) {
    let total = tokens.reduce(0) { $0 + $1.count + Self.headerCount }
    self.init(count: tokens.count, totalCount: total) { write in
      for token in tokens {
        token.withUnsafeBytes { write.append(UnsafeRawBufferPointer($0)) }
      }
    }
  }

  /// The records that `build` appends.
  ///
  /// - Parameters:
  ///   - count: their number.
  ///   - totalCount: the sum of their lengths, headers included.
  init(count: Int, totalCount: Int, build: (inout Writer) -> Void) {
    precondition(totalCount < 1 << 30, "a vocabulary of less than 1 GiB")
    let size = Self.firstPlace + totalCount + Self.padding
    var places: [UInt32] = []
    storage = [UInt8](unsafeUninitializedCapacity: size) { bytes, initialized in
      places = [UInt32](unsafeUninitializedCapacity: count + 1) { places, placeCount in
        var writer = Writer(bytes: UnsafeMutableRawBufferPointer(bytes), places: places)
        build(&writer)
        writer.pad()
        placeCount = writer.count + 1
        initialized = writer.end + Self.padding
      }
    }
    self.places = places
  }

  var count: Int { places.count - 1 }

  /// The bytes of a token.
  subscript(id: Int) -> [UInt8] { Array(storage[range(id)]) }

  func append(_ id: Int, to bytes: inout [UInt8]) { bytes += storage[range(id)] }

  private func range(_ id: Int) -> Range<Int> {
    Int(places[id]) + Self.headerCount..<Int(places[id + 1])
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    storage.withUnsafeBytes { storage in
      places.withUnsafeBufferPointer { body(View(storage: storage, places: $0)) }
    }
  }

  /// Appends records.
  struct Writer {
    fileprivate let bytes: UnsafeMutableRawBufferPointer
    fileprivate let places: UnsafeMutableBufferPointer<UInt32>
    fileprivate private(set) var count = 0
    fileprivate private(set) var end = TokenRecords.firstPlace

    fileprivate init(
      bytes: UnsafeMutableRawBufferPointer, places: UnsafeMutableBufferPointer<UInt32>
    ) {
      self.bytes = bytes
      self.places = places
      bytes.storeBytes(of: 0, as: UInt32.self)
      places[0] = UInt32(TokenRecords.firstPlace)
    }

    /// Appends a token of the given bytes.
    mutating func append(_ token: UnsafeRawBufferPointer) {
      begin(count: token.count)
      UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(from: token)
      finish(count: token.count)
    }

    /// Appends the token that two earlier ones make.
    mutating func append(_ left: Int, _ right: Int) {
      let leftCount = length(left)
      let rightCount = length(right)
      begin(count: leftCount + rightCount)
      copy(left, leftCount, to: end)
      copy(right, rightCount, to: end + leftCount)
      finish(count: leftCount + rightCount)
    }

    /// Writes zeros behind the last record.
    fileprivate func pad() {
      bytes.storeBytes(of: .zero, toByteOffset: end, as: SIMD16<UInt8>.self)
    }

    private func length(_ id: Int) -> Int {
      Int(places[id + 1] - places[id]) - TokenRecords.headerCount
    }

    /// Copies by 16 bytes; what is too much is written over by the next record.
    private func copy(_ id: Int, _ length: Int, to target: Int) {
      let source = Int(places[id]) + TokenRecords.headerCount
      var done = 0
      while done < length {
        bytes.storeBytes(
          of: bytes.loadUnaligned(fromByteOffset: source + done, as: SIMD16<UInt8>.self),
          toByteOffset: target + done, as: SIMD16<UInt8>.self)
        done += 16
      }
    }

    private mutating func begin(count length: Int) {
      let header = UInt32(count) << 8 | UInt32(min(length, TokenRecords.longest))
      bytes.storeBytes(of: header.littleEndian, toByteOffset: end, as: UInt32.self)
      end += TokenRecords.headerCount
    }

    private mutating func finish(count length: Int) {
      end += length
      count += 1
      places[count] = UInt32(end)
    }
  }

  /// The records for as long as their memory stays in place.
  struct View {
    let storage: UnsafeRawBufferPointer
    let places: UnsafeBufferPointer<UInt32>
    /// The number of bits that hold every place.
    let placeBits: UInt32

    fileprivate init(storage: UnsafeRawBufferPointer, places: UnsafeBufferPointer<UInt32>) {
      self.storage = storage
      self.places = places
      placeBits = UInt32(UInt32.bitWidth - UInt32(storage.count).leadingZeroBitCount)
    }

    var count: Int { places.count - 1 }

    /// A token's bytes, their number, and how many bytes may be read from there.
    @inline(__always)
    func token(_ id: Int) -> (bytes: UnsafePointer<UInt8>, count: Int, readable: Int) {
      let start = Int(places[id]) &+ TokenRecords.headerCount
      return (bytes(at: start), Int(places[id &+ 1]) &- start, storage.count &- start)
    }

    @inline(__always)
    private func bytes(at place: Int) -> UnsafePointer<UInt8> {
      // The storage is never empty: it has padding.
      storage.baseAddress.unsafelyUnwrapped.advanced(by: place)
        .assumingMemoryBound(to: UInt8.self)
    }

    /// The id of the token whose record is at a place, if it stands for the given bytes.
    @inline(__always)
    func id(at place: Int, ifTokenIs piece: UnsafePointer<UInt8>, count: Int) -> UInt32? {
      let header = UInt32(
        littleEndian: storage.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      let id = header &>> 8
      let length = Int(header & 0xFF)
      guard length == min(count, TokenRecords.longest) else { return nil }
      if length == TokenRecords.longest, token(Int(id)).count != count { return nil }
      let token = bytes(at: place &+ TokenRecords.headerCount)
      for index in 0..<count where token[index] != piece[index] { return nil }
      return id
    }
  }
}
