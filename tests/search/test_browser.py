"""The browser's engine in a real Chromium: the same letters as Python, and what happens when files are missing."""
import json
import random
import unicodedata
from pathlib import Path

import pytest

from plugins.search.analyse import read, word
from plugins.search.build import FOLDER, MANIFEST, build
from plugins.search.documents import FigureEntry
from plugins.search.query import parse
from plugins.search.repair import keystrokes, near, spell
from plugins.vietnamese.text import fold, slug, tidy, tone_key
from tests.search.sample import document, name, sample_documents

pytestmark = pytest.mark.browser
VECTORS = Path(__file__).resolve().parents[1] / "vectors"

ALPHABET = ("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcdghklmnpqrstvxfjwz"
            "AÀĂÂĐÊÔƠƯÐ0123456789 ,.;:-–/()\"“”!?…_&%@\u0300\u0301\u0309\u0323\u0302\u00a0\u200b\ufeff\nṀßŉ中Ж")
WHOLE = ("15/4/2022", "ngày 12-3", "tháng 4 năm 2022", "2020 – 2025", "65-KH/ĐUK", "1.000", "39,34%", "Hoà", "thuỷ", "lí", "nghị quyết số 18",
         "BTV", "“cán bộ”", "khoá XV", "bước 3/5", "hoachj", "d9a3ng", "quyhoach", "sáng 30/6", "26/2021/NĐ-CP", "của", "là gì")


def random_texts(count, seed=11):
    """Vietnamese-looking strings of every form: letters, marks apart, numbers, dates, punctuation."""
    draw = random.Random(seed)
    for _ in range(count):
        parts = [draw.choice(WHOLE) if draw.random() < 0.3 else "".join(draw.choices(ALPHABET, k=draw.randint(1, 9))) for _ in range(draw.randint(1, 6))]
        text = draw.choice((" ", " ", "", "-")).join(parts)
        yield unicodedata.normalize(draw.choice(("NFC", "NFD", "NFC")), text)


def in_page(page, script, argument):
    return page.evaluate("""async ([root, script, argument]) => {
        const at = (name) => import(root + "theme/js/search/" + name + ".js");
        const [text, analyse, query, repair] = await Promise.all(["text", "analyse", "query", "repair"].map(at));
        return new Function("text", "analyse", "query", "repair", "argument", script)(text, analyse, query, repair, argument); }""",
                         ["https://vidu.test/", script, argument])


@pytest.fixture(scope="module")
def letters(browser):
    from tests.search.conftest import Host

    page = browser.new_page()
    Host(page, {}).page.goto("https://vidu.test/trong.html")
    yield page
    page.close()


@pytest.mark.parametrize(("vectors", "script"), [
    ("fold", "return text.fold(argument.in)"), ("tidy", "return text.tidy(argument.in)"), ("tone_key", "return text.toneKey(argument.in)"),
    ("slug", "return text.slug(argument.in, argument.limit)"),
])
def test_letters_meet_the_shared_vectors(letters, vectors, script):
    held = json.loads((VECTORS / f"{vectors}.json").read_text("utf-8"))
    got = in_page(letters, f"return argument.map((argument) => {{ {script} }})", held)
    assert [v["in"] for v, out in zip(held, got) if out != v["out"]] == []


def test_words_and_compounds_meet_the_shared_vectors(letters):
    words = json.loads((VECTORS / "search_words.json").read_text("utf-8"))
    got = in_page(letters, "return argument.map((v) => analyse.word(v.in))", words)
    assert got == [{"key": v["key"], "code": v["code"]} for v in words]
    runs = json.loads((VECTORS / "search_compounds.json").read_text("utf-8"))
    got = in_page(letters, "return argument.map((v) => analyse.read(v.in).compounds.map((c) => c.keys))", runs)
    assert got == [v["out"] for v in runs]


def test_random_text_is_read_the_same_in_both_languages(letters):
    texts = list(random_texts(1500))
    got = in_page(letters, """return argument.map((t) => { const r = analyse.read(t);
        return [text.fold(t), text.tidy(t), text.toneKey(t), text.slug(t), r.tokens.map((x) => [x.key, x.code, x.parted]), r.compounds.map((c) => c.keys)]; })""", texts)
    for text, theirs in zip(texts, got):
        _, tokens, compounds = read(text)
        ours = [fold(text), tidy(text), tone_key(text), slug(text), [[t.key, t.code, t.parted] for t in tokens], [list(c.keys) for c in compounds]]
        assert theirs == ours, ascii(text)


