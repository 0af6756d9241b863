"""A content file's text → ``Article`` and everything wrong with it, in one run."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from plugins.frontmatter import parse
from plugins.frontmatter.convert import article as convert
from plugins.frontmatter.mending import mend, slips
from plugins.frontmatter.places import Fault, fault, survey
from plugins.frontmatter.problems import tell, tell_file
from plugins.frontmatter.remainder import follows, without
from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import Article


@dataclass(frozen=True, slots=True)
class Loaded:
    """``article`` is None where a problem stops it; notices stop nothing."""

    article: Article | None
    problems: tuple[Problem, ...] = ()


@cache
def _validate():
    # pydantic takes 0.2 s to import: only where something is loaded.
    from plugins.frontmatter.schema import ADAPTER

    return ADAPTER.validate_python


def _fault(told: Mapping) -> Fault:
    own = told.get("ctx", {}).get("error")
    if own is not None:
        return fault(told["loc"], own.code, **own.values)
    return fault(told["loc"], told["type"], on_key=told["type"] == "extra_forbidden")


def _made(told: parse.Tree, path: str, parts: parse.Parts, known: SiteData) -> tuple[Article | None, list[Fault]]:
    from pydantic import ValidationError

    if not isinstance(told, dict):
        return None, [fault((), "not_mapping")]
    try:
        return convert(_validate()(told), path, parts, known)
    except ValidationError as error:
        wrong = [_fault(one) for one in error.errors(include_url=False, include_input=False)]
    # What is right is looked at as well, so that all faults come in one run.
    try:
        _, others = convert(_validate()(without(told, wrong)), path, parts, known)
    except ValidationError:
        return None, wrong
    return None, [*wrong, *(other for other in others if not follows(other, wrong))]


def load(source: str, path: str, known: SiteData) -> Loaded:
    """Read the content file *path* (relative to the content folder), whose text is *source*.

    Accepts a BOM, any line ends and decomposed Vietnamese; texts come out in NFC without control characters.
    The folder (``tin/`` or ``trang/``) says whether it is an article or a page. *known* gives committees
    their ids and terms their families. All problems of the file come together, with their places.

    >>> load("---\\ntitle: Tin mẫu\\ncategory: Tin tức\\n---\\nXin chào.\\n", "tin/2022/04/tin-mau.md", SiteData()).article.slug
    'tin-mau'
    """
    parts = parse.split(source)
    if isinstance(parts, str):
        return Loaded(None, (tell_file(path, parts),))
    header, faults = parts.header, []
    try:
        told, odd = parse.tree(header)
    except yaml.YAMLError:
        header, told, faults = mend(header)
        odd = True
        if told is None:
            return Loaded(None, tell(path, faults, None, parts.header_line))
    made, wrong = _made(told, path, parts, known)
    faults += slips(header)
    if not (odd or wrong or faults):
        return Loaded(made)
    top, odd_faults = survey(header)
    problems = tell(path, (*faults, *odd_faults, *wrong), top, parts.header_line)
    stopped = any(not problem.notice for problem in problems)
    return Loaded(None if stopped else made, problems)
