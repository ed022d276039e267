/// Unicode's normal form C: characters as few scalars as can be (Unicode Standard Annex 15).
///
/// Law: the same text has the same form on every platform; texts of ASCII are their own form.
enum CanonicalComposition {
  /// The normal form of a text.
  static func composed(_ text: String) -> String {
    // Below U+0300 nothing composes with what stands beside it, nor falls apart for good.
    guard text.unicodeScalars.contains(where: { $0.value >= 0x300 }) else { return text }
    let scalars = compose(ordered(text.unicodeScalars.flatMap { decomposed($0.value) }))
    var result = ""
    for value in scalars {
      if let scalar = Unicode.Scalar(value) { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  private struct Tables {
    var decompositions: [UInt32: [UInt32]] = [:]
    var compositions: [UInt64: UInt32] = [:]
    var classes: [UInt32: UInt8] = [:]
  }

  private static let tables: Tables = {
    var tables = Tables()
    for entry in words(CanonicalTable.decompositions) {
      guard let cut = entry.firstIndex(where: { $0 == 0x3D || $0 == 0x21 }) else { continue }
      let scalar = hex(entry[..<cut])
      let parts = entry[(cut + 1)...].split(separator: 0x2B).map { hex($0) }
      tables.decompositions[scalar] = parts
      if parts.count == 2, entry[cut] == 0x3D {
        tables.compositions[UInt64(parts[0]) << 32 | UInt64(parts[1])] = scalar
      }
    }
    for entry in words(CanonicalTable.classes) {
      guard let cut = entry.firstIndex(of: 0x3A) else { continue }
      let ends = entry[..<cut].split(separator: 0x2D).map { hex($0) }
      let number = entry[(cut + 1)...].reduce(0) { $0 * 10 + Int($1) - 0x30 }
      guard let first = ends.first, let last = ends.last else { continue }
      for scalar in first...last { tables.classes[scalar] = UInt8(clamping: number) }
    }
    return tables
  }()

  private static func words(_ text: StaticString) -> [ArraySlice<UInt8>] {
    let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    return bytes.split { $0 == 0x20 || $0 == 0x0A }
  }

  private static func hex(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32($1 < 0x41 ? $1 - 0x30 : $1 - 0x37) }
  }

  // Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
  private static let (syllables, leads, vowels, trails): (UInt32, UInt32, UInt32, UInt32) =
    (0xAC00, 0x1100, 0x1161, 0x11A7)

  private static func decomposed(_ scalar: UInt32) -> [UInt32] {
    if (syllables..<syllables + 11_172).contains(scalar) {
      let index = scalar - syllables
      let parts = [leads + index / 588, vowels + index % 588 / 28]
      return index % 28 == 0 ? parts : parts + [trails + index % 28]
    }
    guard scalar >= 0xC0, let parts = tables.decompositions[scalar] else { return [scalar] }
    return decomposed(parts[0]) + parts.dropFirst()
  }

  /// Marks by their classes, those of equal class as they stand.
  private static func ordered(_ scalars: [UInt32]) -> [UInt32] {
    var result = scalars
    var start = 0
    while start < result.count {
      guard tables.classes[result[start]] != nil else {
        start += 1
        continue
      }
      var end = start
      while end < result.count, tables.classes[result[end]] != nil { end += 1 }
      let run = result[start..<end].enumerated().sorted { a, b in
        let (first, second) = (tables.classes[a.element] ?? 0, tables.classes[b.element] ?? 0)
        return (first, a.offset) < (second, b.offset)
      }
      result.replaceSubrange(start..<end, with: run.map(\.element))
      start = end
    }
    return result
  }

  private static func compose(_ scalars: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var starter: Int?
    var lastClass = 0
    for scalar in scalars {
      let ownClass = Int(tables.classes[scalar] ?? 0)
      // A mark is blocked by one of its own class or a higher one between it and the starter.
      let isOpen = starter.map { $0 == result.count - 1 || lastClass < ownClass && lastClass != 0 }
      if let starter, isOpen == true, let joined = pair(result[starter], scalar) {
        result[starter] = joined
        continue
      }
      if ownClass == 0 { starter = result.count }
      lastClass = ownClass
      result.append(scalar)
    }
    return result
  }

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (leads..<leads + 19).contains(first), (vowels..<vowels + 21).contains(second) {
      return syllables + ((first - leads) * 21 + (second - vowels)) * 28
    }
    if (syllables..<syllables + 11_172).contains(first), (first - syllables) % 28 == 0,
      (trails + 1..<trails + 28).contains(second)
    {
      return first + (second - trails)
    }
    return tables.compositions[UInt64(first) << 32 | UInt64(second)]
  }
}
