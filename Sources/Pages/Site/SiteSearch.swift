import Bedrock
import Markdown

/// The search over the site: an index that is made with it, and a small script that looks through it.
///
/// The index is a script, too: a page that was opened from a folder may load that, and no other file.
enum SiteSearch {
  /// How much of a section's text is searched, in bytes.
  private static let textLimit = 1500

  /// The index: for each section of each page its page's title and path, its heading and anchor, and
  /// its text.
  static func index(of pages: [CoursePage]) -> String {
    let entries = pages.flatMap(sections).map { entry in
      JSON.array(entry.map(JSON.string))
    }
    let json = String(decoding: JSON.array(entries).serializedBytes(pretty: false), as: UTF8.self)
    // Nothing in a script may look like its end.
    return "window.swiftlabIndex = " + json.replacing("<", with: "\\u003C") + ";\n"
  }

  private static func sections(of page: CoursePage) -> [[String]] {
    var sections = [[page.title, PercentPath.encoded(page.path), "", "", ""]]
    let document = page.document
    var index = 1
    while index < document.nodes.count {
      switch document.nodes[index].block {
      case .heading(let level):
        let title = document.plainText(of: index)
        if level > 1 {
          sections.append(
            [
              page.title, PercentPath.encoded(page.path), title, page.anchors.headings[index] ?? "",
              "",
            ])
        }
        index = document.nodes[index].end
      case .paragraph, .cell:
        append(document.plainText(of: index), to: &sections[sections.count - 1][4])
        index = document.nodes[index].end
      default: index += 1
      }
    }
    return sections
  }

  private static func append(_ text: String, to section: inout String) {
    guard section.utf8.count + text.utf8.count < textLimit else { return }
    section += (section.isEmpty ? "" : " ") + text
  }

  /// The script: it adds a field to the page's head and lists what fits.
  static let script = """
    "use strict";
    (() => {
      const root = document.body.dataset.root;
      const form = document.createElement("form");
      form.className = "search";
      form.setAttribute("role", "search");
      const field = document.createElement("input");
      field.type = "search";
      field.placeholder = "Search";
      field.setAttribute("aria-label", "Search the course");
      const list = document.createElement("ol");
      list.hidden = true;
      const status = document.createElement("p");
      status.className = "unseen";
      status.setAttribute("role", "status");
      form.append(field, list, status);
      document.querySelector("header").append(form);
      let loading = null;
      const load = () => loading ??= new Promise((done) => {
        const script = document.createElement("script");
        script.src = root + "search-index.js";
        script.onload = done;
        document.head.append(script);
      });
      const score = (entry, words) => {
        const [title, , heading, , text] = entry.map((part) => part.toLowerCase());
        let sum = 0;
        for (const word of words) {
          const points = (title.includes(word) ? 4 : 0) + (heading.includes(word) ? 6 : 0)
            + (text.includes(word) ? 1 : 0);
          if (points === 0) return 0;
          sum += points;
        }
        return sum;
      };
      const show = async () => {
        const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
        list.replaceChildren();
        list.hidden = words.length === 0;
        if (list.hidden) { status.textContent = ""; return; }
        await load();
        const found = window.swiftlabIndex.map((entry, place) => [score(entry, words), place, entry])
          .filter(([points]) => points > 0)
          .sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, 20);
        for (const [, , [title, path, heading, anchor]] of found) {
          const link = document.createElement("a");
          link.href = root + path + (anchor ? "#" + encodeURIComponent(anchor) : "");
          link.textContent = heading ? title + ": " + heading : title;
          const item = document.createElement("li");
          item.append(link);
          list.append(item);
        }
        status.textContent = found.length === 0 ? "Nothing found" : found.length + " found";
        if (found.length === 0) {
          const item = document.createElement("li");
          item.textContent = "Nothing found";
          list.append(item);
        }
      };
      field.addEventListener("input", show);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        list.querySelector("a")?.click();
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { field.value = ""; show(); }
        if (event.key === "/" && !/input|textarea/i.test(document.activeElement.tagName)) {
          event.preventDefault();
          field.focus();
        }
      });
    })();

    """
}