def test_random_queries_and_slips_are_read_the_same_in_both_languages(letters, sample_files):
    texts = list(random_texts(700, seed=3))
    words = json.loads((Path(__file__).resolve().parents[2] / "plugins/search/words.json").read_text("utf-8"))
    got = in_page(letters, """const words = query.wordsOf(argument.words); return argument.texts.map((t) => { const q = query.parse(t, words);
        return [q.tokens.map((x) => [x.key, x.code, x.text, x.parted, x.light, x.phrase]), q.compounds, q.marked,
                q.tokens.map((x) => repair.keystrokes(x.text)), q.tokens.map((x) => repair.spell(x.key, x.code)),
                q.tokens.slice(1).map((x, i) => repair.near(q.tokens[i].key, x.key))]; })""", {"texts": texts, "words": words})
    for text, theirs in zip(texts, got):
        q = parse(text)
        ours = [[[t.key, t.code, t.text, t.parted, t.light, t.phrase] for t in q.tokens], [[list(k), i, j] for k, i, j in q.compounds], q.marked,
                [keystrokes(t.text) for t in q.tokens], [spell(t.key, t.code) for t in q.tokens],
                [near(a.key, b.key) for a, b in zip(q.tokens, q.tokens[1:])]]
        assert theirs == ours, ascii(text)


def test_a_syllable_keeps_its_key_when_it_is_spelled(letters):
    syllables = ["quyền", "hoà", "Đường", "ủy", "lí", "nghiêng", "giữa", "quý", "thuở", "khuyến"]
    assert in_page(letters, "return argument.map((w) => { const {key, code} = analyse.word(w); return analyse.word(repair.spell(key, code)); })", syllables) == [
        dict(zip(("key", "code"), word(w))) for w in syllables]


def test_the_engine_works_below_a_path_prefix(host, sample_files):
    page = host(sample_files, prefix="/cong/tin/").open()
    assert name(page.urls("hien mau")[0]) == "hien-mau"


def test_only_what_a_query_needs_is_fetched_and_only_once(host):
    documents = [document(f"Bài {n} về miến và lúa", f"chuyện{n} " * 30 + f"riêng{n % 50} biệt{n}", id=f"b{n}", day=f"2024-{n % 12 + 1:02}-01") for n in range(300)]
    page = host(build(sorted(documents, key=lambda d: d.order))).open()
    everything = sum(path.startswith(FOLDER) for path in page.files)
    page.search("riêng7", facets=False)
    first = [p for p in page.asked if p.startswith(FOLDER)]
    assert len(first) == len(set(first)) < everything / 3
    page.asked.clear()
    page.search("riêng7", facets=False)
    assert page.asked == []


def test_a_missing_file_leaves_the_rest_answering_and_is_said(host, sample_files):
    page = host(sample_files).open()
    page.search("x")
    page.gone = {path for path in sample_files if path != MANIFEST and path not in page.asked}
    found = page.search("hiến máu Ví Dụ", facets=False)
    assert found["incomplete"]
    page.gone = set()
    found = page.search("hiến máu Ví Dụ", facets=False)
    assert not found["incomplete"] and name(found["hits"][0]["url"]) == "hien-mau"


