"""A conference is told in words; what is not known is left out, and no step is guessed."""
from __future__ import annotations

from datetime import date

import pytest

from plugins.portal.conference_card import committee_named, conference_card, tracker, upcoming, when
from plugins.site_data import SiteData
from plugins.values import Conference, Step

from .samples import REGISTER, TODAY, made


@pytest.mark.parametrize("given, words", [
    ({}, ""),
    ({"held": date(2022, 4, 15)}, "Thứ Sáu, 15/4/2022"),
    ({"held": date(2022, 4, 15), "part_of_day": "chieu"}, "Chiều Thứ Sáu, 15/4/2022"),
    ({"held": date(2022, 4, 15), "held_end": date(2022, 4, 16)}, "15/4/2022 – 16/4/2022"),
    ({"held": date(2022, 4, 15), "held_end": date(2022, 4, 15)}, "Thứ Sáu, 15/4/2022"),
])
def test_the_day_is_told_as_far_as_it_is_known(given, words):
    assert when(Conference("khac", **given)) == words


@pytest.mark.parametrize("step, text, states", [
    (Step(3, 5), "Bước 3/5", "done done here ahead ahead"),
    (Step(4, None), "Bước 4", ""),
    (Step(None, 4), "Quy trình 4 bước", ""),
    (Step(6, 5), "Bước 6/5", ""),  # told as written, not drawn
])
def test_a_tracker_shows_what_the_step_says_and_no_more(step, text, states):
    found = tracker(step, SiteData())
    assert (found.text, " ".join(stage.state for stage in found.stages)) == (text, states)


def test_nothing_known_of_a_step_is_no_tracker():
    assert tracker(Step(), SiteData()) is None
    assert tracker(None, SiteData()) is None


def test_a_known_procedure_names_the_steps_and_leads_to_its_page():
    found = tracker(Step(2, 5, "nam-buoc"), REGISTER)
    assert (found.label, found.procedure.url, found.stages[4].label) == ("Việc thứ 2", "/quy-trinh/nam-buoc/", "Việc thứ 5")


def test_an_unknown_procedure_leads_nowhere():
    assert tracker(Step(2, 5, "la"), REGISTER).procedure is None


def test_the_second_time_is_said_once():
    assert conference_card(Conference("can-bo-chu-chot", round=2), REGISTER).title == "Hội nghị cán bộ chủ chốt (lần 2)"
    named = Conference("can-bo-chu-chot", name="Hội nghị lần 2", round=2)
    assert conference_card(named, REGISTER).title == "Hội nghị lần 2"


def test_a_committee_that_the_register_does_not_know_keeps_its_words_without_a_page():
    assert committee_named("Chi bộ thôn Mẫu", REGISTER).url == ""
    assert committee_named("khoi-mau", REGISTER).url == "/to-chuc/khoi-mau/"


def announced(day: date, **given: object):
    return made(f"Sắp họp {day}", conferences=(Conference("dai-hoi", held=day, status="announced", **given),))


def test_announced_conferences_stand_in_order_of_date_until_their_last_day():
    past, running, later = announced(date(2026, 11, 20)), announced(date(2026, 11, 19), held_end=TODAY), announced(date(2026, 12, 1))
    held = made("Đã họp", conferences=(Conference("dai-hoi", held=date(2026, 12, 2)),))
    assert [item.url for item in upcoming((held, later, past, running), REGISTER, TODAY)] == [running.url, later.url]


def test_a_conference_announced_twice_stands_once_by_the_newer_article():
    day = date(2026, 12, 1)
    newer, older = made("Nhắc lại", conferences=announced(day).conferences), announced(day)
    assert [item.url for item in upcoming((newer, older), REGISTER, TODAY)] == [newer.url]
