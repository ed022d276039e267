"""Writes markdown_cases.json: small nasty documents with what CommonMark sees in them.

    pip install markdown-it-py; apt-get install cmark
    python3 Tests/NotebookTests/Fixtures/make_markdown_cases.py

Each document is put together at random (seeded) from fragments that begin, end, or look like blocks
and spans. Kept are those on which two independent implementations agree, markdown-it-py 4.3 and cmark
0.30, and in which there is something to see. A case is [document, fences, code spans, destinations]:
a fence is [line, content], a span [backticks, text], a destination [kind, text].
"""
import json
import pathlib
import random
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as xml

from markdown_it import MarkdownIt

FRAGMENTS = """
> |>|> > |>\t|- |* |+ |-|1. |2. |1) |10. |  - |   |    |     |-\t| \t|- - |1. - |> - |- > |```|````
~~~|~~~~|```swiftlab|~~~ swiftlab a=b|``` a`b|<div>|</div>|<!--|-->|<?php|?>|<![CDATA[|]]>|<!X|<script>
</script>|<pre>|<a>|<a href="x">|</a>|# h|---|***|* * *|===|foo|bar `x` baz|`a|b`|[l](u)|![i](<v w>)
[x [y](z) w](q)|\\`|<http://x.y>|\\|text  |_ _ _|- ---|9999999999. x|<x y="|">|     - deep|> ```|- ```
1. ```|  ```|   ```|    ```|<br>|</x|<table>|&amp;|``|`` ` ``|)|(|"|'t'|"un|<a b=c|> # h|- # h|- 1. | 1. x
[a](b)|[a](<b>)|[|](c)|![|[x](y "t")|[x](y 't|(p(q))|[z](\\)k)|[z](&ouml;.md)|[x](a&amp;b)|[`]`](v)
[<a href="](q)">](w)|<me@x.y>|\\\\`
""".strip("\n").replace("\n", "|").split("|")


def document(rnd):
    lines = []
    for _ in range(rnd.randint(1, 8)):
        lines.append("".join(rnd.choice(FRAGMENTS) for _ in range(rnd.choice([0, 1, 1, 2, 2, 3]))))
    ends = rnd.choice([["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]])
    return "".join(line + rnd.choice(ends) for line in lines)


def span_text(text):
    text = text.replace("\n", " ")
    if len(text) > 1 and text[0] == text[-1] == " " and text.strip(" "):
        text = text[1:-1]
    return text


def by_markdown_it(text):
    reader = MarkdownIt("commonmark")
    reader.validateLink = lambda url: True
    reader.normalizeLink = lambda url: url
    fences, spans, links = [], [], []

    def inline(tokens):
        for token in tokens or []:
            if token.type == "code_inline":
                spans.append([len(token.markup), token.content])
            elif token.type == "link_open" and token.info != "auto":
                links.append(["link", token.attrs["href"]])
            elif token.type == "image":
                links.append(["image", token.attrs["src"]])
            inline(token.children)

    for token in reader.parse(text):
        if token.type == "fence":
            fences.append([token.map[0] + 1, token.content])
        inline(token.children)
    return fences, spans, links


def by_cmark(text):
    out = subprocess.run(
        ["cmark", "-t", "xml", "--unsafe", "--sourcepos"], input=text.encode(), capture_output=True
    ).stdout.decode()
    root = xml.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", out))
    lines = re.split("\r\n|\r|\n", text)
    fences, spans, links = [], [], []
    for node in root.iter():
        kind = node.tag.split("}")[1]
        if kind == "code_block":
            line, column = map(int, node.get("sourcepos").split("-")[0].split(":"))
            source = lines[line - 1][column - 1 :]
            if re.match("```|~~~", source) and not (node.text or "").startswith(source.strip()):
                fences.append([line, node.text or ""])
        elif kind == "code":
            spans.append(node.text or "")
        elif kind in ("link", "image"):
            target = urllib.parse.unquote(node.get("destination"))
            if not re.match("(http|mailto):", target):
                links.append([kind, target])
    return fences, spans, links


rnd = random.Random(31)
cases = []
seen = set()
while len(cases) < 700:
    text = document(rnd)
    try:
        fences, spans, links = by_markdown_it(text)
        other_fences, other_spans, other_links = by_cmark(text)
    except Exception:
        continue
    if other_fences != fences or other_spans != [t for _, t in spans]:
        continue
    if sorted(other_links) != sorted(links) or not (fences or len(spans) + len(links) > 1):
        continue
    # Keep plenty of fences, which are the rarer thing.
    if not fences and rnd.random() < 0.8:
        continue
    cases.append([text, fences, spans, links])
path = pathlib.Path(__file__).with_name("markdown_cases.json")
path.write_text("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n")
