/// What the site's pages have besides the style of all pages: contents at the side, or below the text
/// on a narrow screen.
enum SiteStyle {
  static let css = """
    .skip { position: absolute; left: -999em; }
    .skip:focus { left: 1rem; top: 0.5rem; background: var(--page); padding: 0.3em 0.6em; z-index: 2; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    header { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; align-items: center; padding: 0.6rem 1rem; border-bottom: 1px solid var(--line); }
    header > a:first-child { font-weight: 600; color: var(--text); text-decoration: none; }
    .search { position: relative; margin-left: auto; }
    .search input { font: inherit; width: min(16rem, 60vw); padding: 0.2em 0.6em; color: var(--text); background: var(--page); border: 1px solid var(--soft); border-radius: 6px; }
    .search ol { position: absolute; right: 0; z-index: 1; width: min(26rem, 90vw); max-height: 70vh; overflow-y: auto; margin: 0.3rem 0 0; padding: 0.4rem 0; list-style: none; background: var(--page); border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 4px 16px rgb(0 0 0 / 20%); }
    .search li { padding: 0.25rem 0.8rem; line-height: 1.35; }
    .columns main { min-width: 0; }
    .columns > nav { padding: 1rem; font-size: 0.92rem; line-height: 1.4; }
    .columns > nav ul { list-style: none; margin: 0; padding: 0; }
    .columns > nav h2 { font-size: 0.95rem; margin: 1.2em 0 0.3em; }
    .columns > nav li { margin: 0.3em 0; }
    .columns > nav a { text-decoration: none; }
    .columns > nav a:hover { text-decoration: underline; }
    [aria-current="page"] { font-weight: 600; color: var(--text); }
    .level3 { padding-left: 1em; }
    .page { border-top: 1px solid var(--line); }
    .course { border-top: 1px solid var(--line); }
    .ways { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 2rem; margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    .ways [rel="next"] { margin-left: auto; text-align: right; }
    @media (min-width: 60rem) {
      .columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
      .columns main { grid-column: 2; grid-row: 1 / span 2; width: 100%; }
      .course { grid-column: 1; grid-row: 1; border: 0; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; }
      .page { display: none; }
      .jump { display: none; }
    }
    @media (min-width: 82rem) {
      .columns { grid-template-columns: 17rem minmax(0, 1fr) 15rem; }
      .page { display: block; grid-column: 3; grid-row: 1; border: 0; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; }
    }
    @media print { header, .columns > nav, .ways, .skip { display: none; } .columns { display: block; } }
    """
}
