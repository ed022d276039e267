/// The style of all pages: light and dark as the reader's system has it, legible on a narrow screen,
/// and fit to be printed.
enum PageStyle {
  static let css = """
    :root { color-scheme: light dark; --text: #1f2328; --soft: #57606a; --page: #fff; --code: #f3f5f7; --line: #d0d7de; --link: #0b5cad; --verb: #6e3b00; --name: #6639ba; --key: #0a5c5c; --string: #0a5a2f; --number: #0b4f9e; --comment: #5f6872; --note: #0b5cad; --tip: #1a7f37; --important: #7a3fc4; --warning: #8a5700; --caution: #b3261e; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #d8dee4; --soft: #9aa4ae; --page: #15181c; --code: #1d2126; --line: #3a4149; --link: #6cb2f5; --verb: #e3b27c; --name: #c4a6f5; --key: #6fd0c8; --string: #8fd19e; --number: #8fc1f5; --comment: #8b96a1; --note: #6cb2f5; --tip: #6fcf86; --important: #c4a6f5; --warning: #e3b341; --caution: #ff8b82; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--text); background: var(--page); overflow-wrap: break-word; }
    main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
    h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 0.6em; scroll-margin-top: 1rem; }
    h1 { margin-top: 0; }
    a { color: var(--link); }
    .anchor { position: absolute; margin-left: 0.2em; text-decoration: none; opacity: 0; }
    :hover > .anchor, .anchor:focus { opacity: 1; }
    code, pre { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    code { font-size: 0.9em; background: var(--code); padding: 0.1em 0.3em; border-radius: 4px; }
    pre { font-size: 0.84rem; line-height: 1.25; background: var(--code); padding: 0.8rem 1rem; border-radius: 6px; overflow-x: auto; }
    pre code { font-size: inherit; background: none; padding: 0; }
    .verb, .keyword { color: var(--verb); font-weight: 600; }
    .name { color: var(--name); }
    .key { color: var(--key); }
    .string { color: var(--string); }
    .number { color: var(--number); }
    .function { color: var(--verb); }
    .comment { color: var(--comment); font-style: italic; }
    blockquote { margin: 1em 0; padding: 0 1em; border-left: 3px solid var(--line); color: var(--soft); }
    .markdown-alert { margin: 1em 0; padding: 0.1em 1em; border-left: 4px solid var(--note); }
    .markdown-alert-title { font-weight: 600; color: var(--note); margin-bottom: 0; }
    .markdown-alert-tip { border-color: var(--tip); }
    .markdown-alert-tip .markdown-alert-title { color: var(--tip); }
    .markdown-alert-important { border-color: var(--important); }
    .markdown-alert-important .markdown-alert-title { color: var(--important); }
    .markdown-alert-warning { border-color: var(--warning); }
    .markdown-alert-warning .markdown-alert-title { color: var(--warning); }
    .markdown-alert-caution { border-color: var(--caution); }
    .markdown-alert-caution .markdown-alert-title { color: var(--caution); }
    .table { margin: 1em 0; overflow-x: auto; }
    table { border-collapse: collapse; }
    td[align="right"] { white-space: nowrap; }
    th, td { border: 1px solid var(--line); padding: 0.3em 0.7em; text-align: left; }
    [align="right"] { text-align: right; }
    [align="center"] { text-align: center; }
    details { margin: 1em 0; }
    img, svg { max-width: 100%; height: auto; }
    math[display="block"] { display: block; overflow-x: auto; overflow-y: hidden; margin: 1em 0; }
    .warning[role="note"] { font-size: 0.85em; color: var(--warning); }
    .footnotes { margin-top: 3em; border-top: 1px solid var(--line); font-size: 0.92em; }
    li:has(> input[type="checkbox"]) { list-style: none; }
    @media (forced-colors: active) { .anchor { opacity: 1; } }
    @media print {
      main { max-width: none; padding: 0; }
      pre { white-space: pre-wrap; overflow: visible; border: 1px solid var(--line); }
      .table { overflow: visible; }
      .anchor { display: none; }
      h1, h2, h3 { break-after: avoid; }
      pre, table, img { break-inside: avoid; }
      main a[href*="//"]::after { content: " (" attr(href) ")"; font-size: 0.8em; }
      details > :not(summary) { display: block; }
    }
    """
}
