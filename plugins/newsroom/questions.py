"""Questions to a clerk, one after the other: by number or typed text, with a default, with a way back. Pure but for *ask* and *say*."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from plugins.vietnamese.text import fold

BACK, STOP = ("<", "lui", "quay lai"), ("thoi", "thoat", "huy")
SHOWN = 12  # choices listed at once; more are found by typing


class Stopped(Exception):
    """The clerk does not want to go on; nothing was written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``value`` is what is written, ``label`` what is shown; ``other`` spellings are understood as well."""

    value: str
    label: str
    other: tuple[str, ...] = ()


Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """``check`` gives the value to keep, or raises ``ValueError`` with what to type instead.

    ``when``, ``choices`` and ``default`` may depend on the answers so far. ``free`` accepts text that is no choice.
    """

    key: str
    text: str
    check: Callable[[str], str] = str
    choices: Callable[[Answers], Sequence[Choice]] = lambda answers: ()
    default: Callable[[Answers], str] = lambda answers: ""
    when: Callable[[Answers], bool] = lambda answers: True
    required: bool = False
    free: bool = True


def interview(questions: Sequence[Question], given: Mapping[str, str], ask: Callable[[str], str], say: Callable[[str], None]) -> Answers:
    """The answers to *questions*; those *given* are not asked. Raises ``Stopped``.

    *ask* shows its text and gives a typed line (``EOFError`` ends it all); "<" goes back to the question before.
    """
    answers: Answers = dict(given)
    place, asked = 0, []
    while place < len(questions):
        question = questions[place]
        if question.key in given or not question.when(answers):
            if question.key not in given:
                answers.pop(question.key, None)
            place += 1
            continue
        choices = question.choices(answers)
        default = answers.get(question.key) or question.default(answers)
        _show(question, choices, say)
        answer = _typed(question, choices, default, ask, say, back=bool(asked))
        if answer is None:
            place = asked.pop()
            continue
        answers[question.key] = answer
        asked.append(place)
        place += 1
    return answers


def _show(question: Question, choices: Sequence[Choice], say: Callable[[str], None]) -> None:
    say(f"\n{question.text}")
    for number, choice in enumerate(choices[:SHOWN], 1):
        say(f"  {number:>2}. {choice.label}")
    if len(choices) > SHOWN:
        say(f"      … và {len(choices) - SHOWN} mục nữa: gõ một phần tên để tìm")


def _typed(question: Question, choices: Sequence[Choice], default: str, ask: Callable, say: Callable, back: bool) -> str | None:
    """One answer, asked until it is one; None goes back."""
    shown = next((choice.label for choice in choices if choice.value == default), default)
    offered: Sequence[Choice] = choices
    while True:
        try:
            typed = ask(f"[{shown or 'bỏ trống'}] > " if shown or not question.required else "> ").strip()
        except EOFError:
            raise Stopped from None
        if fold(typed) in STOP:
            raise Stopped
        if fold(typed) in BACK or typed == "<":
            if back:
                return None
            say("  Đây là câu đầu tiên.")
            continue
        if not typed:
            if default or not question.required:
                return default
            say("  Câu này phải có.")
            continue
        if typed in ("-", "0") and not question.required and choices:
            return ""
        try:
            answer = settle(question, offered, choices, typed)
            if (label := next((c.label for c in choices if c.value == answer), answer)) != typed:
                say(f"  → {label}")
            return answer
        except Several as several:
            offered = several.choices
            say("  Có mấy mục như thế, chọn một:")
            for number, choice in enumerate(offered[:SHOWN], 1):
                say(f"  {number:>2}. {choice.label}")
        except ValueError as wrong:
            say(f"  {wrong}")


class Several(ValueError):
    """What was typed fits several choices."""

    def __init__(self, choices: Sequence[Choice]):
        self.choices = tuple(choices)
        super().__init__("có mấy mục như thế: " + "; ".join(choice.label for choice in self.choices[:SHOWN]))


def settle(question: Question, offered: Sequence[Choice], choices: Sequence[Choice], typed: str, exactly: bool = False) -> str:
    """The value of *typed*: a number among those *offered*, a choice by name or, unless *exactly*, part of it, or text of its own.

    Raises ``Several``, or ``ValueError`` with what to type instead.
    """
    if offered and typed.isdecimal() and (1 <= int(typed) <= min(len(offered), SHOWN) or not question.free):
        if not 1 <= int(typed) <= len(offered):
            raise ValueError(f"không có số {typed}: chọn từ 1 đến {min(len(offered), SHOWN)}")
        return offered[int(typed) - 1].value
    found = matching(choices, typed, exactly)
    if len(found) == 1:
        return found[0].value
    if len(found) > 1:
        raise Several(found)
    if choices and not question.free:
        raise ValueError(f"không có mục '{typed}' (có: {'; '.join(choice.label for choice in choices[:SHOWN])})")
    return question.check(typed)


def matching(choices: Sequence[Choice], typed: str, exactly: bool = False) -> list[Choice]:
    """The choices that *typed* names: exactly, else, unless *exactly*, those in which it stands.

    >>> [c.value for c in matching([Choice("a", "Đại hội"), Choice("b", "Tập huấn")], "dai hoi")]
    ['a']
    """
    wanted = fold(typed)
    names = {choice: [fold(name) for name in (choice.value, choice.label, *choice.other)] for choice in choices}
    found = [c for c in choices if wanted in names[c]]
    return found if found or exactly else [c for c in choices if any(wanted in name for name in names[c])]
