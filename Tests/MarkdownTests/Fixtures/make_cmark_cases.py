"""Writes cmark_cases.json: Markdown of our own and the HTML that cmark-gfm makes of it.

Run with Debian's cmark-gfm 0.29.0.gfm.6:

    python3 make_cmark_cases.py > cmark_cases.json

The random documents come from the pieces below and a fixed seed. Left out are documents in which
cmark-gfm follows CommonMark 0.29 and not 0.31 (HTML comments, an HTML tag alone on a lazy line) or has
a fault of its own (a `[x]` anywhere on a task's line checks it; a definition before a table shows).
"""

import json
import random
import re
import subprocess

INPUTS = [
    "# One\n\nTwo words and *three* more.\n\nFour\n====\n\nFive\n----\n",
    "A line  \nbroken hard\\\ntwice and\nsoftly once.\n",
    "Some `code`, some `` more ` code `` and `an unclosed span.\n",
    "*a **b** c* ***d*** _e __f__ g_ a_b_c 2*3*4 **x*y**z*\n",
    "*(a)* **\"b\"** *.* a**\"c\"**d __init__ _(_x_)_ *a`*`b*\n",
    "[a](/u) [b](</v w> \"t\") [c](/x 'y') [d](/z (q)) [e]() [f](<>)\n",
    "[a][one] [two][] [three] [four]\n\n[one]: /1\n[Two]: </2> 'second'\n[THREE]:\n  /3\n  \"third\"\n",
    "![alt *text*](/i.png \"t\") [![in](/b)](/c) ![[x](y)](z)\n",
    "[not [a](b) link](c) [x](y(z)w) [x](y\\)z) [x](a b)\n",
    "<https://a.b/c?d=e&f> <me@here.org> <b class=\"x\">bold</b> <br/> <notatag\n",
    "&amp; &copy; &#955; &#x3bb; &nope; &#0; \\& \\\\ \\a \\*no\\*\n",
    "- a\n- b\n\n  c\n- d\n",
    "- a\n  - b\n    - c\n- d\n\n1. one\n2. two\n\n7) seven\n8) eight\n",
    "- a\n-\n- c\n\n* x\n\n+ y\n",
    "1. a\n\n   ```\n   code\n   ```\n\n2. b\n",
    "> quote\ncontinued lazily\n> > deeper\n\n> - list\n>   more\n",
    "    indented\n      code\n\n    more\n\nNot code\n    here\n",
    "```python x=1\nprint(\"<&>\")\n```\n\n~~~\n```\n~~~\n\n````\nnever closed\n",
    "***\n- - -\n_ _ _ _\n* * *\n",
    "<div>\n*raw*\n</div>\n\n<div>\n\n*cooked*\n\n</div>\n\n<pre>\n\n*raw*\n\n</pre>\n",
    "| a | b |\n| - | - |\n| 1 | 2 |\n",
    "| left | centre | right | plain |\n|:-----|:------:|------:|-------|\n| a | b | c | d |\n| *e* | `f` | [g](h) | ~~i~~ |\n",
    "a | b\n--|--\n1 | 2 | 3\n4\n| 5 |\n",
    "| a \\| b | `c \\| d` |\n|---|---|\n| \\| | `\\|` |\n",
    "text\n| a |\n|---|\n| b |\n\nafter\n",
    "| a |\n|---|\n| b |\n> quote\n\n| a |\n|---|\n- list\n\n| a |\n|---|\n# heading\n",
    "| a | b |\n|---|\n\n| a |\n| -x- |\n\n|\n|-|\n",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |\n\n> | c |\n> |---|\n> | 3 |\n",
    "||\n|-|\n||\n\n|a||b|\n|-|-|-|\n|||\n",
    "- [ ] open\n- [x] done\n- [X] done, too\n- [] none\n- [ ]none\n",
    "1. [x] one\n2. [ ] two\n   - [x] nested\n\n* [ ] loose\n\n* [x] list\n",
    "- [ ] *em* and `code`\n- [x] [link](/u)\n- [ ]\n",
    "~~struck~~ ~once~ ~~~thrice~~~ ~~a~b~~ ~~*c*~~ *~~d~~* ~~ e ~~\n",
    "a~~b~~c ~~a ~~b~~ c~~ ~~two\nlines~~ \\~~no~~\n",
    "www.example.org http://example.org/a_b(c) https://example.org/x?y=1&z=2.\n",
    "(www.example.org/a) www.example.org/a). www.example.org/&amp; www.example.org/&lt;b;\n",
    "*www.example.org* _http://example.org_ ~~www.example.org~~ xwww.example.org\n",
    "http://a_b.org http://a.b_c http://localhost ftp://example.org htp://example.org\n",
    "me@example.org me.too+x@sub.example.org. me@nowhere a@b.c- a@b.c_ /a@b.c a@b@c.d\n",
    "mailto:me@example.org xmpp:me@example.org/room [in](/l) [me@example.org](/x)\n",
    "`www.example.org` [www.example.org](/u) <www.example.org> www.example.org<b>\n",
    "One[^a], two[^b], one again[^a], none[^c].\n\n[^a]: First.\n[^b]: Second\n    paragraph goes on.\n",
    "Text[^long].\n\n[^long]: First paragraph.\n\n    Second, with *marks*.\n\n        code\n\n    - list\n\nAfter.\n",
    "Text[^f].\n\n[^f]:\n    ```\n    fence\n    ```\n",
    "[^2] before [^1]\n\n[^1]: one\n\n[^2]: two[^3]\n\n[^3]: three\n\n[^4]: never\n",
    "> quoted[^q]\n>\n> [^q]: inside\n\n- item[^i]\n\n  [^i]: in the item\n",
    "[^A b]: no\n\n[^a] [^*x*] [^] [ ^a]\n\n[^a]: yes\n",
    "# Heading[^h]\n\n| a[^h] |\n|---|\n| b[^t] |\n\n[^h]: h\n[^t]: t\n",
    "Tab\there\n\n-\tone\n\n \ttwo\n\n>\t\tcode\n",
    "ẞ [ẞ] [ΑΓΩ]\n\n[SS]: /ss\n[αγω]: /ago\n",
    "“*a*” «_b_» ¿*c*? 中*文*字 *é*a\n",
    "a\u00a0*\u00a0b* *\u2003c*\n",
    "\ttext\n\n+ a\n\n      code\n\n1.  b\n\n10. c\n",
    "[a]: <b c> \"d\"\n[a]: /second\n\n[a] [b]\n\n[b]: /x \"not\" closed\n",
    "## closed ##\n\n#not a heading\n\n####### seven\n\n#\n\n### # #\n\n# a\\#\n",
    "<script>\nvar a = 1;\n\nvar b = 2;\n</script>\ntext\n\n<?php\n\necho ?>\n\n<!X>\n\n<a>\n*x*\n",
    "a\n***\nb\n\nc\n---\nd\n- e\nf\n1. g\n2. h\n",
    "\\`a` `b\\` \\[c](d) [e\\](f) \\<g> \\| h\n",
]

