"""The forms in which Vietnamese pages print one field, each set into the same plain page, wherever it may stand."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.values import Draft, RawPage

HERE = Path(__file__).parent
FORMS = json.loads((HERE / "forms.json").read_text(encoding="utf-8"))
ARTICLE = next(a for a in json.loads((HERE / "articles.json").read_text(encoding="utf-8")) if a["id"] == "nghiquyet")
TITLE, LEAD, BODY = ARTICLE["title"], ARTICLE["lead"], ARTICLE["body"]
PARAGRAPHS = [f"<p>{text}</p>" for text in BODY]
DAY = '<div class="x1">28/06/2024 16:20</div>'
PICTURE = '<img src="/uploads/2024/hn.jpg" width="600" height="400">'
OTHERS = "".join(f'<li><a href="/tin/{n}.html">Tin khác số {n} về phong trào thi đua ở huyện Thí Dụ</a></li>' for n in range(4))
MENU = "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(["Trang nhất", "Giới thiệu chung", "Tin hoạt động", "Công tác Tổ chức", "Sơ đồ cổng"]))


def page(*, above: str = "", head: str = DAY, lead: str = f'<p class="sapo"><b>{LEAD}</b></p>', text: list[str] = PARAGRAPHS, end: str = "", after: str = "", lead_inside: str = "") -> Draft:
    """The draft read from a page with the given parts; the text and the title are always the same."""
    html = (f'<html><head><meta charset="utf-8"><title>{TITLE} - Trang</title></head><body><div class="menu"><ul>{MENU}</ul></div><div class="main">{above}<h1>{TITLE}</h1>{head}{lead}'
            f'<div class="noidung">{lead_inside}{"".join(text)}{end}</div>{after}<div class="lienquan"><h3>Tin liên quan</h3><ul>{OTHERS}</ul></div></div><div class="footer">Bản quyền: huyện Thí Dụ</div></body></html>')
    draft = parse(RawPage("https://thidu.example.vn/tin/1.html", html.encode()))
    assert isinstance(draft, Draft)
    assert draft.title == TITLE
    assert [piece.text for piece in draft.pieces if piece.kind != "picture"] == BODY
    assert draft.lead == LEAD
    return draft


@pytest.mark.parametrize("form, author, role, photographer", FORMS["signatures"])
def test_a_signature_is_read_in_every_form_and_place(form, author, role, photographer):
    places = [{"end": f'<p style="text-align:right"><strong>{form}</strong></p>'}, {"after": f'<div class="tacgia">{form}</div>'}]
    if "<" not in form:
        places.append({"end": f'<p style="text-align:right">{form}</p>'})
    for place in places:
        draft = page(**place)
        assert (draft.author, draft.author_role, draft.photographer) == (author, role, photographer)


@pytest.mark.parametrize("form, author, role", FORMS["people_above"])
def test_a_name_beside_the_day_is_read_in_every_form(form, author, role):
    for head in (f'<div class="x1">{form} | 28/06/2024 16:20</div>', f'<div class="x1"><span>{form}</span> <span>28/06/2024 16:20</span></div>',
                 f'<div class="x0">{form}</div>{DAY}', f'{DAY}<div class="x0">{form}</div>'):
        draft = page(head=head)
        assert (draft.author, draft.author_role) == (author, role)
        assert draft.date.isoformat() == "2024-06-28T16:20:00+07:00"


@pytest.mark.parametrize("form, moment", FORMS["days"])
def test_a_day_is_read_in_every_form_and_place(form, moment):
    for place in ({"head": f'<div class="x1">{form}</div>'}, {"head": f"<p><i>{form}</i></p>"}, {"head": "", "after": f'<div class="x1">{form}</div>'}, {"head": "", "above": f'<span class="x1">{form}</span>'}):
        draft = page(**place)
        assert draft.date is not None
        assert draft.date.isoformat() == moment


@pytest.mark.parametrize("form, count", FORMS["views"])
def test_readings_are_read_in_every_form_and_place(form, count):
    for place in ({"head": f'{DAY}<div class="x2">{form}</div>'}, {"head": f'<div class="x1">28/06/2024 16:20 | {form}</div>'}, {"after": f'<div class="x2">{form}</div>'}):
        draft = page(**place)
        assert (draft.view_count, draft.author) == (count, None)


@pytest.mark.parametrize("form, section", FORMS["sections"])
def test_a_section_above_the_title_is_read_in_every_form(form, section):
    assert page(above=form).category == section
    assert page(above=form, head="").category == section


@pytest.mark.parametrize("form", FORMS["sections_beside_the_day"])
def test_a_section_beside_the_day_is_read_in_every_form(form):
    draft = page(head=form)
    assert (draft.category, draft.author) == ("Xây dựng Đảng", None)


@pytest.mark.parametrize("form", FORMS["leads"])
def test_a_lead_is_read_in_every_form_inside_the_text_and_above_it(form):
    page(lead="", lead_inside=form.format(lead=LEAD))
    page(lead=form.format(lead=LEAD))


@pytest.mark.parametrize("name", FORMS["lead_classes"])
def test_a_lead_is_read_under_whatever_name_its_element_bears(name):
    page(lead=f'<div class="{name}">{LEAD}</div>')


@pytest.mark.parametrize("form", FORMS["captions"])
def test_a_caption_is_read_in_every_form_wherever_the_picture_stands(form):
    caption = ARTICLE["captions"][0]
    told = f"({caption})" if "({caption})" in form else caption
    shown = form.format(caption=caption, picture=PICTURE, src="/uploads/2024/hn.jpg")
    lead = f"<p><b>{LEAD}</b></p>"
    for place in ({"text": [PARAGRAPHS[0], shown, *PARAGRAPHS[1:]]}, {"text": [*PARAGRAPHS, shown], "end": '<p align="right"><b>Vũ Lan</b></p>'},
                  {"lead": "", "lead_inside": lead + shown}, {"lead": "", "lead_inside": shown + lead}):
        assert [(c.src, c.text) for c in page(**place).captions] == [("/uploads/2024/hn.jpg", told)]


@pytest.mark.parametrize("form, address", FORMS["recordings"])
def test_a_recording_is_found_in_every_kind_of_player(form, address):
    assert page(head=DAY + form).audio == address
    assert page(end=form).audio == address


@pytest.mark.parametrize("form", FORMS["after"])
def test_what_follows_the_text_never_leaks_into_it(form):
    page(end=form)
    page(after=form)
    assert page(end=f'<p align="right"><b>Vũ Lan</b></p>{form}').author == "Vũ Lan"


@pytest.mark.parametrize("form", FORMS["amid"])
def test_what_interrupts_the_text_never_leaks_into_it(form):
    page(text=[PARAGRAPHS[0], form, *PARAGRAPHS[1:]])


@pytest.mark.parametrize("line, printed", [
    ("Quang cảnh hội nghị - Ảnh: Hồng Quân", "Quang cảnh hội nghị - Ảnh: Hồng Quân"),
    ("Quang cảnh hội nghị. Ảnh: Hồng Quân", "Quang cảnh hội nghị. Ảnh: Hồng Quân"),
    ("Quang cảnh hội nghị <em>Ảnh: Hồng Quân</em>", "Quang cảnh hội nghị"),
    ('Quang cảnh hội nghị <span class="tg">(Ảnh: Hồng Quân)</span>', "Quang cảnh hội nghị"),
])
def test_a_credit_in_a_captions_own_line_is_printed_with_it_one_in_an_element_of_its_own_is_not(line, printed):
    (caption,) = page(text=[PARAGRAPHS[0], f"<figure>{PICTURE}<figcaption>{line}</figcaption></figure>", *PARAGRAPHS[1:]]).captions
    assert (caption.printed, caption.text.rstrip("."), caption.credit) == (printed, "Quang cảnh hội nghị", "Hồng Quân")


@pytest.mark.parametrize("picture, address", [
    ('<img class="lazyloaded" src="./bai_files/1.jpg" data-src="https://cdn.example.vn/1.jpg">', "./bai_files/1.jpg"),
    ('<img class="lazy" src="bai_files/1.jpg" data-src="https://cdn.example.vn/1.jpg">', "bai_files/1.jpg"),
    ('<img class="lazyload" src="/thumb/1.jpg" data-src="https://cdn.example.vn/1.jpg">', "https://cdn.example.vn/1.jpg"),
    ('<img class="lazyloaded" src="/blank.gif" data-src="https://cdn.example.vn/1.jpg">', "https://cdn.example.vn/1.jpg"),
])
def test_a_picture_is_the_one_that_the_browser_saved_or_that_a_script_would_load(picture, address):
    (caption,) = page(text=[PARAGRAPHS[0], f"<figure>{picture}<figcaption>Quang cảnh hội nghị</figcaption></figure>", *PARAGRAPHS[1:]]).captions
    assert caption.src == address


@pytest.mark.parametrize("heading", ['<h1 class="tit">{}</h1>', '<div class="tieude">{}</div>', "<h2>{}</h2>"])
@pytest.mark.parametrize("between", ["", '<div class="next">Bài kế tiếp - cuộn để đọc</div>'])
def test_an_article_that_is_loaded_below_the_first_does_not_leak_into_it(heading, between):
    def entry(title: str, day: str, paragraphs: list[str], sign: str) -> str:
        return f'<div class="block">{heading.format(title)}<div class="time">{day}</div><div class="nd">{"".join(paragraphs)}<p style="text-align:right"><b>{sign}</b></p></div></div>'

    other = next(a for a in json.loads((HERE / "articles.json").read_text(encoding="utf-8")) if a["id"] != "nghiquyet")
    html = (f"<title>{TITLE} - Trang</title><div class=stream>{entry(TITLE, '28/06/2024 16:20', PARAGRAPHS, 'Vũ Lan')}{between}"
            f"{entry(other['title'], '27/06/2024 08:00', [f'<p>{text}</p>' for text in other['body']], 'Hồng Quân')}</div>")
    draft = parse(RawPage("https://thidu.example.vn/tin/1.html", html.encode()))
    assert (draft.title, draft.author, list(draft.body)) == (TITLE, "Vũ Lan", BODY)


def test_a_section_linked_under_the_text_is_read_by_its_class_alone():
    assert page(after='<footer><ul class="categories"><li><a href="/blog/sx">Sản xuất - Kinh doanh</a></li></ul></footer>').category == "Sản xuất - Kinh doanh"
    assert page(after='<ul class="tags-links"><li><a href="/tag/sx">Sản xuất - Kinh doanh</a></li></ul>').category is None
