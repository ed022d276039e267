import Bedrock

/// The lab that `swiftlab new` makes; it runs as it is.
enum LabTemplate {
  static func text(title: String) -> String {
    """
    ---
    title: \(title)
    summary: What this lab shows, in a sentence.
    param.rate: 0.5
    ---

    # \(title)

    What question does this lab answer?

    ```swiftlab label=first caption="A value that is computed, shown and checked"
    let steps = [1, 2, 3]
    let scaled = rate * steps
    show scaled
    expect sum(scaled) ~ 3.0 within 0.0001
    ```

    A value may stand in a sentence, too: the steps add up to `{swiftlab} sum(scaled)`.

    The directives are listed by `swiftlab help`; `swiftlab help NAME` explains one.

    """
  }

  /// A title from a file's name: `03-first-neuron` becomes `First neuron`.
  static func title(of path: String) -> String {
    var words = PathText.stem(of: path).utf8
      .split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: " ") }
      .map { String(Substring($0)) }
    if words.count > 1, words[0].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      words.removeFirst()
    }
    var bytes = Array(words.joined(separator: " ").utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
