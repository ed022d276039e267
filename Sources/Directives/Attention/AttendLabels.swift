import Engine
import Notebook

/// The texts of an attention's axes.
struct AttendLabels {
  let queries: [String]?
  let keys: [String]?

  /// Labels are those of the keys. The queries are the same positions, or under a causal mask the
  /// last of them; other queries have names of their own or none.
  ///
  /// - Parameters:
  ///   - given: the keys' texts.
  ///   - queries: the queries' own.
  ///   - blamed: the parameters that are to blame if the count of either is wrong.
  init(
    given: [String]?, queries named: [String]?, attention: ScalarAttention,
    blamed: (keys: String?, queries: String?)
  ) throws {
    let (rows, columns) = (attention.scores.rowCount, attention.scores.columnCount)
    if let given, given.count != columns {
      throw DirectiveError(
        "\(counted: given.count, "label") for \(counted: columns, "key"): give one a key",
        parameter: blamed.keys)
    }
    if let named, named.count != rows {
      throw DirectiveError(
        "\(counted: named.count, "name") for \(counted: rows, "query", plural: "queries"): give"
          + " one a query", parameter: blamed.queries)
    }
    keys = given
    let isSame = rows == columns || attention.mask == .causal
    queries = named ?? (isSame ? given.map { Array($0.suffix(rows)) } : nil)
    isSingle = rows == 1 && columns > 1
  }

  /// Whether the queries are positions among the keys, so that arcs can lead from one to another.
  var areOneSequence: Bool {
    guard let queries, let keys, queries.count <= keys.count else { return false }
    return zip(queries.reversed(), keys.reversed()).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  /// Whether there is one query, which needs no number.
  private let isSingle: Bool

  /// What heads the rows of a picture.
  var rows: [String]? { queries ?? (isSingle ? ["query"] : nil) }

  func query(_ position: Int) -> String {
    queries.map { $0[position] } ?? (isSingle ? "the query" : "query \(position)")
  }
  func key(_ position: Int) -> String { keys.map { $0[position] } ?? "key \(position)" }
}
