from datetime import date, datetime
from decimal import Decimal

from plugins.search.cards import EXCERPT, card, excerpt
from plugins.search.documents import long, oldest_first, sketches
from plugins.search.filters import values
from plugins.site_data import Committee, Content, DatedName, SiteData
from plugins.values import VIETNAM, Article, Conference, Figure, Person, Step, Term
from tests.search.sample import document

NOW = date(2026, 11, 21)


def article(slug, *, status="published", when=datetime(2024, 5, 20, 8, tzinfo=VIETNAM), **more):
    return Article(path=f"tin/{slug}.md", title=f"Bài {slug}", slug=slug, date=when, category="Thời sự", status=status, **more)


def held(*articles, data=SiteData(), figures=None):
    listed = oldest_first(Content(tuple(articles), (), data, NOW))
    return [sketch.whole() for sketch in sketches(listed, [long(a) for a in listed], data, figures)]


def test_only_listed_articles_are_found():
    made = held(article("a"), article("b", status="draft"), article("c", status="hidden"), article("d", status="withdrawn"),
                article("e", when=datetime(2027, 1, 1, tzinfo=VIETNAM)))
    assert [d.url for d in made] == ["/tin/2024/05/a/"]


def test_documents_come_oldest_first_by_the_day_in_vietnam():
    made = held(article("moi"), article("cu", when=datetime(2024, 4, 30, 20, tzinfo=VIETNAM)))
    assert [d.url for d in made] == ["/tin/2024/04/cu/", "/tin/2024/05/moi/"]


def test_the_lead_is_not_counted_twice():
    made, = held(article("a", summary="Sáng 15/4.", text="Sáng 15/4.\n\nHội nghị khai mạc."))
    assert (made.lead, made.body) == ("Sáng 15/4.", "Hội nghị khai mạc.")


def test_a_committee_goes_by_its_id_its_name_and_its_earlier_names():
    khoi = Committee("khoi-mau", "Đảng bộ Khối Mẫu", short="Khối Mẫu", names=(DatedName("Đảng bộ Cơ quan Mẫu", until=date(2020, 1, 1)),))
    made, = held(article("a", conferences=(Conference("khac", committees=("khoi-mau", "Đảng bộ xã Lạ")),)), data=SiteData({"khoi-mau": khoi}))
    assert set(values(made)["committee"]) == {"khoi-mau", "dang-bo-khoi-mau", "dang-bo-co-quan-mau", "dang-bo-xa-la"}


def test_terms_bodies_steps_and_kinds_come_from_conferences_and_figures():
    figure = Figure(Term(2025, 2030), ("ban-chap-hanh",), "planned", Decimal(12), quote="12 đồng chí")
    made, = held(article("a", conferences=(Conference("dai-hoi", terms=(Term(2020, 2025),), step=Step(3, 5)),)),
                 figures={"tin/a.md": (figure,)})
    assert (made.terms, made.bodies, made.steps, made.kinds) == (("2020-2025", "2025-2030"), ("ban-chap-hanh",), ("3",), ("dai-hoi",))
    assert made.figures[0].value == "12" and made.figures[0].quote == "12 đồng chí"


def test_people_who_wrote_it_can_be_filtered_by_name():
    made, = held(article("a", authors=(Person("Lê Thảo Vy"),)))
    assert values(made)["author"] == ("le-thao-vy",)


def test_an_excerpt_ends_at_a_word_and_keeps_its_measure():
    long = excerpt(document(body="Hội nghị cán bộ chủ chốt của huyện " * 20))
    assert len(long) <= EXCERPT + 1 and long.endswith("…") and "  " not in long
    assert excerpt(document(body="Ngắn.")) == "Ngắn."


def test_a_card_holds_the_address_only_where_it_is_not_the_usual_one():
    assert len(card(document("Hội nghị bàn về quế"))) == 3
    assert card(document("Hội nghị bàn về quế", id="ten-khac"))[3] == "/tin/2024/05/ten-khac/"
