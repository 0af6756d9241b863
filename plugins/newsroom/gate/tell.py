"""Signs → problems in Vietnamese, and the person who has answered for them."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from plugins.newsroom.gate.rules import Sign, rules
from plugins.problem import Problem
from plugins.values import Approval, Article


def answered(approval: Approval | None, today: date) -> bool:
    """Has a person answered for the article's stops: who, when, and where the same was already public?"""
    return approval is not None and bool(approval.source) and approval.date <= today


def problems(article: Article, signs: Iterable[Sign], source: str, today: date) -> Iterator[Problem]:
    """Each sign with its line in *source*, the file's text; a stop that was answered is a notice that says by whom."""
    approval, done = article.approval, answered(article.approval, today)
    for sign in signs:
        rule = rules()[sign.rule]
        message, hint = rule.message.format(quote=sign.quote), rule.hint
        if rule.stops and done:
            message, hint = f"{message}; đã duyệt: {approval.by}, {approval.date:%d/%m/%Y}, nguồn: {approval.source}", ""
        elif rule.stops and approval and not approval.source:
            hint = "'approval' còn thiếu 'source': nơi đã công khai nội dung này"
        elif rule.stops and approval:
            hint = "'approval.date' là ngày chưa tới: ghi ngày duyệt thật"
        yield Problem(article.path, line_of(article, sign, source), 0, message, hint, notice=done or not rule.stops)


def line_of(article: Article, sign: Sign, source: str) -> int:
    """The file's line of a sign, from 1; of a front matter key where its words cannot be found as they stand."""
    if not sign.key:
        return article.body_line + sign.line
    header = source.split("\n")[: article.body_line]
    words = re.split(r"\s*…", sign.quote)[0].casefold()
    starts = [n for n, line in enumerate(header, 1) if re.match(rf"{sign.key}\s*:", line)]
    first = starts[0] if starts else 1
    return next((n for n, line in enumerate(header[first - 1:], first) if words and words in line.casefold()), first)
