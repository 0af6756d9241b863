import pytest

from plugins.search.ask import answer
from tests.search.sample import document, name

ARTICLES = (
    document("Bổ sung quy hoạch cán bộ huyện Mẫu Sơn", "Hội nghị cán bộ chủ chốt bỏ phiếu.", id="quy-hoach", day="2022-03-01"),
    document("Quy hoạch đô thị ven sông", "Bản vẽ treo ở nhà văn hóa.", id="do-thi", day="2023-03-01"),
    document("Thay bộ cán thép", "Thợ lắp bộ cán mới.", id="bo-can", day="2021-03-01"),
    document("Cầu đang thi công", "Nhà thầu chờ cáp.", id="cau", day="2024-01-01"),
    document("Dâng hương đầu xuân", "Đoàn đi từ sớm.", id="huong", day="2024-02-01"),
    document("Đảng viên xem lúa", "Lúa trổ đều.", id="dang-vien", day="2024-03-01"),
)


@pytest.fixture
def ask(research):
    index = research(*ARTICLES)
    return lambda text, **more: answer(index, text, more.pop("filters", None), **more)


def ids(found):
    return [name(hit.url) for hit in found.hits]


def test_a_query_without_accents_finds_text_with_accents(ask):
    assert ids(ask("quy hoach can bo"))[0] == "quy-hoach"


def test_exact_accents_rank_alone_when_they_were_typed(ask):
    assert ids(ask("đang")) == ["cau"]
    assert set(ids(ask("dang"))) == {"cau", "huong", "dang-vien"}


def test_the_order_of_syllables_matters(ask):
    assert ids(ask("bộ cán"))[0] == "bo-can"
    assert ids(ask("cán bộ"))[0] == "quy-hoach"


def test_a_wrong_accent_still_finds_the_word_and_says_so(ask):
    found = ask("quỳ hoạch đô thị")
    assert ids(found)[0] == "do-thi" and ("quỳ", "quy 0") in found.corrected


@pytest.mark.parametrize("typed", ["quy hạoch đô thị", "quyhoach dothi", "quy hoachj ddoo thij", "quy hoach do tih", "huy hoach do thi", "qui hoạch đô thị"])
def test_a_slip_of_the_fingers_finds_what_was_meant(ask, typed):
    assert ids(ask(typed))[0] == "do-thi"


def test_a_word_too_many_is_dropped_and_named(ask):
    found = ask("quy hoạch đô thị ven sông xyzzy")
    assert ids(found)[0] == "do-thi" and found.dropped == ("xyzzy",)


def test_a_question_is_answered_by_its_words(ask):
    assert ids(ask("ai bỏ phiếu ở hội nghị cán bộ chủ chốt?"))[0] == "quy-hoach"


def test_a_quoted_run_is_found_only_as_a_run(ask):
    assert ids(ask('"bộ cán"')) == ["bo-can"]
    assert ids(ask('"cán bộ" Mẫu Sơn')) == ["quy-hoach"]


def test_a_quoted_run_that_nobody_wrote_is_taken_loosely_and_said_so(ask):
    found = ask('"thép cán"')
    assert ids(found)[0] == "bo-can" and found.loosened


def test_a_half_typed_word_is_completed(ask):
    assert ids(ask("quy ho", prefix=True))[:2] == ["do-thi", "quy-hoach"] or set(ids(ask("quy ho", prefix=True))[:2]) == {"do-thi", "quy-hoach"}
    assert ids(ask("đô th", prefix=True))[0] == "do-thi"


def test_words_that_only_function_words_are_found_when_nothing_else_is_asked(ask):
    assert "huong" in ids(ask("từ"))


def test_an_empty_query_lists_by_date(ask):
    assert ids(ask(""))[:2] == ["dang-vien", "huong"] and ask("").total == len(ARTICLES)


@pytest.mark.parametrize("text", ["???", "\x00", "(((((", "a" * 10_000, "\" \" \"", "<b>", ".*[", "😀", "AND OR NOT", "x:", "[a TO", "*" * 50])
def test_odd_queries_answer_without_fault(ask, text):
    assert ask(text).total >= 0


def test_of_equals_the_newest_is_first(research):
    index = research(*(document("Tin hiến máu", "Như nhau.", id=f"t{y}", day=f"{y}-05-05") for y in (2021, 2024, 2022)))
    assert ids(answer(index, "hiến máu")) == ["t2024", "t2022", "t2021"]


def test_a_title_beats_a_mention(research):
    index = research(document("Chuyện khác", "Có hiến máu một lần.", id="nhac", day="2024-05-05"), document("Hiến máu", "Ngày hội.", id="tieu-de"))
    assert ids(answer(index, "hien mau")) == ["tieu-de", "nhac"]


def test_filters_narrow_and_unknown_ones_are_named(ask, research):
    from plugins.search.ask import UnknownFilter

    index = research(document("Đại hội điểm", id="a", terms=("2025-2030",), steps=("2",), kinds=("dai-hoi",), committee="Đảng bộ xã Lạ", bodies=("ban-chap-hanh",)),
                     document("Đại hội khác", id="b", terms=("2020-2025",), day="2019-01-01", authors=("Lê Vy",), category="Dân vận"))

    def left(**filters):
        return {name(hit.url) for hit in answer(index, "đại hội", filters).hits}

    assert left(term="2025 – 2030") == left(step="02") == left(kind="Đại hội") == left(committee="dang bo xa la") == left(body="BCH") == {"a"}
    assert left(author="le vy") == left(category="dân vận") == left(year="2019") == left(to="12/2019") == {"b"}
    assert left(**{"from": "1/1/2020"}) == {"a"} and left(term=["2020-2025", "2025-2030"]) == {"a", "b"} and left(term="1999-2001") == set()
    with pytest.raises(UnknownFilter, match="không phải ngày"):
        left(to="mai")


def test_the_query_language_says_it_exactly(ask):
    assert ids(ask('title:"quy hoạch" AND NOT year:2022')) == ["do-thi"]
    assert set(ids(ask("ho* OR title:thép"))) >= {"bo-can", "quy-hoach", "do-thi"}
    assert set(ids(ask("date:[2024-01-15 TO 2024-02-28]"))) == {"huong"}
    assert ids(ask('"bộ cán" AND thép')) == ["bo-can"]


def test_a_wildcard_costs_a_bounded_number_of_words(research):
    from plugins.search import language

    index = research(document("Từ", " ".join(f"b{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(400))))
    assert len(language.parse("b*", index).subqueries) <= language.MOST_WORDS
