"""A citation must find its figure for ever: after corrections, insertions, refinements and acceptance."""
from dataclasses import replace
from datetime import date

from hypothesis import given, settings, strategies as st

from plugins.figures.ids import names
from plugins.figures.provenance import mark

from .samples import COUNCIL, NEW, OLD, article, conference, figure, machine

BARE = "so-lieu-2025-2030-ban-chap-hanh-planned"


def called(*figures, **more):
    return names(article("a", **more), figures)


def ids(*figures, **more):
    return [name.id for name in called(*figures, **more)]


def everywhere(*figures, **more):
    """Every anchor with the place of the figure that it leads to."""
    return {anchor: place for place, name in enumerate(called(*figures, **more)) for anchor in (name.id, *name.aliases)}


def test_a_corrected_number_or_bound_keeps_its_id():
    assert ids(figure(value=27)) == ids(figure(value=28)) == ids(figure(value=28, qualifier="gt")) == [BARE]


def test_a_corrected_sentence_keeps_its_id_in_the_page():
    for said in ("Quy hoạch 27.", "Có 28 đồng chí được quy hoạch."):
        page = mark(replace(article("a", text=said), html=f"<p>{said}</p>"), (figure(quote=said, start=0),))
        assert f'id="{BARE}"' in page.html


def test_a_figure_put_before_others_moves_no_id():
    later = (figure(), figure("removed", 2), figure(body="bi-thu", term=OLD))
    assert ids(figure("added", 3), *later)[1:] == ids(*later)


def test_term_body_measure_and_unit_make_ids_of_their_own():
    found = ids(figure(), figure(term=OLD), figure(term=None), figure(body="bi-thu"), figure("ratio_to_current", "1.04"), figure(unit="lượt cán bộ"),
                figure(body=("bi-thu", "pho-bi-thu")), figure(body="khac", body_text="Tổ công tác số 1"))
    assert found == [
        BARE, "so-lieu-2020-2025-ban-chap-hanh-planned", "so-lieu-khong-neu-ban-chap-hanh-planned", "so-lieu-2025-2030-bi-thu-planned",
        "so-lieu-2025-2030-ban-chap-hanh-ratio-to-current", f"{BARE}-luot-can-bo", "so-lieu-2025-2030-bi-thu-pho-bi-thu-planned",
        "so-lieu-2025-2030-khac-to-cong-tac-so-1-planned"]


def test_repeats_are_told_apart_by_what_they_say_before_they_are_counted():
    held = (conference(), conference(day=date(2026, 5, 6)))
    found = ids(figure(), figure(stage="approved"), figure(committee="Huyện ủy Thạch Bàn"), figure(conference=1), figure(as_of=date(2026, 6, 30)),
                figure(period="quý III"), figure(note="nữ"), figure(), conferences=held)
    tails = ("", "-approved", "-huyen-uy-thach-ban", "-2026-05-06", "-2026-06-30", "-quy-iii", "-nu", "-2")
    assert found == [BARE + tail for tail in tails]


def test_what_told_two_apart_keeps_their_ids_when_they_change_places():
    one, other = figure(stage="proposed"), figure(value=26, stage="approved")
    assert ids(one, other) == list(reversed(ids(other, one)))


def test_the_unit_that_a_measure_has_anyway_makes_no_difference():
    assert ids(figure(unit="đồng chí")) == ids(figure()) == ids(figure(unit="người"))


def test_a_stage_that_is_added_later_leaves_the_old_id_as_an_alias():
    assert everywhere(figure(stage="approved"))[BARE] == 0
    both = everywhere(figure("added", 2), figure(stage="approved", note="nữ"))
    assert both[BARE] == both[f"{BARE}-approved"] == both[f"{BARE}-approved-nu"] == 1


def test_the_committee_counts_only_where_it_is_not_the_conferences_own():
    assert ids(figure(committee="khoi-vi-du")) == [BARE]
    assert ids(figure(committee="khoi-vi-du"), conferences=()) == [f"{BARE}-khoi-vi-du"]


def test_a_corrected_measure_leaves_its_old_id_where_front_matter_names_it():
    assert everywhere(figure("added", aliases=(BARE,)))[BARE] == 0
    assert everywhere(figure(stage="approved"), figure("added", aliases=(BARE,)))[BARE] == 1
    assert everywhere(figure("added", aliases=(BARE,)), figure())[BARE] == 1


def test_an_alias_never_takes_an_id_from_the_figure_that_has_it():
    assert everywhere(figure(stage="approved"), figure())[BARE] == 1


def test_what_the_machine_reads_moves_no_id_of_a_person_and_keeps_its_own_when_accepted():
    read = machine(figure("nominated", 46))
    before, after = everywhere(figure(), read), everywhere(figure(), figure("nominated", 46))
    assert before[BARE] == after[BARE] == 0
    assert before["may-doc-2025-2030-ban-chap-hanh-nominated"] == after["may-doc-2025-2030-ban-chap-hanh-nominated"] == 1


FIGURES = st.builds(
    lambda measure, value, body, term, declared, **more: figure(measure, value, body, term, declared=declared, **more),
    st.sampled_from(["planned", "added"]), st.integers(0, 9), st.sampled_from(["bi-thu", "khac"]), st.sampled_from([NEW, COUNCIL, None]), st.booleans(),
    stage=st.sampled_from([None, "approved"]), note=st.sampled_from([None, "2", "nữ"]), body_text=st.sampled_from([None, "Tổ 2"]),
)


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=12))
def test_no_anchor_stands_twice_and_every_one_is_plain(figures):
    found = [anchor for name in called(*figures) for anchor in (name.id, *name.aliases)]
    assert len(found) == len(set(found)) and all(set(a) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for a in found)
