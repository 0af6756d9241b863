from datetime import date

from plugins.figures.tables import across, compare, headlines, latest, sole, strip
from plugins.values import Term

from .samples import NEW, OLD, article, conference, dossier, figure, machine


def chapter(*articles, term=NEW, committee="khoi-vi-du", **more):
    return dossier(*articles, **more).chapters[term, committee]


def cell(found, measure="planned", row=0):
    return found.rows[row].cell(measure)


def test_two_articles_that_say_one_number_are_two_sources_of_one_entry():
    found = chapter(article("a", figure()), article("b", figure()))
    entry, = cell(found).entries
    assert [s.url for s in entry.sources] == [f"/tin/2026/04/{slug}/#so-lieu-2025-2030-ban-chap-hanh-planned" for slug in "ab"] and not entry.differs


def test_two_sources_that_differ_stand_side_by_side_and_are_marked():
    found = chapter(article("a", figure(value=27)), article("b", figure(value=26)))
    assert [(e.value, e.differs, e.folded) for e in cell(found).entries] == [("27", True, False), ("26", True, False)]
    assert len(latest(cell(found))) == 2 and sole(cell(found)) is None


def test_numbers_of_different_days_do_not_contradict_one_another():
    later = article("b", figure(value=26), conferences=(conference(date(2026, 9, 1)),), day=date(2026, 9, 2))
    found = cell(chapter(article("a", figure(value=27)), later))
    assert [(e.value, e.differs) for e in found.entries] == [("26", False), ("27", False)]
    assert sole(found).value == "26"


def test_a_proposal_and_an_approval_do_not_contradict_one_another():
    found = cell(chapter(article("a", figure(value=27, stage="proposed"), figure(value=26, stage="approved"))))
    assert {e.stage for e in found.entries} == {"đề nghị", "phê duyệt"} and not any(e.differs for e in found.entries)


def test_turns_and_persons_never_share_an_entry():
    found = chapter(article("a", figure("learners", 350, "khac", unit="lượt cán bộ"), figure("learners", 350, "khac", unit="học viên")))
    assert [(o.entries[0].value, o.entries[0].unit) for o in found.others] == [("350", "học viên"), ("350", "lượt cán bộ")]


def test_a_bound_stays_a_bound():
    assert cell(chapter(article("a", figure(value=1000, qualifier="gt")))).entries[0].value == "trên 1.000"


def test_what_no_text_says_is_an_empty_cell():
    found = chapter(article("a", figure("planned", 27), figure("removed", 2, "bi-thu")))
    assert found.measures == ("planned", "removed") and cell(found, "removed").entries == ()


def test_a_machine_that_reads_otherwise_casts_no_doubt_on_a_person():
    found = cell(chapter(article("a", figure(value=27)), extracted={"a": [machine(figure(value=13))]}))
    assert [(e.value, e.declared, e.differs, e.folded) for e in found.entries] == [("27", True, False, False), ("13", False, False, True)]
    assert [e.value for e in latest(found)] == ["27"]


def test_a_number_that_only_the_machine_has_read_is_said_to_be_so():
    found = chapter(article("a"), extracted={"a": [machine(figure(value=13))]})
    assert found.has_unchecked and cell(found).entries[0].sources[0].url.endswith("#may-doc-2025-2030-ban-chap-hanh-planned")


def test_posts_are_told_apart_by_their_words():
    found = chapter(article("a", figure(value=2, body="chu-tich", body_text="Chủ tịch HĐND"), figure(value=3, body="chu-tich", body_text="chủ tịch UBND")))
    assert [r.label for r in found.rows] == ["Chủ tịch HĐND", "Chủ tịch UBND"]


def test_one_number_for_several_bodies_has_a_row_of_its_own():
    found = chapter(article("a", figure(body=("ban-chap-hanh", "ban-thuong-vu"))))
    assert found.rows[0].label == "Ban Chấp hành, Ban Thường vụ"


def test_a_term_of_another_family_is_another_chapter():
    council = Term(2025, 2030, "government")
    made = dossier(article("a", figure(), figure(value=3, term=council)))
    assert {(t.family, len(c.rows)) for (t, _), c in made.chapters.items()} == {("party", 1), ("government", 1)}


def test_drafts_hidden_withdrawn_and_later_articles_say_nothing():
    silent = [article(status, figure(), status=status) for status in ("draft", "hidden", "withdrawn")]
    assert not dossier(*silent, article("mai-sau", figure(), day=date(2027, 1, 1))).chapters


def test_two_terms_are_compared_body_by_body():
    made = dossier(article("a", figure(value=27), figure(value=25, term=OLD), figure(value=9, body="ban-thuong-vu")))
    rows = compare(made.chapters[NEW, "khoi-vi-du"], made.chapters[OLD, "khoi-vi-du"]).rows
    assert [(r.label, r.before[0].value, r.now[0].value, r.change) for r in rows] == [("Ban Chấp hành", "25", "27", "+2")]


def test_bounds_and_unlike_stages_are_not_subtracted():
    for one in ({"qualifier": "ge"}, {"stage": "proposed"}):
        made = dossier(article("a", figure(value=27, **one), figure(value=25, term=OLD)))
        assert compare(made.chapters[NEW, "khoi-vi-du"], made.chapters[OLD, "khoi-vi-du"]).rows[0].change == ""


def test_two_committees_are_never_subtracted():
    heir = article("b", figure(value=30), conferences=(conference(committee="co-quan-mau"),))
    made = dossier(article("a", figure(value=25, term=OLD)), heir)
    assert compare(made.chapters[NEW, "co-quan-mau"], made.chapters[OLD, "khoi-vi-du"]).rows[0].change == ""


def test_committees_stand_side_by_side_where_two_count_one_body():
    other = article("b", figure(value=45), figure(value=3, body="bi-thu"), conferences=(conference(committee="huyen-thach-ban"),))
    table, = across(dossier(article("a", figure()), other).of_term(NEW), 9)
    assert table.labels == ("Ban Chấp hành",) and [cells[0][0].value for _, cells in table.rows] == ["27", "45"]


def test_the_front_page_leaves_out_what_sources_dispute_and_what_nobody_vouches_for():
    undisputed = article("a", figure(value=9, body="ban-thuong-vu"), figure(value=27))
    found = chapter(undisputed, article("b", figure(value=26)), extracted={"a": [machine(figure(value=3, body="bi-thu"))]})
    assert strip(found) == [("Quy hoạch Ban Thường vụ", "9", "/tin/2026/04/a/#so-lieu-2025-2030-ban-thuong-vu-planned")]
    assert len(headlines(found)) == 3
