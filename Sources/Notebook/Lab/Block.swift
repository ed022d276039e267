import Markdown

/// A fence of a lab that holds directives.
public struct Block: Sendable {
  /// Whole lines, from the start of the opening line to the end of the closing one with its line end.
  public var range: Range<Int>
  /// What keeps the lines of the source and its results in the quotes and list items around.
  public var prefix: ContainerPrefix
  /// `` ` `` or `~`.
  public var fenceCharacter: UInt8
  public var fenceLength: Int
  public var isClosed: Bool
  /// The info string, with `swiftlab`.
  public var infoSpan: SourceSpan
  public var options: BlockOptions
  /// Each content line in the file, without prefix and line end.
  public var lines: [ContentLine]
  /// The content, line by line, as it is to be shown.
  public var source: [String]
  /// Every directive that could be read.
  public var statements: [Statement]
  /// What is wrong with the content. The lab's diagnostics hold it too, unless the block expects an
  /// error.
  public var diagnostics: [Diagnostic]
  /// The names that directives which could not be read would have bound, as far as one can tell: who
  /// reads them is skipped, not reported anew.
  public var failedNames: [String]
}
