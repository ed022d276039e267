import Notebook

extension ParameterType where T == [ModelReference] {
  /// A list of models.
  static var models: Self {
    let single = ParameterType<ModelReference>.model
    return ParameterType(
      name: "list of models",
      allowed: ModelReference.knownNames.joined(separator: ", ") + ", results, or files",
      placeholder: [],
      text: { "[" + $0.map(single.text).joined(separator: ", ") + "]" },
      fingerprint: { .array($0.map(single.fingerprint)) },
      decode: { atom, evaluator in
        guard case .list(let elements, _) = atom else {
          return [try single.decode(atom, evaluator)]
        }
        return try elements.map { try single.decode($0, evaluator) }
      })
  }
}
