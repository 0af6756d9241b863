from datetime import date

from hypothesis import given, settings, strategies as st

from plugins.figures.committees import lineage, predecessors, register
from plugins.site_data import Committee, SiteData, Successor

from .samples import COMMITTEES


def known(*committees):
    return register(SiteData(committees={c.id: c for c in committees}))


def test_a_committee_is_found_by_any_of_its_names_however_typed():
    found = register(SiteData(committees=COMMITTEES))
    for written in ("khoi-vi-du", "đảng uỷ khối ví dụ", "DANG UY KHOI VI DU", "ĐUK Ví dụ", "Đảng ủy Dân Chính Ví dụ"):
        assert found.find(written) == "khoi-vi-du"
    assert found.find("HU Thạch Bàn") == "huyen-thach-ban"


def test_a_name_that_no_register_knows_gets_an_id_of_its_own():
    found = register(SiteData(committees=COMMITTEES), ["Chi bộ Bản Cọ"])
    assert found.find("Chi bộ Bản Cọ") == "chi-bo-ban-co" and found.unlisted == {"chi-bo-ban-co"}


def test_higher_levels_stand_first():
    found = register(SiteData(committees=COMMITTEES))
    assert sorted(COMMITTEES, key=found.rank)[0] == "tinh-mau-son" and found.rank(None) > found.rank("huyen-thach-ban")


def test_mergers_are_followed_back_over_several_steps():
    found = known(Committee("a", "A", successors=(Successor("c"),)), Committee("b", "B", successors=(Successor("c"), Successor("d"))),
                  Committee("c", "C", successors=(Successor("e"),)), Committee("d", "D"), Committee("e", "E"))
    before = predecessors(found)
    assert lineage("e", before) == ("c", "a", "b") and lineage("d", before) == ("b",) and lineage("a", before) == ()


def test_a_circle_of_successors_ends():
    found = known(Committee("a", "A", successors=(Successor("b", date(2025, 1, 1)),)), Committee("b", "B", successors=(Successor("a"),)))
    assert lineage("a", predecessors(found)) == ("b",)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_any_tangle_of_successors_gives_each_ancestor_once_and_never_oneself(pairs):
    made = known(*(Committee(str(n), str(n), successors=tuple(Successor(str(b)) for a, b in pairs if a == n)) for n in range(7)))
    for id in made.committees:
        found = lineage(id, predecessors(made))
        assert len(found) == len(set(found)) and id not in found
