"""Pages are rendered, written and checked; what is wrong is gathered and told together."""
from __future__ import annotations

from types import SimpleNamespace

import pytest

from plugins import bridge
from plugins.problem import Problem, ProblemsFound
from plugins.outputs import Output, Reference


@pytest.fixture
def generator(tmp_path):
    templates = tmp_path / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text('<p id="x">{{ title }}</p>\n{{ link }}')
    (templates / "undefined.html").write_text("<p>\n{{ khong_co }}</p>")
    (templates / "syntax.html").write_text("<p>\n\n{% if %}</p>")
    (templates / "filter.html").write_text("{{ 1 | loc_la }}")
    (templates / "sum.html").write_text("<p>\n{{ 1 // 0 }}")
    (templates / "called.html").write_text("{{ broken() }}")
    (tmp_path / "output").mkdir()
    return SimpleNamespace(context={"PATH": str(tmp_path / "content"), "THEME": str(tmp_path / "theme"), "SITEURL": "", "OUTPUT_PATH": str(tmp_path / "output")}, output_path=str(tmp_path / "output"))


def page(path: str, title: str = "", link: str = "", source: str = "tin/a.md") -> Output:
    from markupsafe import Markup

    return Output(path, "page.html", {"title": title, "link": Markup(link)}, source=source)


def problems(generator) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        bridge.finish(generator.context)
    return found.value.problems


def test_text_is_escaped_by_default(generator, tmp_path):
    bridge.write(generator, [page("a/index.html", title="<script>")])
    assert "&lt;script&gt;" in (tmp_path / "output/a/index.html").read_text()
    bridge.finish(generator.context)


@pytest.mark.parametrize("template, line, words", [
    ("undefined.html", 2, "dùng tên không có: 'khong_co'"), ("syntax.html", 3, "sai cú pháp"), ("filter.html", 1, "không có: 'loc_la'"),
    ("mat.html", 0, "không có mẫu trang 'mat.html'"), ("sum.html", 2, "ZeroDivisionError"),
])
def test_a_fault_of_a_template_is_told_with_its_file_and_line(generator, template, line, words):
    bridge.write(generator, [Output("a.html", template, {}), page("b.html")])
    found = problems(generator)
    assert len(found) == 1 and template in found[0].path + found[0].hint and found[0].line == line and words in found[0].message


def test_a_fault_in_what_a_template_calls_is_our_own_and_is_raised(generator):
    def broken():
        raise KeyError("x")

    with pytest.raises(KeyError):
        bridge.write(generator, [Output("a.html", "called.html", {"broken": broken})])


def test_one_fault_of_a_template_is_told_once_for_many_pages(generator):
    bridge.write(generator, [Output(f"{n}.html", "undefined.html", {}) for n in range(50)])
    assert len(problems(generator)) == 1


def test_two_pages_on_one_path_are_a_problem(generator):
    bridge.write(generator, [page("a.html"), page("a.html", source="tin/b.md")])
    assert [(p.path, p.message) for p in problems(generator)] == [("content/tin/b.md", "hai nơi cùng tạo ra trang 'a.html'")]


def test_two_pages_on_one_path_are_told_once(generator):
    told = Problem("content/tin/b.md", 1, 1, "trùng địa chỉ '/a.html' với tin/a.md")
    bridge.report(generator.context, [told])
    bridge.write(generator, [page("a.html", source="tin/b.md"), page("a.html")])
    assert problems(generator) == (told,)


def test_a_link_to_a_page_that_was_written_is_right(generator):
    bridge.write(generator, [page("a/index.html", link='<a href="/b/#x">b</a>'), page("b/index.html")])
    bridge.refer(generator.context, [Reference("content/tin/a.md", 7, "/b/#x")])
    bridge.finish(generator.context)


def test_a_link_of_an_article_that_leads_nowhere_is_told_with_its_line(generator):
    bridge.write(generator, [page("a/index.html", link='<a href="/mat/">b</a>')])
    bridge.refer(generator.context, [Reference("content/tin/a.md", 7, "/mat/")])
    found = problems(generator)
    assert [(p.path, p.line) for p in found] == [("content/tin/a.md", 7)]


def test_an_anchor_that_is_not_there_is_told(generator):
    bridge.refer(generator.context, [Reference("content/tin/a.md", 7, "/b/#y")])
    bridge.write(generator, [page("b/index.html")])
    assert "#y" in problems(generator)[0].message


def test_a_template_that_links_nowhere_is_told_with_the_page(generator):
    bridge.write(generator, [page("a/index.html", link='<a href="/mat/">b</a>')])
    assert "/mat/" in problems(generator)[0].message


def test_notices_stop_nothing(generator):
    bridge.report(generator.context, [Problem("content/a.md", message="nên xem lại", notice=True)])
    bridge.finish(generator.context)
