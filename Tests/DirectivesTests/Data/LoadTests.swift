import Testing

/// Tables and texts of an author's own. The tables' expected fields are those of RFC 4180, section 2.
@Suite("load")
struct LoadTests {
  @Test("fields in quotes hold separators, line ends and quotes; a mark of the byte order is none")
  func quotes() {
    let run = LabRun(
      #"""
      load text="\u{FEFF}name,say\r\n\"a, b\",\"two\r\nlines\"\r\nc,\"one \"\"quoted\"\" word\"\r\n\r\n"
      expect load.count == 2
      expect load.columns.name == ["a, b", "c"]
      expect load.columns.say[0] == "two\nlines"
      expect load.columns.say[1] == "one \"quoted\" word"
      """#)
    #expect(run.errors == [])
  }

  @Test(
    "numbers are read as the lab language reads them, and zip codes as words where that is said")
  func types() {
    let run = LabRun(
      #"""
      load text="Zip,Loss (mean),2nd\n01234,-1.5e-3,1\n99999, 2 ,3\n" words=["Zip"]
      expect load.columns.zip == ["01234", "99999"]
      expect load.columns.loss_mean == [-0.0015, 2]
      expect load.columns._2nd == [1, 3]
      expect load.names == ["Zip", "Loss (mean)", "2nd"]
      """#)
    #expect(run.errors == [])
  }

  @Test("tabs separate where it is said, and a table may have no head")
  func tabs() {
    let run = LabRun(
      #"""
      load text="1\t2,5\n3\t4,5" format=tsv header=false
      expect load.columns.column_1 == [1, 3]
      expect load.columns.column_2 == ["2,5", "4,5"]
      """#)
    #expect(run.errors == [])
  }

  @Test(
    "what is wrong with a table is said with its line and column",
    arguments: [
      (
        #"text="a,b\n1,2\n3,x\n""#,
        "text:3:3: 'x' is no number, and column 'b' begins with one; words=[\"b\"] takes it as words"
      ),
      (#"text="a,b\n1\n""#, "text:2:1: this row has 1 field, the first one has 2"),
      (#"text="a,b\n1,2,3\n""#, "text:2:5: this row has 3 fields, the first one has 2"),
      (#"text="é,\"b\n1,2""#, "text:1:3: this quote is never closed"),
      (
        #"text="a\nx\"y\"""#,
        "text:2:2: a quote stands inside a field; a field with quotes begins with one, and has its "
          + "own quotes twice"
      ),
      (
        #"text="a\n\"x\"y""#,
        "text:2:4: a separator or a line's end follows the quote that ends a field"
      ),
      (#"text="A b,a-B\n1,2""#, "text:1:5: the columns 'A b' and 'a-B' have the same name, 'a_b'"),
      (
        #"text="a\n1\n\"2\"\n""#,
        "text:3:1: '2' is no number, and column 'a' begins with one; words=[\"a\"] takes it as words"
      ),
      (#"text="a\n1e999""#, ""),
      (#"text="" "#, "there is no row in it"),
      (#""#, "'load' needs a file's path in quotes, or 'text='"),
      (#""a.csv" text="a""#, "'load' takes a file or 'text=', not both"),
      (#"text="a" format=text words=["a"]"#, "'words=' is for tables, and this is a text"),
      (#"text="loss\n1" words=["los"]"#, "there is no column 'los'"),
    ])
  func errors(_ arguments: String, _ message: String) {
    let run = LabRun("load \(arguments)")
    #expect(run.errors == (message.isEmpty ? [] : [message]))
  }
}
