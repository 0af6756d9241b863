"""Questions to a clerk: by number or text, with defaults, a way back and a way out."""
from __future__ import annotations

import pytest

from plugins.newsroom.questions import Choice, Question, Stopped, interview

KINDS = [Choice("dai-hoi", "Đại hội"), Choice("tap-huan", "Tập huấn", ("bồi dưỡng",)), Choice("khac", "Hội nghị khác")]
UNITS = [Choice("xa-a", "Đảng ủy xã Ban Mai"), Choice("xa-b", "Đảng ủy xã Sao Mai"), Choice("khoi", "Đảng ủy Khối Ví dụ", ("ĐUK",))]


def number(typed: str) -> str:
    if not typed.isdecimal():
        raise ValueError("viết một số")
    return typed


QUESTIONS = [
    Question("title", "Tên bài", required=True),
    Question("kind", "Loại", choices=lambda a: KINDS, free=False),
    Question("unit", "Tổ chức", choices=lambda a: UNITS, default=lambda a: "khoi", when=lambda a: bool(a.get("kind"))),
    Question("step", "Bước", number, when=lambda a: bool(a.get("kind"))),
]


def talk(*typed: str, given: dict[str, str] = {}) -> tuple[dict[str, str], str]:
    lines, said = iter(typed), []

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    answers = interview(QUESTIONS, given, ask, said.append)
    assert next(lines, None) is None, "not every line was asked for"
    return answers, "\n".join(said)


def test_answers_are_taken_by_number_by_text_and_by_enter():
    answers, said = talk("Tin mẫu", "1", "", "3")
    assert answers == {"title": "Tin mẫu", "kind": "dai-hoi", "unit": "khoi", "step": "3"}
    assert "1. Đại hội" in said and "[Đảng ủy Khối Ví dụ] > " in said


@pytest.mark.parametrize(("typed", "unit"), [("sao mai", "xa-b"), ("duk", "khoi"), ("Đảng ủy xã Ban Mai", "xa-a"), ("Chi bộ Tre Xanh", "Chi bộ Tre Xanh"), ("2", "xa-b")])
def test_a_choice_is_known_by_part_of_its_name_and_a_new_name_is_kept(typed, unit):
    assert talk("Tin mẫu", "tập huấn", typed, "1")[0]["unit"] == unit


def test_a_name_that_fits_several_is_asked_again_among_them():
    answers, said = talk("Tin mẫu", "boi duong", "mai", "2", "1")
    assert answers["unit"] == "xa-b" and "Có mấy mục như thế" in said


def test_what_was_understood_is_said_back():
    assert "→ Đảng ủy xã Sao Mai" in talk("Tin mẫu", "1", "sao mai", "1")[1]


def test_a_wrong_answer_is_explained_and_asked_again():
    answers, said = talk("", "Tin mẫu", "hội thao", "3", "", "ba", "3")
    assert answers["step"] == "3" and "Câu này phải có" in said and "không có mục 'hội thao'" in said and "viết một số" in said


def test_less_than_goes_back_and_keeps_what_was_answered():
    answers, said = talk("Tin mẫu", "1", "<", "2", "", "<", "1", "4")
    assert answers == {"title": "Tin mẫu", "kind": "tap-huan", "unit": "xa-a", "step": "4"}


def test_before_the_first_question_there_is_nothing_to_go_back_to():
    assert "câu đầu tiên" in talk("<", "Tin mẫu", "", )[1]


def test_questions_that_do_not_apply_are_not_asked():
    assert talk("Tin mẫu", "")[0] == {"title": "Tin mẫu", "kind": ""}


def test_going_back_over_an_answer_drops_what_no_longer_applies():
    assert talk("Tin mẫu", "1", "", "<", "<", "-")[0] == {"title": "Tin mẫu", "kind": ""}


def test_what_is_given_is_not_asked():
    answers, said = talk("", "7", given={"title": "Tin mẫu", "kind": "khac"})
    assert answers["unit"] == "khoi" and "Tên bài" not in said


@pytest.mark.parametrize("typed", [("thôi",), ("Tin mẫu", "Thoát"), ("Tin mẫu",)])
def test_a_clerk_may_stop_at_any_question(typed):
    with pytest.raises(Stopped):
        talk(*typed)
