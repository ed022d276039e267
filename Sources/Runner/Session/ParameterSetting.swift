import Bedrock
import Notebook

/// The value of a lab's parameter: that of `--set` where it is given, else that of the front matter.
enum ParameterSetting {
  static func value(
    of parameter: FrontMatter.Parameter, settings: [(name: String, value: String)]
  ) throws(Diagnostic) -> Value {
    guard let setting = settings.last(where: { $0.name == parameter.name.text }) else {
      return parameter.value
    }
    // A shell has taken the quotes off: text is taken as it stands, unless it brings quotes along.
    if case .string = parameter.value, setting.value.utf8.first != UInt8(ascii: "\"") {
      return .string(setting.value)
    }
    let file = SourceFile(path: "--set", text: setting.value)
    do {
      return try ParameterText.value(SourceText(file: file, range: 0..<file.utf8.count))
    } catch {
      throw .error(
        "'--set \(setting.name)=\(VisibleText.line(setting.value))': \(error.message)",
        at: parameter.name.span)
    }
  }
}
