/// A day, for templates that write one.
public struct ChatDate: Sendable, Equatable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// - Precondition: a day of the calendar.
  public init(year: Int, month: Int, day: Int) {
    precondition(
      (1...12).contains(month) && (1...Self.days(month, year)).contains(day),
      "expected a day of the calendar, got \(year)-\(month)-\(day)")
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The date as `2024-07-26`.
  public var text: String { formatted("%F") ?? "" }

  /// A date as `2024-07-26`; nil for one that is no day of the calendar.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.joined().allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard year > 0, (1...12).contains(month), (1...Self.days(month, year)).contains(day) else {
      return nil
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// From 0, Monday.
  private var weekday: Int {
    // Days since 0001-01-01, which was a Monday in the calendar that is counted back.
    let years = year - 1
    let before = (1..<month).reduce(0) { $0 + Self.days($1, year) }
    return (years * 365 + years / 4 - years / 100 + years / 400 + before + day - 1) % 7
  }

  /// The date by C's `strftime`; nil for a format that is not known. The time of day is midnight.
  public func formatted(_ format: String) -> String? {
    func padded(_ number: Int, _ count: Int = 2) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(count - digits.utf8.count, 0)) + digits
    }
    var result = ""
    var scalars = format.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "Y"?: result += padded(year, 4)
      case "y"?: result += padded(year % 100)
      case "m"?: result += padded(month)
      case "d"?: result += padded(day)
      case "-"? where scalars.next() == "d": result += String(day)
      case "e"?: result += day < 10 ? " \(day)" : String(day)
      case "B"?: result += Self.months[month - 1]
      case "b"?, "h"?:
        result += String(decoding: Self.months[month - 1].utf8.prefix(3), as: UTF8.self)
      case "A"?: result += Self.weekdays[weekday]
      case "a"?: result += String(decoding: Self.weekdays[weekday].utf8.prefix(3), as: UTF8.self)
      case "H"?, "M"?, "S"?: result += "00"
      case "F"?: result += "\(padded(year, 4))-\(padded(month))-\(padded(day))"
      case "%"?: result += "%"
      default: return nil
      }
    }
    return result
  }
}
