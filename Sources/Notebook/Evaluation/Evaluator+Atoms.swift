import Bedrock

extension Evaluator {
  /// The number that an argument stands for.
  ///
  /// - Throws: `ParameterMismatch` for a value of another kind; `Diagnostic` and `DependencyFailed`
  ///   as for every value.
  public func number(_ atom: Atom) throws -> Double {
    if case .number(let literal) = atom { return literal.value }
    let value = try evaluate(atom)
    guard case .number(let number) = value else {
      throw ParameterMismatch("must be a number, not \(value.typeName)", at: atom.span)
    }
    return number.value
  }

  /// The numbers that an argument stands for: a list of numbers, or of lists of one length, to any
  /// depth. A bound array keeps its width and labels.
  ///
  /// - Throws: as ``number(_:)``; rows of several lengths are named with their lengths.
  public func numbers(_ atom: Atom) throws -> NumericArray {
    guard case .list(let elements, _) = atom else {
      return try array(evaluate(atom), of: atom)
    }
    var gathering = Gathering()
    let shape = try gather(elements, into: &gathering)
    return NumericArray(
      shape: shape, elements: gathering.elements, width: gathering.width ?? .double)
  }

  private func array(_ value: Value, of atom: Atom) throws -> NumericArray {
    switch value {
    case .array(let array): return array
    case .list(let elements): throw Self.notNumbers(elements, at: atom.span)
    default:
      throw ParameterMismatch("must be a list of numbers, not \(value.typeName)", at: atom.span)
    }
  }

  private static func notNumbers(_ elements: [Value], at span: SourceSpan) -> ParameterMismatch {
    for (index, element) in elements.enumerated() {
      switch element {
      case .number, .array, .list: continue
      default:
        return ParameterMismatch(
          "must be a list of numbers, but entry \(index) is \(element.typeName)", at: span)
      }
    }
    return ParameterMismatch("must have rows of one length", at: span)
  }

  // MARK: Lists

  /// The numbers of a list that were read so far.
  private struct Gathering {
    var elements: [Double] = []
    /// `float` as long as all of them are floats.
    var width: NumberWidth?

    mutating func append(_ values: [Double], _ width: NumberWidth) {
      elements.append(contentsOf: values)
      self.width = self.width == .double ? .double : width
    }
  }

  /// Reads a list's numbers; the result is its shape.
  private func gather(_ atoms: [Atom], into gathering: inout Gathering) throws -> [Int] {
    var inner: [Int]?
    for (index, atom) in atoms.enumerated() {
      let shape = try gather(atom, index, into: &gathering)
      if let first = inner, first != shape {
        throw ParameterMismatch(Self.ragged(index, shape, first), at: atom.span)
      }
      inner = shape
    }
    return [atoms.count] + (inner ?? [])
  }

  private func gather(_ atom: Atom, _ index: Int, into gathering: inout Gathering) throws -> [Int] {
    switch atom {
    case .number(let literal):
      gathering.elements.append(literal.value)
      gathering.width = .double
      return []
    case .list(let elements, _):
      return try gather(elements, into: &gathering)
    default:
      let value = try evaluate(atom)
      switch value {
      case .number(let number):
        gathering.append([number.value], number.width)
        return []
      case .array(let array):
        gathering.append(array.elements, array.width)
        return array.shape
      default:
        throw ParameterMismatch(
          "must be a list of numbers, but entry \(index) is \(value.typeName)", at: atom.span)
      }
    }
  }

  private static func ragged(_ index: Int, _ shape: [Int], _ first: [Int]) -> String {
    func words(_ shape: [Int]) -> String {
      switch shape.count {
      case 0: "a number"
      case 1: shape[0] == 1 ? "1 entry" : "\(shape[0]) entries"
      default: "the shape \(shape.map { String($0) }.joined(separator: "×"))"
      }
    }
    if shape.isEmpty != first.isEmpty {
      let kind = shape.isEmpty ? "a number" : "a list of \(words(shape))"
      let other = first.isEmpty ? "a number" : "a list of \(words(first))"
      return "must have rows of one length, but entry \(index) is \(kind) and entry 0 is \(other)"
    }
    return "must have rows of one length, but row \(index) has \(words(shape)) "
      + "and row 0 has \(words(first))"
  }
}
