"""Writes chat.json: conversations as Hugging Face's template environment renders them.

    python3 make_chat.py OUTPUT [TEMPLATE.jinja ...]        (pip install transformers jinja2)

Without templates the ones below are taken, written for this purpose with what templates in use have.
"""
import json, os, sys
from transformers.utils.chat_template_utils import render_jinja_template

OWN = {
    "turns": """{% for message in messages %}{% if loop.first and message['role'] != 'system' %}{{ '<|im_start|>system
You help.<|im_end|>
' }}{% endif %}{{'<|im_start|>' + message['role'] + '
' + message['content'] + '<|im_end|>' + '
'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant
' }}{% endif %}""",
    "headers": """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "1 Jan 2024" %}
    {%- endif %}
{%- endif %}
{#- The system's message comes first. -#}
{%- if messages[0]['role'] == 'system' %}
    {%- set system = messages[0]['content']|trim %}
    {%- set rest = messages[1:] %}
{%- else %}
    {%- set system = "" %}
    {%- set rest = messages %}
{%- endif %}
{{- "<|head|>system<|end|>\\n\\nToday: " + date_string + "\\n" + system + "<|eot|>" }}
{%- for message in rest %}
    {{- '<|head|>' + message['role'] + '<|end|>\\n\\n' + message['content'] | trim + '<|eot|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|head|>assistant<|end|>\\n\\n' }}
{%- endif %}
""",
    "alternating": """{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system here') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token}}{% else %}{{ raise_exception('only two roles') }}{% endif %}{% endfor %}""",
    "macros": """{%- macro turn(role, text, end='<end>') -%}
<{{ role }}>{{ text }}{{ end }}
{%- endmacro -%}
{%- set ns = namespace(last=-1, seen=[]) -%}
{%- for m in messages if m.role == 'user' -%}
  {%- set ns.last = loop.index0 -%}
{%- endfor -%}
{%- for m in messages|selectattr('role', 'ne', 'system') %}
  {{- turn(m.role|upper, m.content.strip().split('</think>')[-1].lstrip('\\n')) }}
  {{- turn(m.role, m.content[:7], end='') if loop.last else '' }}
{%- else -%}
nobody
{%- endfor -%}
{{ messages|map(attribute='role')|join(',') }} {{ ns.last }} {{ messages|length > 2 }}
{{ {'a': 1, 'b': [true, none, 1.5], 'c': messages[-1].content}|tojson }} {{ loop is defined }}
""",
    "marks": """
    {%- for message in messages %}
  {% if message.role == "user" -%}
    User: {{ message.content|replace("a", "A") }}
  {% elif message.role in ["assistant", "tool"] +%}
    Bot: {{ message.content|default('-', true) }}
  {% endif %}
{% endfor %}
{% raw %}{{ kept }}{% endraw %}
{% set block %}in {{ messages|length }}{% endset %}{{ block ~ 3 // 2 ~ -7 % 3 }} {{ 'x' if add_generation_prompt else 'y' }}

""",
}
TEXTS = ["Hi", "  spaces  ", "", "two\nlines\n", "a 'quote' and \"more\"", "{{ not a template }}",
         "Grüße, 世界 👍🏽", "<|im_end|>", "<think>\nhm\n</think>\n\nAnswer", "tab\tand\\slash",
         "line\r\nend", "1 < 2 & 3 > 2"]


def conversations():
    result, n = [], 0
    def text():
        nonlocal n
        n += 1
        return TEXTS[(n * 7) % len(TEXTS)]
    for system in (False, True):
        for turns in range(1, 6):
            for _ in range(3):
                c = [{"role": "system", "content": text()}] if system else []
                for t in range(turns):
                    c.append({"role": "assistant" if t % 2 else "user", "content": text()})
                result.append(c)
    return result


def render(template, conversation, prompt):
    # The clock is set to the day that the test gives as date=.
    import transformers.utils.chat_template_utils as u
    try:
        out, _ = render_jinja_template(
            [conversation], chat_template=template, add_generation_prompt=prompt,
            bos_token="<s>", eos_token="</s>")
        return out[0]
    except Exception as problem:
        return None


def main():
    import datetime, transformers.utils.chat_template_utils as u
    class Day(datetime.datetime):
        @classmethod
        def now(cls, *a): return cls(2024, 7, 26)
    if hasattr(u, "datetime"):
        u.datetime = Day
    templates = {os.path.basename(p): open(p, encoding="utf8").read() for p in sys.argv[2:]} or OWN
    cases = []
    for name, template in templates.items():
        rendered = []
        for c in conversations():
            for prompt in (True, False):
                rendered.append([[[m["role"], m["content"]] for m in c], prompt, render(template, c, prompt)])
        print(name, sum(r[2] is None for r in rendered), "of", len(rendered), "refused", file=sys.stderr)
        if not sys.argv[2:]:
            rendered = rendered[::3]
        cases.append({"name": name, "template": template, "conversations": rendered})
    json.dump({"templates": cases}, open(sys.argv[1], "w"), ensure_ascii=False, separators=(",", ":"))


main()
