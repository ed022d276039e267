/// A pre-tokenizer's pattern as a function: where the piece that begins at an offset ends.
///
/// Laws: the end is past the beginning and not past the text's end; the pieces one after another
/// are the text; splitting takes time linear in the text.
protocol PieceSplitter {
  /// The offset after the piece that begins at `offset`, which is below `text.count`.
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int
}
