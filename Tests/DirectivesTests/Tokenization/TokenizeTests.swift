import Bedrock
import Testing

@Suite struct TokenizeTests {
  @Test("the seed's sentence has 102 characters and its 22 tokens")
  func seed() {
    let run = LabRun(
      """
      tokenize "If the human brain were so simple that we could understand it, we would be so simple that we couldn't."
      expect tokenize.characters == 102
      expect tokenize.count == 22
      expect tokenize.ids == [3335, 290, 5396, 12891, 1504, 813, 4705, 484, 581, 2023, 4218, 480, 11,
        581, 1481, 413, 813, 4705, 484, 581, 21149, 13]
      expect tokenize.characters_per_token ~ 4.6
      expect tokenize.words == 20
      """)
    #expect(run.errors == [])
  }

  @Test("pieces and their bytes; half a character is shown by its bytes")
  func pieces() {
    let run = LabRun("tokenize \"naïve 😀\" encoding=gpt2 show=bytes")
    #expect(run["tokenize", "pieces"] == ["na", "ïve", " \\xF0\\x9F\\x98", "\\x80"])
    #expect(run["tokenize", "piece_bytes"] == ["6e61", "c3af7665", "20f09f98", "80"])
    #expect(run["tokenize", "characters"]?.intValue == 7)
    #expect(run["tokenize", "bytes"]?.intValue == 11)
    #expect(run.shown["tokenize"]?.contains("positions 2 and 3 hold parts of characters") == true)
  }

  @Test("several encodings are compared, and the results are those of the first")
  func comparison() {
    let run = LabRun(
      """
      tokenize "naïve 😀 日本語" encoding=[o200k_base, cl100k_base, gpt2, r50k_base]
      expect tokenize.counts["gpt2"] == tokenize.counts["r50k_base"]
      expect tokenize.count == tokenize.counts["o200k_base"]
      expect tokenize.counts["gpt2"] > tokenize.counts["o200k_base"]
      """)
    #expect(run.errors == [])
  }

  @Test("a special token's spelling is plain text unless it is asked for")
  func special() {
    let run = LabRun(
      """
      plain = tokenize "<|endoftext|>"
      special = tokenize "<|endoftext|>" special=true
      expect plain.count > 1
      expect special.ids == [199999]
      """)
    #expect(run.errors == [])
  }

  @Test("a replay ends with the word's own tokens")
  func replay() {
    let run = LabRun("tokenize merges=\"unbelievable\"\nexpect tokenize.ids == [373, 9880, 45794]")
    #expect(run.errors == [])
    #expect(
      run["tokenize", "merge_pieces"]
        == ["le", "el", "un", "ab", "ie", "able", "bel", "iev", "ievable"])
    #expect(run.shown["tokenize"]?.contains("un bel ievable") == true)
  }

  @Test("an empty text has no tokens, and no characters per token")
  func empty() {
    let run = LabRun("tokenize \"\"\nexpect tokenize.count == 0")
    #expect(run.errors == [])
    // Infinite and undefined numbers are null in JSON text.
    #expect(run["tokenize", "characters_per_token"]?.serialized() == "null")
  }

  @Test("bpe learns the most frequent pair first, and counts overlaps once")
  func training() {
    let run = LabRun(
      """
      bpe "low low low low lower lower newest newest newest widest" merges=3 tokenize="lowest"
      expect bpe.counts == [6, 6, 5]
      expect bpe.ids == [257, 101, 115, 116]
      overlap = bpe "aaaaa" merges=1 split=none
      expect overlap.counts[0] == 2
      """)
    #expect(run.errors == [])
    #expect(run["bpe", "pieces"] == ["lo", "low", " low"])
  }

  @Test(
    "what is wrong is said in the author's words",
    arguments: [
      (
        "tokenize",
        "'tokenize' needs something to cut: a text, or a conversation, or 'merges=' with a word"
      ),
      (
        "tokenize \"a\" encoding=o200k",
        "'encoding' must be one of o200k_base, cl100k_base, r50k_base, gpt2, not 'o200k'; did you"
          + " mean 'o200k_base'?"
      ),
      ("tokenize \"a\" encoding=[]", "'encoding' names no encoding"),
      ("tokenize merges=\"\"", "'merges' replays a word of 1 to 64 bytes, not 0 bytes"),
      ("tokenize 5", "'text' must be text, not a number"),
      ("bpe", "'bpe' needs 'text=' (text or list of strings)"),
      ("bpe \"a\" merges=0", "'merges' must be at least 1 and at most 50000, not 0"),
    ])
  func errors(source: String, message: String) {
    #expect(LabRun(source).errors == [message])
  }
}
