import Bedrock

/// How a text is cut into pieces by patterns, one after another: each cuts the pieces that those
/// before it left.
public struct PatternCutting: Sendable, Equatable {
  /// What becomes of what a pattern matches, and of what lies between.
  public enum Behavior: String, Sendable, CaseIterable {
    /// Each is a piece.
    case isolated
    /// A match goes to the piece before it, or after it.
    case mergedWithPrevious = "merged_with_previous"
    case mergedWithNext = "merged_with_next"
    /// Neighbouring matches are one piece.
    case contiguous
  }

  /// One pattern and what it does.
  public struct Stage: Sendable, Equatable {
    public let pattern: String
    public let behavior: Behavior
    let program: PatternProgram

    public init(
      _ pattern: String, _ behavior: Behavior = .isolated
    ) throws(PatternError) {
      try self.init(pattern, behavior, dialect: .usual)
    }

    init(
      _ pattern: String, _ behavior: Behavior = .isolated, dialect: PatternParser.Dialect
    ) throws(PatternError) {
      self.pattern = pattern
      self.behavior = behavior
      program = try PatternProgram(pattern, dialect: dialect)
    }
  }

  /// The name of the rule, where it has one.
  public let name: String?
  public let stages: [Stage]

  public init(name: String? = nil, stages: [Stage]) {
    self.name = name
    self.stages = stages
  }

  /// The offsets at which a text's pieces end, in bytes.
  func pieceEnds(of text: ByteText) -> [Int] {
    let decoded = DecodedText(text)
    return decoded.scalars.withUnsafeBufferPointer { scalars in
      var pieces = [0..<scalars.count]
      for stage in stages {
        pieces = pieces.flatMap { Self.cut($0, by: stage, scalars) }
      }
      return pieces.filter { !$0.isEmpty }.map { decoded.offsets[$0.upperBound] }
    }
  }

  private static func cut(
    _ piece: Range<Int>, by stage: Stage, _ scalars: UnsafeBufferPointer<UInt32>
  ) -> [Range<Int>] {
    let matcher = PatternMatcher(program: stage.program, scalars: scalars, bounds: piece)
    var parts: [(range: Range<Int>, isMatch: Bool)] = []
    var (start, place) = (piece.lowerBound, piece.lowerBound)
    while place < piece.upperBound {
      guard let end = matcher.end(at: place), end > place else {
        place += 1
        continue
      }
      if place > start { parts.append((start..<place, false)) }
      parts.append((place..<end, true))
      (start, place) = (end, end)
    }
    if start < piece.upperBound { parts.append((start..<piece.upperBound, false)) }
    return joined(parts, stage.behavior)
  }

  private static func joined(
    _ parts: [(range: Range<Int>, isMatch: Bool)], _ behavior: Behavior
  ) -> [Range<Int>] {
    guard behavior != .isolated else { return parts.map(\.range) }
    var result: [Range<Int>] = []
    var wasMatch: Bool?
    for (range, isMatch) in parts {
      let joins =
        switch behavior {
        case .isolated: false
        case .contiguous: wasMatch == isMatch
        case .mergedWithPrevious: wasMatch == false && isMatch
        case .mergedWithNext: wasMatch == true && !isMatch
        }
      if joins, let last = result.popLast() {
        result.append(last.lowerBound..<range.upperBound)
      } else {
        result.append(range)
      }
      wasMatch = isMatch
    }
    return result
  }
}

/// A text as scalars, each with the offset of its bytes.
struct DecodedText {
  /// An ill-formed byte is a scalar past the last.
  private(set) var scalars: [UInt32] = []
  /// Where each begins, and the end of the text.
  private(set) var offsets: [Int] = []

  init(_ text: ByteText) {
    scalars.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count + 1)
    var offset = 0
    while offset < text.count {
      offsets.append(offset)
      let (value, length) = text.value(at: offset)
      scalars.append(value)
      offset += length
    }
    offsets.append(text.count)
  }
}

extension ByteText {
  /// The scalar at an offset below `count`, and its length in bytes; an ill-formed byte is one past
  /// the last scalar.
  func value(at offset: Int) -> (value: UInt32, length: Int) {
    let byte = start[offset]
    return byte < 0x80 ? (UInt32(byte), 1) : decode(at: offset) ?? (0x11_0000, 1)
  }
}
