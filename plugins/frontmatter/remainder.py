"""What is left of a faulty front matter, so that checks across values can still be made on it."""
from __future__ import annotations

import copy

from plugins.frontmatter.parse import Tree
from plugins.frontmatter.places import Fault

# Stands where a required value is missing or wrong; never seen by anybody.
_STAND_INS = {"title": "a", "name": "a", "image": "a", "file": "a", "note": "a", "by": "a",
              "measure": "other", "value": "0", "date": "2000-01-01"}
_REQUIRED = {"authors", "photographers", "interviewees", "cover", "images", "audio", "results", "corrections", "approval"}


def _parent(tree: Tree, place: tuple[str | int, ...]) -> Tree:
    for step in place[:-1]:
        if isinstance(step, int) and not isinstance(tree, list):
            continue  # one where a list may stand
        try:
            tree = tree[step]
        except (LookupError, TypeError):
            return None
    return tree


def without(told: dict, faults: list[Fault]) -> dict:
    """A copy of *told* in which nothing of *faults* is left: values taken out, required ones stood in for."""
    rest = copy.deepcopy(told)
    for fault in faults:
        place, key = fault.place, fault.place[-1]
        above = _parent(rest, place)
        inner = next((step for step in reversed(place[:-1]) if isinstance(step, str)), None)
        if isinstance(above, dict) and isinstance(key, str):
            needed = fault.code != "extra_forbidden" and key in _STAND_INS and (inner in _REQUIRED or place == ("title",))
            if needed:
                above[key] = _STAND_INS[key]
            else:
                above.pop(key, None)
        else:
            rest.pop(place[0], None)
    return rest


def follows(fault: Fault, others: list[Fault]) -> bool:
    """Whether *fault* may only be there because of *others*: something beside, above or referred to was taken out."""
    for other in others:
        if fault.place[: len(other.place)] == other.place:
            return True
        if other.code in ("extra_forbidden", "missing"):
            continue
        whole = len(other.place) == 2  # ("conference", 0): the key went with it
        if fault.code != "missing" and (other.place[:-1] == fault.place[:-1] or (whole and len(fault.place) == 1)):
            return True
        if fault.code == "result_conference" and other.place[0] == "conference":
            return True
    return False
