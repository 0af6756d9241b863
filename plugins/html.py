"""HTML that comes from content or from a portal: one allowlist, and plain text out of it."""
from __future__ import annotations

import re
from html import escape as _escape, unescape

import nh3

from plugins.vietnamese.text import nfc

# What an article's body may hold. Neither style nor class nor event handlers: the page's own
# Content-Security-Policy forbids what they could do, and the theme decides how things look.
TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong i b u s sub sup br hr a img figure figcaption "
    "table caption thead tbody tfoot tr th td abbr mark small del ins q cite time".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"scope", "colspan", "rowspan", "align"},
    "td": {"colspan", "rowspan", "align"},
    "ol": {"start"},
    "abbr": {"title"},
    "time": {"datetime"},
    **{f"h{n}": {"id"} for n in range(2, 7)},
    "li": {"id"},
    "sup": {"id"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DROPPED_WHOLE = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select"}

_CLEANER = nh3.Cleaner(
    tags=set(TAGS), clean_content_tags=_DROPPED_WHOLE - set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None
)


def clean(html: str) -> str:
    """*html* with only what an article may hold, well formed, attributes in double quotes.

    >>> clean('<p onclick="x()">Chào <script>alert(1)</script><a href="javascript:x">bạn</a></p>')
    '<p>Chào <a>bạn</a></p>'
    """
    return _CLEANER.clean(html)


def escape(text: str) -> str:
    """*text* for use between tags or inside a double-quoted attribute.

    >>> escape('1 < 2 & "x"')
    '1 &lt; 2 &amp; &quot;x&quot;'
    """
    return _escape(text, quote=True)


_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)?[^>]*>")
_APART = frozenset(f"{end}{name}" for end in ("", "/") for name in
                   "p div h1 h2 h3 h4 h5 h6 li ul ol tr table blockquote figure figcaption pre dt dd caption br hr".split())
_CELLS = frozenset(("/td", "/th"))


def text_of(html: str) -> str:
    """What a reader reads of sanitised *html*: paragraphs parted by a blank line, NFC, spaces collapsed.

    >>> text_of("<p>Một <em>hai</em></p><ul><li>ba</li><li>bốn</li></ul>")
    'Một hai\\n\\nba\\n\\nbốn'
    """
    parts = _TAG.split(html.replace("\n", " "))  # text and names of tags in turn
    for place in range(1, len(parts), 2):
        name = (parts[place] or "").lower()
        parts[place] = "\n" if name in _APART else " " if name in _CELLS else ""
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return nfc("\n\n".join(filter(None, lines)))
