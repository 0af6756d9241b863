"""An article's page tells everything that is known of it, and nothing of what is not public."""
from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from plugins.values import Audio, Conference, Correction, Document, Figure, Person, Picture, Source, Step, Term

from .samples import at, built, content, made, outputs, page, run


FIGURES = (
    Figure(Term(2025, 2030), ("ban-chap-hanh",), "planned", Decimal(6), unit="đồng chí", declared=True, quote="hội nghị đã họp"),
    Figure(None, ("khac",), "attendance", Decimal(1000), qualifier="gt"),
)


def shown(article, **options) -> str:
    return page(built(content(article), **options), article)


def words(html: str) -> str:
    """The text of the page's main part."""
    main = re.search(r"<main.*</main>", html, re.S)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def words_and_links(files, article) -> str:
    return re.search(r"<main.*</main>", page(files, article), re.S)[0]


def test_date_byline_and_photographer_are_told_in_vietnamese():
    text = words(shown(made(date=at(20, 17), authors=(Person("Lê Minh Họa", "Văn phòng"),), photographers=(Person("Trần Văn Dụ"),))))
    assert "Thứ Sáu, 20/11/2026 17:00" in text
    assert "Lê Minh HọaVăn phòng" in text and "Ảnh: Trần Văn Dụ" in text


def test_a_time_of_midnight_is_a_day_without_a_time():
    assert "20/11/2026 00:00" not in words(shown(made(date=at(20, 0))))


@pytest.mark.parametrize("basis, told", [("conference", "Hội nghị ngày 1/11/2026"), ("imported", "Nhập vào trang ngày 1/11/2026")])
def test_a_date_of_publication_that_is_not_known_is_said_to_be_missing(basis, told):
    text = words(shown(made(date_basis=basis)))
    assert "Ngày đăng: không nêu" in text and told in text and "Chủ nhật, 01/11/2026" not in text


def test_the_source_stands_with_original_byline_views_and_the_day_they_were_counted():
    source = Source("Báo Ví dụ", "https://example.org/bai", (Person("Phạm Mẫu"),), (Person("Đỗ Dụ"),), at(1), date(2026, 11, 18), 10478)
    html = shown(made(source=source))
    text = words(html)
    assert "Theo Báo Ví dụ" in text and "Bài gốc của Phạm Mẫu" in text and "Ảnh gốc: Đỗ Dụ" in text
    assert "10.478 lượt xem, tính đến 18/11/2026" in text
    assert '<a href="https://example.org/bai" rel="noopener">Báo Ví dụ</a>' in html


def test_views_that_are_not_known_are_not_shown():
    assert "lượt xem" not in words(shown(made(source=Source("Báo Ví dụ"))))
    assert "0 lượt xem" in words(shown(made(source=Source("Báo Ví dụ", views=0))))


def test_the_conference_card_links_its_committee_term_and_procedure():
    conference = Conference("can-bo-chu-chot", held=date(2026, 11, 1), committees=("khoi-mau", "Chi bộ thôn Mẫu"),
                            terms=(Term(2025, 2030),), step=Step(3, 5, "nam-buoc"))
    html = shown(made(conferences=(conference,)))
    assert '<a href="/to-chuc/khoi-mau/">Đảng ủy Khối Ví dụ</a>, Chi bộ thôn Mẫu' in html
    assert 'href="/nhiem-ky/2025-2030/"' in html and 'href="/quy-trinh/nam-buoc/"' in html
    assert "Bước 3/5: Việc thứ 3" in words(html)


def test_without_the_figures_plugin_nothing_leads_to_its_pages():
    conference = Conference("dai-hoi", committees=("khoi-mau",), terms=(Term(2025, 2030),), step=Step(3, 5, "nam-buoc"))
    html = shown(made(conferences=(conference,), results=FIGURES), without=["figures"])
    assert "Đảng ủy Khối Ví dụ" in html and "2025-2030" in html
    assert not re.findall(r'href="/(?:to-chuc|nhiem-ky|quy-trinh|du-lieu)/', html)


def test_a_conference_still_to_come_is_marked():
    assert "Sẽ họp" in words(shown(made(conferences=(Conference("dai-hoi", held=date(2026, 12, 1), status="announced"),))))


def named(*ids, placed):
    return {"names": tuple(SimpleNamespace(id=id, aliases=(f"{id}-cu",)) for id in ids), "placed": placed}


