import pytest

from plugins.figures.accept import accept
from plugins.frontmatter import load
from plugins.site_data import SiteData

from .samples import NEW, figure

HEAD = "---\ntitle: Bài mẫu # tên tạm\ncategory: Tin\n"
BLOCK = "results:\n  # đã xem\n  - term: 2025-2030\n    body: Bí thư\n    measure: quy hoạch\n    value: 3\n"
TAIL = "tags:\n  - quy hoạch\n---\n\nQuy hoạch 27 đồng chí.\n"
NEWS = figure("ratio_to_current", "1.045", quote='Đạt "1,045" lần: khá.', unit="lần")


def results(source):
    loaded = load(source, "tin/2026/04/bai.md", SiteData())
    assert loaded.article is not None, loaded.problems
    return loaded.article.results


@pytest.mark.parametrize("source", (HEAD + TAIL, HEAD + BLOCK + TAIL, HEAD + "results:\n" + TAIL, HEAD + BLOCK.replace("  -", "-").replace("    ", "  ") + TAIL,
                                    HEAD + TAIL.replace("---\n", BLOCK + "---\n"), (HEAD + BLOCK + TAIL).replace("\n", "\r\n")))
def test_an_accepted_figure_reads_back_as_itself_and_nothing_else_changes(source):
    made = accept(source, [NEWS])
    added = results(made)[-1]
    assert (added.term, added.bodies, added.measure, added.value, added.quote) == (NEW, NEWS.bodies, NEWS.measure, NEWS.value, NEWS.quote)
    assert len(results(made)) == len(results(source)) + 1
    kept = iter(made.splitlines(keepends=True))
    assert all(line in kept for line in source.splitlines(keepends=True))


def test_several_bodies_bounds_ranges_and_words_survive():
    wanted = figure("attendance", 1200, "khac", qualifier="gt", unit="đại biểu", body_text="cán bộ: chủ chốt", stage="proposed", term=None)
    pair = figure("planned", 5, ("bi-thu", "pho-bi-thu"), value_max=figure(value=7).value)
    first, second = results(accept(HEAD + TAIL, [wanted, pair]))
    assert (first.value, first.qualifier, first.unit, first.body_text, first.stage, first.term) == (1200, "gt", "đại biểu", "cán bộ: chủ chốt", "proposed", None)
    assert (second.bodies, second.value, second.value_max) == (("bi-thu", "pho-bi-thu"), 5, 7)


def test_three_decimals_are_not_read_back_as_thousands():
    assert results(accept(HEAD + TAIL, [figure("other", "2.125", "khac")]))[0].value == figure(value="2.125").value


def test_nothing_accepted_changes_nothing():
    assert accept(HEAD + TAIL, []) == HEAD + TAIL


@pytest.mark.parametrize("source", ("Không có gì", HEAD + "results: [{body: Bí thư, measure: bổ sung, value: 1}]\n" + TAIL))
def test_a_file_that_cannot_be_added_to_is_refused(source):
    with pytest.raises(ValueError):
        accept(source, [NEWS])
