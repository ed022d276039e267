/// Why a template could not be read, or not be filled in.
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line of the template, from 1.
  public let line: Int
  public let problem: String

  public init(line: Int, _ problem: String) {
    self.line = line
    self.problem = problem
  }

  public var description: String { "line \(line) of the chat template: \(problem)" }
}
