/// The pre-tokenizer of SmolLM2, `smollm` in GGUF: the text is first cut into single numbers
/// `\p{N}` and what lies between them, and each stretch between is a text of its own for GPT-2's
/// pattern.
enum SmolLMSplitter: PieceSplitter {
  static func endOfPiece(in text: ByteText, from offset: Int) -> Int {
    let (first, length) = text.scalar(at: offset)
    if first.contains(.number) { return offset + length }
    if first.contains(.space) {
      // The one thing that depends on where the stretch ends: white space before a number is kept
      // together as at the end of a text.
      let end = text.run(from: offset) { $0.contains(.space) }
      if end < text.count, text.scalar(at: end).class.contains(.number) { return end }
    }
    return R50kSplitter.endOfPiece(in: text, from: offset)
  }
}
