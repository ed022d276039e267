import Bedrock
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
  @Test("formats agree with Python's exact ones over the whole range")
  func fixture() throws {
    var checked = 0
    for line in try fixtureLines("numbers.txt") where line[0] != "float" && line[0] != "double" {
      let x = try double(line[1])
      #expect(try NumberFormat(String(line[0])).format(x) == line[2], "\(line[0]) of \(x)")
      checked += 1
    }
    #expect(checked > 4000)
  }

  @Test("the shortest digits agree with NumPy's and read back")
  func shortest() throws {
    for line in try fixtureLines("numbers.txt") {
      if line[0] == "double" {
        let x = try double(line[1])
        #expect(NumberText.shortest(x) == line[2])
        #expect(NumberText.json(x) == line[2])
        #expect(NumberText.parse(String(line[2])) == x)
      } else if line[0] == "float" {
        let x = try float(line[1])
        #expect(NumberText.shortest(x) == line[2])
        #expect(NumberText.parseFloat(line[2].utf8) == x)
      }
    }
  }

  @Test("the named functions are the formats of their names")
  func names() {
    #expect(NumberText.fixed(2.0 / 3, decimals: 3) == "0.667")
    #expect(NumberText.fixed(Float(0.1), decimals: 12) == "0.100000001490")
    #expect(NumberText.scientific(0.00123456, digits: 2) == "1.23e-03")
    #expect(NumberText.scientific(Float(12345), digits: 1) == "1.2e+04")
    #expect(NumberText.significant(2.0 / 3, digits: 4) == "0.6667")
    #expect(NumberText.significant(Float(1_234_567), digits: 4) == "1.235e+06")
    #expect(NumberText.significant(100.0, digits: 0) == "1e+02")
    #expect(NumberText.percent(0.4375, decimals: 1) == "43.8%")
    #expect(NumberText.percent(Float(0.5), decimals: 0) == "50%")
    #expect(NumberText.signed(0.534, decimals: 2) == "+0.53")
    #expect(NumberText.signed(-0.534, decimals: 2) == "-0.53")
    #expect(NumberText.signed(Float(2), decimals: 0) == "+2")
    #expect(NumberText.signed(3) == "+3" && NumberText.signed(-3) == "-3")
    #expect(NumberText.signed(0) == "0")
  }

  @Test("ties go to even, of the exact value")
  func ties() {
    let cases: [(Double, Int, String)] = [
      (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"),
      (2.675, 2, "2.67"), (1.005, 2, "1.00"), (0.05, 1, "0.1"), (9.5, 0, "10"), (99.95, 1, "100.0"),
      (0x1p-1074, 0, "0"), (0.49999999999999994, 0, "0"), (8.5e22, 0, "84999999999999997902848"),
    ]
    for (x, decimals, text) in cases {
      #expect(NumberText.fixed(x, decimals: decimals) == text)
      #expect(NumberText.fixed(-x, decimals: decimals) == (text == "0" ? text : "-" + text))
    }
  }

  @Test("what is zero, or rounds to it, has no sign")
  func zeros() throws {
    for x in [-0.0, -0.004, -0x1p-1074] {
      #expect(NumberText.fixed(x, decimals: 2) == "0.00")
      #expect(NumberText.signed(x, decimals: 2) == "0.00")
      #expect(NumberText.percent(x / 100, decimals: 1) == "0.0%")
      #expect(try NumberFormat("+.2f").format(x) == "0.00")
    }
    #expect(NumberText.signed(0.004, decimals: 2) == "0.00")
    #expect(NumberText.shortest(-0.0) == "0" && NumberText.json(-0.0) == "0")
    #expect(NumberText.shortest(-Float(0)) == "0" && NumberText.json(-Float(0)) == "0")
    #expect(NumberText.scientific(-0.0, digits: 1) == "0.0e+00")
    #expect(NumberText.significant(-0.0, digits: 3) == "0")
    #expect(NumberText.scientific(-1e-10, digits: 1) == "-1.0e-10")
  }

  @Test("NaN has no sign, infinities have; in JSON they are null")
  func notFinite() throws {
    for nan in [Double.nan, -Double.nan, Double(bitPattern: 0xFFF8_0000_0000_0001)] {
      #expect(NumberText.fixed(nan, decimals: 2) == "nan")
      #expect(NumberText.shortest(nan) == "nan")
      #expect(NumberText.signed(nan, decimals: 2) == "nan")
      #expect(NumberText.json(nan) == "null")
    }
    #expect(NumberText.shortest(-Float.nan) == "nan" && NumberText.json(-Float.nan) == "null")
    #expect(NumberText.fixed(Double.infinity, decimals: 2) == "inf")
    #expect(NumberText.fixed(-Double.infinity, decimals: 2) == "-inf")
    #expect(NumberText.signed(Double.infinity, decimals: 2) == "+inf")
    #expect(NumberText.scientific(-Double.infinity, digits: 2) == "-inf")
    #expect(NumberText.percent(Double.infinity, decimals: 2) == "inf%")
    #expect(
      NumberText.json(Double.infinity) == "null" && NumberText.json(-Float.infinity) == "null")
    #expect(try NumberFormat(",d").format(-Double.infinity) == "-inf")
  }

  @Test("the largest and the smallest double are written out exactly")
  func extremes() {
    let largest = NumberText.fixed(Double.greatestFiniteMagnitude, decimals: 0)
    #expect(largest.utf8.count == 309 && largest.hasPrefix("179769313486231570814527423731704"))
    #expect(NumberText.fixed(1e308, decimals: 1100).utf8.count == 309 + 1 + 1100)
    let smallest = NumberText.fixed(0x1p-1074, decimals: 1100)
    #expect(smallest.hasSuffix("265533447265625" + String(repeating: "0", count: 26)))
    #expect(NumberText.fixed(1e-30, decimals: 5) == "0.00000")
  }

  @Test("integers are grouped in threes")
  func grouped() {
    let cases = [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (668_619, "668,619"), (-1000, "-1,000"),
      (-999, "-999"), (1_234_567, "1,234,567"), (.min, "-9,223,372,036,854,775,808"),
    ]
    for (value, text) in cases { #expect(NumberText.grouped(value) == text) }
  }

  @Test("bytes have decimal units, and round over into the next")
  func bytes() {
    let cases = [
      (0, "0 B"), (512, "512 B"), (999, "999 B"), (1000, "1.0 kB"), (1250, "1.2 kB"),
      (1350, "1.4 kB"),
      (999_949, "999.9 kB"), (999_950, "1.0 MB"), (34_100_000, "34.1 MB"),
      (270_600_000_000, "270.6 GB"),
      (-1500, "-1.5 kB"), (.max, "9.2 EB"), (.min, "-9.2 EB"), (5_000_000_000_000_000, "5.0 PB"),
    ]
    for (count, text) in cases { #expect(NumberText.bytes(count) == text) }
  }
}
