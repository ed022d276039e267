internal import CLibrary

/// The environment's variables.
package enum EnvironmentVariable {
  /// A variable's value; `nil` where it is not set, empty, or not valid UTF-8.
  package static func value(_ name: String) -> String? {
    guard let value = getenv(name), let text = String(validatingCString: value), !text.isEmpty
    else { return nil }
    return text
  }
}
