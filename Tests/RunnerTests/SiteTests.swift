import Pages
import Testing

@Suite("The site of a course")
struct SiteTests {
  private let bench: Bench

  init() throws {
    bench = try Bench(labs: [
      "01-a.md":
        "---\ntitle: First & foremost\nsummary: What it is.\n---\n# First\n\n## Part *one*\n\nwords of one\n\n## Part two\n\n[b](02-b.md#part) [file](../data/x%20y.txt) [secret](../.env) [out](https://a.b/c)\n",
      "02-b.md":
        "## Part\n\n[a](01-a.md) ![p](p.png)\n\n```swiftlab label=l\nsay \"</script>\"\n```\n",
      "more/03-c.md": "[up](../01-a.md) [index](../README.md)\n",
      "p.png": "picture",
    ])
    try bench.folder.write("the file\n", to: "data/x y.txt")
    try bench.folder.write("secret\n", to: ".env")
  }

  @Test("has a page for each report, contents, ways on, and what pages link to")
  func pages() throws {
    let result = bench.swiftlab("site")
    #expect(result.status == .success, "\(result.errors)")
    let page = try bench.folder.read("site/01-a.html")
    #expect(page.contains("<title>First &amp; foremost · Labs</title>"))
    #expect(page.contains("<meta name=\"description\" content=\"What it is.\">"))
    #expect(page.contains("<a href=\"01-a.html\" aria-current=\"page\">First &amp; foremost</a>"))
    #expect(page.contains("<a rel=\"next\" href=\"02-b.html\">"))
    #expect(!page.contains("rel=\"prev\""))
    #expect(page.contains("<li class=\"level2\"><a href=\"#part-one\">Part one</a></li>"))
    #expect(page.contains("<a href=\"02-b.html#part\">b</a>"))
    #expect(page.contains("<a href=\"files/data/x%20y.txt\">file</a>"))
    #expect(page.contains("secret <a href=\"https://a.b/c\">out</a>"))
    #expect(try bench.folder.read("site/files/data/x y.txt") == "the file\n")
    #expect(!bench.folder.exists("site/files/.env"))
    #expect(result.errors.contains("'.env' is not part of the site"))
    let deep = try bench.folder.read("site/more/03-c.html")
    #expect(deep.contains("<link rel=\"stylesheet\" href=\"../style.css\">"))
    #expect(deep.contains("<a href=\"../01-a.html\">up</a> <a href=\"../index.html\">index</a>"))
    #expect(deep.contains("<h2>More</h2>"))
    #expect(
      try bench.folder.read("site/index.html").contains("<a href=\"more/03-c.html\">03-c</a>"))
  }

  @Test("nothing is fetched from elsewhere, and every link of the site leads to a file of it")
  func links() throws {
    #expect(bench.swiftlab("site").status == .success)
    for name in ["index.html", "01-a.html", "02-b.html", "more/03-c.html"] {
      let page = try bench.folder.read("site/\(name)")
      let folder = name.contains("/") ? "site/more/" : "site/"
      for match in page.matches(of: #/(?:href|src)="([^"#]*)/#) {
        let target = String(match.1)
        if target.isEmpty || target.hasPrefix("https://a.b") { continue }
        #expect(!target.contains(":") && !target.hasPrefix("/"), "\(target)")
        let path = (folder + target).replacing("site/more/../", with: "site/")
          .replacing("%20", with: " ")
        #expect(bench.folder.exists(path), "\(path)")
      }
    }
  }

  @Test("the search's index holds each section, and no text ends the script")
  func search() throws {
    #expect(bench.swiftlab("site").status == .success)
    let index = try bench.folder.read("site/search-index.js")
    #expect(
      index.contains(
        #"["First & foremost","01-a.html","Part one","part-one","words of one"]"#), "\(index)")
    #expect(!index.contains("<"))
  }

  @Test("a second time changes nothing, and what is gone is taken away")
  func again() throws {
    #expect(bench.swiftlab("site").status == .success)
    #expect(bench.swiftlab("site").errors.contains("0 changed"))
    try bench.folder.write("alone\n", to: "Labs/02-b.md")
    try bench.folder.write("text\n", to: "Labs/01-a.md")
    #expect(bench.swiftlab("site").status == .success)
    #expect(!bench.folder.exists("site/files/Labs/p.png"))
  }

  @Test("a folder of somebody else, and a failed lab, are left alone")
  func refusals() throws {
    try bench.folder.write("mine\n", to: "site/mine.txt")
    let result = bench.swiftlab("site")
    #expect(result.status == .failure)
    #expect(result.errors.contains("'site' cannot be written: the folder holds files"))
    try bench.folder.write("```swiftlab\nfail \"x\"\n```\n", to: "Labs/04-d.md")
    #expect(bench.swiftlab("site", "--output", "other").status == .failure)
    #expect(!bench.folder.exists("other"))
    #expect(bench.swiftlab("site", "a.md").status == .usage)
  }
}
