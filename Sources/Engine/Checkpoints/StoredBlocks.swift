import Bedrock
import Numerics

/// A matrix `[to, from]` as a file's blocks hold it, row by row.
public struct StoredBlocks: Sendable {
  public let format: PackedFormat
  /// `[to, from]`
  public let shape: [Int]
  let bytes: FileBytes
  let range: Range<Int>

  /// - Parameter range: where the blocks lie within `bytes`; it must be as long as they are.
  public init(_ format: PackedFormat, shape: [Int], bytes: FileBytes, range: Range<Int>) {
    self.format = format
    self.shape = shape
    self.bytes = bytes
    self.range = range
  }

  /// One of the equal matrices that it holds one after the other, `[count, to, from]`; nil if it does
  /// not.
  func part(_ index: Int, of count: Int) -> StoredBlocks? {
    guard shape.count == 3, shape[0] == count, range.count % count == 0 else { return nil }
    let size = range.count / count
    let first = range.lowerBound + index * size
    return StoredBlocks(
      format, shape: Array(shape.dropFirst()), bytes: bytes, range: first..<first + size)
  }

  /// The matrix for products x wᵀ, with its rows interleaved; nil where these blocks cannot be used so.
  func matrix(in arena: BlockArena, pool: WorkerPool) throws -> BlockMatrix? {
    guard shape.count == 2, BlockMatrix.canHold(format, rows: shape[1]) else { return nil }
    let result = try bytes.withUnsafeBytes { raw in
      try BlockMatrix(
        format, UnsafeRawBufferPointer(rebasing: raw[range]), columns: shape[0], rows: shape[1],
        arena: arena, pool: pool)
    }
    bytes.giveBack(range)
    return result
  }
}
