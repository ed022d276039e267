/// The script of a page in the preview: it asks whether the page is still the newest, puts the new text
/// in the old one's place, and shows what is wrong with the labs.
enum PreviewScript {
  static func text(version: Int) -> String {
    """
    (() => {
      const root = document.body.dataset.root;
      let version = \(version);
      const box = document.createElement("pre");
      box.setAttribute("role", "alert");
      box.hidden = true;
      box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;z-index:9;border-top:3px solid #b3261e;white-space:pre-wrap";
      document.body.append(box);
      const renew = async () => {
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
        for (const part of ["main", "nav.page", "nav.course"]) {
          const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
          if (old && fresh) old.replaceWith(fresh);
        }
        document.title = page.title;
      };
      const ask = async () => {
        try {
          const live = await (await fetch(root + "live.json")).json();
          box.hidden = live.errors === "";
          box.textContent = live.errors;
          if (live.version !== version) { version = live.version; await renew(); }
        } catch { }
        setTimeout(ask, 150);
      };
      ask();
    })();
    """
  }
}
