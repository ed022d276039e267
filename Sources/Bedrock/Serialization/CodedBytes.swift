/// `Codable` values as bytes, without Foundation's coders, whose start-up alone costs ten milliseconds.
///
/// Law: what is decoded equals what was encoded, each number to the bit, NaN and negative zero too.
public enum CodedBytes {
  /// - Throws: what a type's own `encode(to:)` throws.
  public static func put(_ value: some Encodable, to writer: inout ByteWriter) throws {
    try NodeEncoder.node(of: value, at: []).write(to: &writer)
  }

  /// - Throws: `ByteReader.Damaged`, or `DecodingError` where the bytes are of another type.
  public static func take<T: Decodable>(_ type: T.Type, from reader: inout ByteReader) throws -> T {
    try NodeDecoder(CodedNode(from: &reader), at: []).decoded(type)
  }
}
