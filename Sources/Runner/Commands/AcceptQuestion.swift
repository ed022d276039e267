import Bedrock

/// Asks a person which reports to accept, one after the other.
struct AcceptQuestion {
  let places: CheckPlaces
  let console: Console

  /// The entries that are to be accepted.
  func chosen(of entries: [CheckRecord.Entry]) -> [CheckRecord.Entry] {
    var chosen: [CheckRecord.Entry] = []
    for (index, entry) in entries.enumerated() {
      console.printDifference(difference(of: entry))
      switch answer(to: "accept '\(VisibleText.line(places.report(entry.file)))'? [y,n,a,q,?] ") {
      case .yes: chosen.append(entry)
      case .no: continue
      case .all: return chosen + entries[index...]
      case .quit: return chosen
      }
    }
    return chosen
  }

  private enum Answer { case yes, no, all, quit }

  private func answer(to question: String) -> Answer {
    while true {
      console.printError(question)
      switch console.readLine() {
      case "y"?, "Y"?, "yes"?: return .yes
      case "n"?, "N"?, "no"?: return .no
      case "a"?: return .all
      case "q"?: return .quit
      case nil:
        console.printError("\n")
        return .quit
      default:
        console.printError(
          "y: accept it; n: leave it; a: accept it and all that follow; q: leave it and all that "
            + "follow\n")
      }
    }
  }

  private func difference(of entry: CheckRecord.Entry) -> String {
    CheckFindings.Stale(
      source: entry.file.source, report: places.report(entry.file),
      committed: places.committed(entry.file), made: places.made(entry.file) ?? []
    ).difference
  }
}