PIECES = [
    "a", "b", "foo", "x y", "*", "**", "_", "__", "`", "``", "[", "]", "(", ")", "](/u)", "![", "[foo]",
    "\n", "\n", "\n\n", "> ", "- ", "* ", "1. ", "2) ", "  ", "    ", "\t", "# ", "***\n", "&amp;", "\\",
    "\\*", "\\\n", "  \n", "!", ".", ":", "<http://a.b>", "<b>", "</b>", "é", "|", "| a | b |\n| - | - |\n",
    "a | b\n-|-\n", "|-|\n", ":-:|--:\n", "~", "~~", "~~a~~", "www.a.b", "www.a.b/c_d)", "(www.x.y)",
    "http://a.bc/d", "a@b.c", "a.b@c.de", "[^1]", "[^1]: note\n", "[^x]", "- [ ] a", "- [x] b", "```\n", "0",
]


def html(text):
    command = ["cmark-gfm", "--unsafe"]
    for extension in ["table", "strikethrough", "autolink", "tasklist", "footnotes"]:
        command += ["-e", extension]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def random_documents(count):
    source = random.Random(20260729)
    for _ in range(count):
        length = source.choice([3, 6, 10, 20])
        text = "".join(source.choice(PIECES) for _ in range(length)) + "\n"
        if not re.search(r"\n[ \t]*</?b>[ \t]*\n|\[ \].*\[x\]", text):
            yield text


documents = INPUTS + list(random_documents(400))
cases = [[text, html(text)] for text in documents]
print("[")
print(",\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
print("]")