def test_figures_of_a_person_and_of_the_machine_stand_apart_with_the_ids_that_other_pages_link_to():
    article = made(results=FIGURES[:1])
    html = shown(article, figures={article.path: FIGURES},
                 mark=lambda article, figures: SimpleNamespace(html=article.html, lead="", **named("khai", "doc", placed=(False, False))))
    assert '<tr id="khai">' in html and '<tr id="doc">' in html and '<span id="doc-cu"></span>' in html
    assert "Người nhập xác nhận" in html and "Chưa có người kiểm lại" in html
    assert "trên 1.000" in html and "“hội nghị đã họp”" in html


def test_a_marked_figure_leads_to_its_words_and_its_words_lead_back():
    def mark(article, figures):
        html = article.html.replace("hội nghị đã họp", '<mark id="khai">hội nghị đã họp</mark><a href="#bang-khai">1</a>')
        return SimpleNamespace(html=html, lead="<mark>Tóm tắt.</mark>", **named("khai", "doc", placed=(True, False)))

    article = made(summary="Tóm tắt.")
    html = shown(article, figures={article.path: FIGURES}, mark=mark)
    assert '<tr id="bang-khai">' in html and '<a href="#khai">6</a>' in html
    assert html.count('id="khai"') == 1 and '<tr id="doc">' in html and 'id="khai-cu"' not in html
    assert '<p class="sapo"><mark>Tóm tắt.</mark></p>' in html


def test_each_figure_can_be_cited_from_its_own_article():
    article = made()
    html = shown(article, figures={article.path: FIGURES},
                 mark=lambda article, figures: SimpleNamespace(html=article.html, lead="", **named("khai", "doc", placed=(True, False))))
    assert 'data-cite="khai"' in html and 'data-cite="doc"' in html and "/theme/js/cite" in html
    assert "/theme/js/cite" not in shown(article) and "data-cite" not in shown(article)


def test_the_lead_is_text_where_nobody_marks():
    assert '<p class="sapo">A &lt;b&gt;</p>' in shown(made(summary="A <b>"))


def test_a_wide_table_scrolls_in_a_frame_of_its_own():
    html = shown(made(html='<table class="x"><tr><td>1</td></tr></table>'))
    assert re.search(r'<div class="scroll" tabindex="0"[^>]*><table class="x">.*</table></div>', html)


def test_pictures_sound_documents_and_corrections_are_shown():
    html = shown(made(
        cover=Picture("anh/a.jpg", "Hội trường", "Quang cảnh", "Đỗ Dụ"), images=(Picture("anh/b c.jpg"),),
        audio=Audio("am-thanh/a.mp3"), documents=(Document(number="65-KH/MS", title="Kế hoạch", file="tai-lieu/kh.pdf"),),
        corrections=(Correction(at(5), "Sửa số.", "08", "09"),)))
    assert 'src="/anh/a.jpg" alt="Hội trường"' in html and 'src="/anh/b%20c.jpg"' in html
    assert '<audio controls preload="metadata" src="/am-thanh/a.mp3"' in html
    assert '<a href="/tai-lieu/kh.pdf">Kế hoạch</a>' in html
    assert "<del>08</del>" in html and "<ins>09</ins>" in html


def test_markup_in_names_is_text():
    html = shown(made("Tựa <script>alert(1)</script>", authors=(Person("<b>Ai</b>"),), tags=("<i>",)))
    assert "<script>alert" not in html and "<b>Ai" not in html


def test_related_articles_are_older_ones():
    articles = run(4, tags=("quy hoạch",))
    files = built(content(*articles))
    assert "Tin liên quan" in page(files, articles[0]) and articles[1].url in page(files, articles[0])
    assert articles[0].url not in page(files, articles[3])


def test_a_series_leads_to_its_own_page_which_holds_the_later_parts_too():
    articles = run(3, series="Chuyện cơ sở")
    files = built(content(*articles))
    assert 'href="/dong-su-kien/chuyen-co-so/"' in page(files, articles[2])
    assert all(a.url in files["dong-su-kien/chuyen-co-so/index.html"] for a in articles)


def test_a_new_article_changes_no_other_articles_page():
    articles = run(6, tags=("quy hoạch",), series="Chuyện cơ sở")
    before, after = built(content(*articles[1:])), built(content(*articles))
    assert [a.url for a in articles[1:] if page(before, a) != page(after, a)] == []


def test_a_withdrawn_page_says_so_and_repeats_nothing():
    article = made("Bài lỡ đăng", status="withdrawn", summary="Điều không nên nói.", corrections=(Correction(at(5), "Nhầm tư liệu."),))
    files = built(content(article, made("khác")))
    assert "đã được gỡ" in page(files, article) and "5/11/2026" in page(files, article) and "Nhầm tư liệu." in page(files, article)
    assert 'content="noindex"' in page(files, article)
    assert not [path for path, text in files.items() if "Bài lỡ đăng" in text or "Điều không nên" in text]


