"""Where things stand in a front matter, and what YAML lets pass but staff must hear of.

The second pass over a header: run only when something is wrong, or when a file is edited.
"""
from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from plugins.frontmatter.keys import all_keys
from plugins.frontmatter.parse import Events, scalar


@dataclass(slots=True)
class Node:
    """A piece of the front matter as it stands in the file. Lines and columns count from 0.

    ``key_line`` and ``key_column`` are the key's, or the item's own where it stands in a list.
    ``line`` to ``end_line`` hold the value; of a block they may run on to the next thing's start.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    key_line: int
    key_column: int
    value: str | None = None  # a scalar's
    style: str = ""  # a scalar's quote, "flow" or "block" for the others
    children: dict[str | int, Node] = field(default_factory=dict)
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at ``place`` (keys and indexes from the top); ``code`` names its message in messages.json.

    ``values`` fill the message; ``on_key`` points at the key instead of its value.
    """

    place: tuple[str | int, ...]
    code: str
    values: tuple[tuple[str, str], ...] = ()
    on_key: bool = False
    node: Node | None = field(default=None, compare=False)  # where the place alone would not say (the second of two equal keys)


def fault(place: tuple[str | int, ...], code: str, *, on_key: bool = False, **values: object) -> Fault:
    return Fault(place, code, tuple((name, str(value)) for name, value in values.items()), on_key)


def survey(header: str) -> tuple[Node | None, list[Fault]]:
    """The nodes of *header* with their places, numbered as :func:`plugins.frontmatter.parse.tree` numbers items.

    Raises ``yaml.YAMLError`` as it does.
    """
    following = Events(header).get_event
    faults: list[Fault] = []

    def node(event: yaml.Event, place: tuple[str | int, ...], key: yaml.Event | None) -> Node:
        start, end = event.start_mark, event.end_mark
        own = Node(start.line, start.column, end.line, end.column, (key or event).start_mark.line, (key or event).start_mark.column)
        if isinstance(event, yaml.AliasEvent) or event.anchor or (event.tag and event.tag != "!"):
            faults.append(Fault(place, "anchor", node=own))
        if isinstance(event, yaml.ScalarEvent):
            own.value, own.style = scalar(event), event.style or ""
        elif isinstance(event, yaml.MappingStartEvent):
            own.style = "flow" if event.flow_style else "block"
            while not isinstance(name := following(), yaml.MappingEndEvent):
                text = name.value if isinstance(name, yaml.ScalarEvent) else "?"
                if text == "?" and not isinstance(name, yaml.ScalarEvent):
                    faults.append(Fault(place, "key_type", node=node(name, (*place, "?"), None)))
                child = node(following(), (*place, text), name)
                if text in own.children:
                    faults.append(Fault((*place, text), "duplicate", (("first", str(own.children[text].key_line)),), True, child))
                else:
                    own.children[text] = child
                    # What the tree leaves out, so that nobody else will tell it.
                    if child.value is None and not child.style and text not in all_keys():
                        faults.append(Fault((*place, text), "extra_forbidden", on_key=True))
            own.end_line, own.end_column = name.end_mark.line, name.end_mark.column
        elif isinstance(event, yaml.SequenceStartEvent):
            own.style, own.is_list = "flow" if event.flow_style else "block", True
            while not isinstance(item := following(), yaml.SequenceEndEvent):
                number = len(own.children)
                child = node(item, (*place, number), None)
                if child.value is not None or child.style in ("flow", "block"):
                    own.children[number] = child
            own.end_line, own.end_column = item.end_mark.line, item.end_mark.column
        return own

    following()
    event = following()
    if isinstance(event, yaml.StreamEndEvent):
        return None, faults
    return node(following(), (), None), faults


def locate(top: Node | None, found: Fault) -> tuple[int, int]:
    """Line and column, from 0, of a fault in its header: its value's, its key's, or those of the nearest thing above."""
    if found.node:
        at = found.node
    elif top is None:
        return 0, 0
    else:
        at, on_key = top, found.on_key
        for step in found.place:
            if step not in at.children:
                # "one or a list" may be written without the list
                if step == 0 and not at.is_list:
                    continue
                # A text alone may stand for a mapping: then it is itself what is wrong.
                if found.on_key or at.value is not None:
                    break
                return at.key_line, at.key_column
            at = at.children[step]
    return (at.key_line, at.key_column) if found.on_key else (at.line, at.column)
