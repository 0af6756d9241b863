"""The recording of an article: players, links and scripts beside its text. Pure."""
from __future__ import annotations

import re

from scraper.blocks import Block, Node
from scraper.structured import Head
from scraper.tree import Element

_SOUND = re.compile(r"\.(?:mp3|m4a|wav|ogg|oga|aac|wma)(?=$|[?#\"'\s\\])", re.I)
_IN_SCRIPT = re.compile(r"""["'(=]\s*((?:https?:)?(?:\\?/|\.{0,2}\\?/|[\w-])[^"'\s<>()]{2,300}?\.(?:mp3|m4a|wav|ogg|aac)(?:\?[^"'\s<>()]*)?)["')]""", re.I)
_ATTRIBUTES = ("src", "href", "data-src", "data-audio", "data-file", "data-url", "data-mp3", "data-audio-src", "value", "data", "flashvars", "data-voice", "content")
_LIVE = re.compile(r"live|radio|stream|truc-?tuyen", re.I)
_FLASHVARS = re.compile(r"(?:file|mp3|url|soundfile|src)=([^&\"']+\.(?:mp3|m4a|wav|ogg))", re.I)


def find(root: Element, head: Head, scope: Node, blocks: list[Block], pinned: Node | None) -> tuple[str | None, str]:
    """The address of the recording as the page writes it, or None, and the layer that found it ("": the pinned element)."""
    if pinned is not None and (address := _inside(pinned.element)):
        return address, ""
    own = scope
    if own.tag in ("body", "html", "form"):
        # No element of its own: players in the page's head or side may be another programme's.
        found = [a for node in _children(own, blocks) if (a := _inside(node.element))]
        address = next((a for a in found if not _LIVE.search(a)), None)
    else:
        address = _inside(own.element)
    return (address, "general") if address else (head.audio, "structured")


def _children(scope: Node, blocks: list[Block]) -> list[Node]:
    seen: dict[int, Node] = {}
    for block in blocks:
        node = next((n for n in block.node.up() if n.parent is scope), None)
        if node is not None and not node.junk:
            seen.setdefault(id(node), node)
    return list(seen.values())


def _inside(element: Element) -> str | None:
    script: str | None = None
    for one in element.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag == "script":
            if script is None and one.text and _SOUND.search(one.text) and (match := _IN_SCRIPT.search(one.text)):
                script = match[1].replace("\\/", "/")
            continue
        for key in _ATTRIBUTES:
            value = one.get(key)
            if value and (_SOUND.search(value) or one.tag == "param" and _FLASHVARS.search(value)):
                if match := _FLASHVARS.search(value):
                    return match[1].strip()
                if key != "content" or one.tag == "meta":
                    return value.strip()
    return script