def test_a_cut_or_damaged_file_is_taken_for_missing(host, sample_files):
    page = host(sample_files).open()
    whole = dict(page.files)
    for path in sample_files:
        if path != MANIFEST and path not in page.asked:
            page.files[path] = whole[path][: len(whole[path]) // 2]
    assert page.search("hiến máu", facets=False)["incomplete"]
    for path in sample_files:
        if path != MANIFEST and path not in page.asked:
            page.files[path] = b"\x00\xff" * 40
    assert page.search("khe vầu", facets=False)["incomplete"]


def test_an_index_of_another_version_is_refused_by_name(host, sample_files):
    manifest = json.loads(sample_files[MANIFEST]) | {"version": 99}
    page = host(sample_files | {MANIFEST: json.dumps(manifest).encode()})
    page.page.goto(page.root + "trong.html")
    code = page.page.evaluate("""async (root) => { const {open} = await import(root + "theme/js/search/index.js");
        try { await open(root); } catch (e) { return e.code; } }""", page.root)
    assert code == "version"


def test_a_site_without_articles_answers(host):
    page = host(build([])).open()
    assert page.search("gì đó")["total"] == 0 and page.search("")["total"] == 0


@pytest.mark.parametrize("text", ["???", "\x00", "a" * 10_000, "<img src=x onerror=alert(1)>", ".*[(", "\"\"\"", "😀", "\ud800"])
def test_odd_queries_answer_without_fault(host, sample_files, text):
    page = host(sample_files).open()
    assert page.page.evaluate("async (codes) => (await s.search(String.fromCharCode(...codes))).total >= 0",
                              [ord(c) for c in text] if text != "😀" else [0xD83D, 0xDE00])


def test_filters_alone_list_by_date_and_count(host, sample_files):
    page = host(sample_files).open()
    found = page.search("", filters={"committee": "Đảng bộ huyện Mẫu Sơn"}, limit=20)
    dates = [hit["date"] for hit in found["hits"]]
    assert dates == sorted(dates, reverse=True) and found["total"] == len(dates) == 4
    assert {v["label"]: v["count"] for v in found["facets"]["term"]} == {"2020-2025": 3, "2015-2020": 1}
    committees = {v["label"] for v in found["facets"]["committee"]}
    assert "Đảng bộ huyện Thử Giang" in committees, "a column that filters still shows what could be added"


def test_filters_take_ids_labels_and_other_spellings(host, sample_files):
    page = host(sample_files).open()

    def total(**filters):
        return page.search("", filters=filters)["total"]

    assert total(body="ban-thuong-vu") == total(body="Ban Thường vụ") == total(body="BTV") == 1
    assert total(kind="dai-hoi") == total(kind="đại hội") == 5
    assert total(step="2") == total(step="02") == total(step="Bước 2") == total(step="2/5") == 2
    assert total(committee="dang-bo-khoi-vi-du") == total(committee="Đảng bộ Khối Ví dụ") > total(committee="Đảng bộ Khối") == 0
    assert total(term=["2015-2020", "2021 – 2026"]) == 4 and total(author="Lê Thảo Vy") == 2


def test_days_months_and_years_bound_the_results(host, sample_files):
    page = host(sample_files).open()
    assert page.search("", filters={"from": "1/6/2025", "to": "2025-06-30"})["total"] == 1
    assert page.search("", filters={"from": "tháng 6/2025"})["total"] == 2
    assert page.search("", filters={"to": "2017"})["total"] == 1
    assert page.search("", filters={"year": ["2017", "2018"]})["total"] == 3
    assert page.search("", filters={"from": "hôm nào"})["total"] == 0


def test_results_by_date_put_the_newest_first(host, sample_files):
    page = host(sample_files).open()
    dates = [hit["date"] for hit in page.search("quy hoạch", sort="date")["hits"]]
    assert len(dates) > 3 and dates == sorted(dates, reverse=True)


def test_what_was_found_is_marked_in_title_and_excerpt(host, sample_files):
    page = host(sample_files).open()
    hit = page.search("hien mau")["hits"][0]
    assert [hit["title"][a:b] for a, b in hit["titleMarks"]] == ["hiến máu"]
    hit = page.search("77-KH/ĐUK")["hits"][0]
    assert "77-KH/ĐUK" in [hit["title"][a:b] for a, b in hit["titleMarks"]]


def test_a_half_typed_word_is_completed_from_its_neighbour(host, sample_files):
    page = host(sample_files).open()
    assert page.page.evaluate("s.suggest('quy ho')") == ["quy hoạch"]
    assert "hiến" in page.page.evaluate("s.suggest('hiê')")
    assert page.page.evaluate("s.suggest('')") == []


def test_a_question_for_a_figure_finds_it_with_its_sentence(host):
    def told(value, body, term="2020-2025", measure="removed", declared=True):
        return FigureEntry("so-lieu-1", term, (body,), measure, value, "đồng chí", "Đảng bộ Khối Ví dụ", f"đưa ra {value} đồng chí", declared)

    page = host(build([document("Rà soát quy hoạch", "Đưa ra 6 đồng chí.", id="ra-soat", figures=(
        told("4", "ban-chap-hanh", declared=False), told("6", "ban-chap-hanh"), told("2", "ban-thuong-vu"), told("9", "ban-chap-hanh", measure="added")))])).open()

    def figures(text):
        return [(f["value"], f["declared"], f["url"]) for f in page.page.evaluate("(text) => s.figures(text)", text)]

    url = "/tin/2024/05/ra-soat/#so-lieu-1"
    assert figures("đưa ra khỏi quy hoạch ban chấp hành 2020-2025") == [("6", True, url), ("4", False, url)]
    assert figures("dua ra khoi quy hoach BTV nhiem ky 2020 – 2025") == [("2", True, url)]
    assert figures("bổ sung ban chấp hành") == [("9", True, url)]
    assert figures("đưa ra khỏi quy hoạch ban chấp hành 2015-2020") == figures("hội nghị ban chấp hành") == figures("quy hoạch") == []


def test_articles_across_base_and_tail_are_one_list(host):
    documents = [document(f"Hiến máu đợt {n}", f"Lần {n}.", id=f"d{n:03}", day=f"2024-{n // 28 + 1:02}-{n % 28 + 1:02}") for n in range(150)]
    page = host(build(documents)).open()
    found = page.search("hiến máu", limit=150)
    assert found["total"] == 150 and [name(h["url"]) for h in found["hits"]] == [f"d{n:03}" for n in reversed(range(150))]
    assert name(page.urls("hiến máu đợt 3")[0]) == "d003" and name(page.urls("hiến máu đợt 149")[0]) == "d149"


def test_the_sample_names_only_its_own_articles():
    assert len({d.url for d in sample_documents()}) == len(sample_documents())