@pytest.mark.parametrize(("last", "shown"), [
    (Correction(at(9), "Gỡ bài: chưa được duyệt."), "Lý do: chưa được duyệt."),
    (Correction(at(9), "Gỡ bài ẩn: chưa được duyệt."), "Lý do: chưa được duyệt."),
    (Correction(at(9), "Gỡ bài"), ""),
    (Correction(at(9), "Sửa số.", "đưa ra 08", "đưa ra 06"), ""),
])
def test_a_withdrawn_page_tells_why_and_no_earlier_correction(last, shown):
    article = made("Bài lỡ đăng", status="withdrawn", corrections=(last, Correction(at(5), "Sửa tên người trong ảnh.")))
    told = page(built(content(article, made("khác"))), article)
    assert "9/11/2026" in told and "Sửa" not in told and "đưa ra" not in told and "Gỡ bài" not in told
    assert (shown in told) if shown else ("Lý do" not in told)


def test_a_hidden_article_has_a_page_and_stands_in_no_list():
    article = made("Bài ẩn", status="hidden", tags=("bí mật",), category="Chuyên mục ẩn", authors=(Person("Người ẩn"),))
    files = built(content(article, made("khác")), "https://vi-du.vn")
    assert 'content="noindex"' in page(files, article) and "canonical" not in page(files, article)
    assert [path for path, text in files.items() if "bai-an" in text or "Chuyên mục ẩn" in text or "bi-mat" in text] == [
        article.url.lstrip("/") + "index.html"]


def test_a_hidden_article_links_to_no_list_that_does_not_exist():
    article = made("Bài ẩn", status="hidden", tags=("bí mật",), category="Chuyên mục ẩn", series="Loạt ẩn", authors=(Person("Người ẩn"),))
    html = words_and_links(built(content(article, made("khác"))), article)
    assert "Chuyên mục ẩn" in html and not re.findall(r'href="/(?:chuyen-muc/chuyen-muc-an|the/bi-mat|tac-gia/nguoi-an|dong-su-kien)', html)


@pytest.mark.parametrize("given", [{"status": "draft"}, {"date": at(22)}])
def test_drafts_and_what_is_scheduled_have_no_page_but_in_the_preview(given):
    article = made("Chưa đăng", **given)
    assert not [path for path, text in built(content(article)).items() if "chua-dang" in path or "Chưa đăng" in text]
    assert any(o.path == "tin/2026/11/chua-dang/index.html" for o in outputs(content(article), drafts=True))


@pytest.mark.parametrize("given", [{"status": "draft"}, {"date": at(22)}])
def test_the_preview_of_what_is_not_out_yet_links_to_no_list_that_does_not_exist(given):
    article = made("Chưa đăng", tags=("bí mật",), category="Chuyên mục mới", series="Loạt mới", authors=(Person("Người mới"),), **given)
    html = words_and_links(built(content(article, made("khác")), drafts=True), article)
    assert "Chuyên mục mới" in html and not re.findall(r'href="/(?:chuyen-muc/chuyen-muc-moi|the/bi-mat|tac-gia/nguoi-moi|dong-su-kien)', html)


def test_old_addresses_lead_to_the_article():
    article = made("Mới", aliases=("/cu/bai.html", "ten-cu", "/2020/bai-cu/"))
    files = built(content(article))
    for path in ("cu/bai.html", "tin/2026/11/ten-cu/index.html", "2020/bai-cu/index.html"):
        assert f'content="0; url={article.url}"' in files[path]


def test_an_old_address_cannot_leave_the_output_folder():
    paths = [o.path for o in outputs(content(made(aliases=("../../etc/x", "/a/../../b/"))))]
    assert not [path for path in paths if ".." in path or path.startswith("/")]


def test_structured_data_is_json_and_matches_the_page():
    html = shown(made("Hội nghị “mẫu” </script>"), siteurl="https://vi-du.vn")
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
    assert found["@graph"][0]["headline"] == "Hội nghị “mẫu” </script>"
    assert '<link rel="canonical" href="https://vi-du.vn/tin/2026/11/hoi-nghi-mau-script/">' in html


def test_a_standing_page_has_its_place_in_menu_and_footer():
    about = made("Giới thiệu", kind="page", date=None, path="trang/gioi-thieu.md", category="")
    files = built(content(made(), pages=(about,)))
    assert "trang/gioi-thieu/index.html" in files
    assert files["index.html"].count('href="/trang/gioi-thieu/"') >= 2
