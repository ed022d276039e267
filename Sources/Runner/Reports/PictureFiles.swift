import Bedrock

/// The pictures beside reports, on the disk.
struct PictureFiles {
  let places: ReportPlaces

  /// The pictures in a report's folder that swiftlab made and the report does not link any more,
  /// below the output folder and in order of their names.
  func leftovers(of report: String, keeping pictures: [ReportPicture]) -> [String] {
    let folder = PictureFolder.path(of: report)
    let kept = Set(pictures.map(\.path))
    let names = places.folder.entries(of: folder)
    return names.filter(Self.isPicture).map { PathText.join(folder, $0) }
      .filter { !kept.contains($0) && source(of: $0) != nil }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The lab that a picture names as its source; `nil` for a file that swiftlab did not make.
  func source(of path: String) -> String? {
    guard let bytes = places.committed(path) else { return nil }
    return OpeningComment.source(of: bytes)
  }

  static func isPicture(_ name: String) -> Bool { name.utf8.suffix(4).elementsEqual(".svg".utf8) }

  /// Writes a report's pictures and removes those that it does not link any more.
  ///
  /// - Returns: whether a file was written or removed.
  func put(_ pictures: [ReportPicture], of report: String) throws -> Bool {
    var isChanged = false
    for picture in pictures {
      let isWritten = try places.put(picture.bytes, at: picture.path)
      isChanged = isChanged || isWritten
    }
    for path in leftovers(of: report, keeping: pictures) {
      try places.folder.remove(path)
      isChanged = true
    }
    return isChanged
  }
}
