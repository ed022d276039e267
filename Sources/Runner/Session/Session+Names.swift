import Notebook

extension Session {
  /// Takes a name for a value that the author binds.
  ///
  /// - Throws: where it is not free.
  mutating func claim(_ name: Name) throws(Diagnostic) {
    try checkIsFree(name)
    explicitNames[name.text] = name.span
  }

  /// A name is free once: not a verb's, not a model's, not bound before.
  func checkIsFree(_ name: Name) throws(Diagnostic) {
    let text = name.text
    if host.register[text] != nil || DirectiveRegister.languageVerbs.contains(text) {
      throw .error("'\(text)' is the name of a directive and not free", at: name.span)
    }
    if host.modelNames.contains(text) {
      throw .error("'\(text)' is the name of a model and not free", at: name.span)
    }
    if let first = explicitNames[text] {
      throw .error(
        "'\(text)' is bound twice; a name keeps its value", at: name.span,
        notes: [Diagnostic.Note("bound here first", at: first)])
    }
  }
}
