"""The base of the browser's index, changed where articles changed, has the bytes of one that is made anew."""
import json
import os
import random
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plugins.engine.build import Options
from plugins.engine.build import build as build_site
from plugins.search import build, codec, corpus, cut, keep, splice
from plugins.search.build import BLOCK, MANIFEST, boundary, part, with_tail
from plugins.search.documents import FigureEntry, Sketch
from tests.bench.articles import articles
from tests.search.conftest import write_article

THOROUGH = bool(os.environ.get("NHIEMKY_THOROUGH"))
ARCHIVE = list(articles(3 * BLOCK, words=45))
SIZE = 2 * BLOCK + 3  # of the archive at first; the rest waits


class Desk:
    """Articles, what builds keep of them in *folder*, and the files of the last one."""

    def __init__(self, folder, abbreviations=()):
        self.folder, self.abbreviations = folder, abbreviations
        self.documents, self.waiting, self.files = ARCHIVE[:SIZE], ARCHIVE[SIZE:], {}

    def build(self):
        held = [Sketch(d.url, d.digest, replace(d, body=""), lambda d=d: d) for d in self.documents]
        end = boundary(len(held))
        self.files = with_tail(keep.base(self.folder, held[:end], self.abbreviations), self.documents[end:], self.abbreviations)
        corpus.put(self.folder, held, self.abbreviations, live=self.folder / "live", manifest="m", made=self.files[MANIFEST])
        return self.files

    def clean(self):
        return build.build(self.documents, self.abbreviations)

    def alter(self, n, **values):
        self.documents = [*self.documents[:n], replace(self.documents[n], **values), *self.documents[n + 1 :]]


def old(desk, pick):
    """The number of an article of the base."""
    return pick.randrange(boundary(len(desk.documents)))


def edit_a_word(desk, pick):
    n = old(desk, pick)
    words = desk.documents[n].body.split(" ")
    words[pick.randrange(len(words))] = pick.choice(("khác", "27", "quy hoạch", "của"))
    desk.alter(n, body=" ".join(words))


def rewrite(desk, pick):
    desk.alter(old(desk, pick), body=pick.choice(ARCHIVE).body, title=pick.choice(ARCHIVE).title, lead="")


def retag(desk, pick):
    desk.alter(old(desk, pick), tags=(pick.choice(("thẻ lạ", "kiểm tra")),), category=pick.choice(("Dân vận", "Mục lạ")))


def refigure(desk, pick):
    figure = FigureEntry("so-lieu-1", "2020-2025", ("ban-chap-hanh",), "removed", str(pick.randrange(9)), "đồng chí", "Khối (mẫu)", "đưa ra", True)
    desk.alter(old(desk, pick), figures=(figure,) * pick.randrange(3), terms=("2020-2025",))


def delete(desk, pick):
    n = old(desk, pick)
    desk.waiting = [*desk.waiting, desk.documents[n]]
    desk.documents = [*desk.documents[:n], *desk.documents[n + 1 :]]


def delete_many(desk, pick):
    gone = set(pick.sample(range(len(desk.documents)), pick.choice((4, BLOCK - 1, BLOCK, BLOCK + 1))))
    if len(desk.documents) - len(gone) > BLOCK:
        desk.documents = [d for n, d in enumerate(desk.documents) if n not in gone]


def add(desk, pick):
    """Some that waited, new and old ones: the boundary may move."""
    more = [desk.waiting.pop(pick.randrange(len(desk.waiting))) for _ in range(min(len(desk.waiting), pick.choice((1, 2, 60))))]
    known = {d.url for d in desk.documents}
    desk.documents = sorted([*desk.documents, *(d for d in more if d.url not in known)], key=lambda d: (d.date, d.order))


def redate(desk, pick):
    n = old(desk, pick)
    when = desk.documents[n].date + timedelta(pick.choice((-900, -1, 1, 900)))
    desk.alter(n, date=when, order=f"{when:%Y%m%d}080000 {n:06}")
    desk.documents = sorted(desk.documents, key=lambda d: (d.date, d.order))


def swap(desk, pick):
    n = old(desk, pick)
    a, b = desk.documents[n], desk.documents[(n + 7) % BLOCK]
    desk.alter(n, body=b.body)
    desk.alter((n + 7) % BLOCK, body=a.body)


def abbreviate(desk, pick):
    desk.abbreviations = pick.choice(((), (("HKV", "hội nghị"),)))


def lose(desk, pick):
    found = sorted(p for p in desk.folder.iterdir() if p.is_file())
    if found:
        pick.choice(found).unlink()


def flip(desk, pick):
    found = sorted(p for p in desk.folder.iterdir() if p.is_file())
    if found:
        path = pick.choice(found)
        data = bytearray(path.read_bytes())
        data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        path.write_bytes(data)


DEEDS = (edit_a_word, edit_a_word, rewrite, retag, refigure, delete, delete, delete_many, add, add, redate, swap, abbreviate, lose, flip)


@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2**32), st.booleans()), min_size=2, max_size=5), st.booleans())
@settings(max_examples=200 if THOROUGH else 3, deadline=None, derandomize=not THOROUGH, phases=(Phase.explicit, Phase.generate),
          suppress_health_check=list(HealthCheck))
def test_whatever_happens_to_old_articles_the_index_has_the_bytes_of_a_clean_one(made, tmp_path_factory, deeds, few):
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(made.folder, folder, dirs_exist_ok=True)
    desk = Desk(folder)
    with pytest.MonkeyPatch.context() as set_to:
        for module in (build, splice) if few else ():
            set_to.setattr(module, "MOST", 40)  # the lists of the commonest words leave articles out, as they do at 10,000
        if few:
            (folder / keep.FILE).unlink()  # it was made with longer lists
            desk.build()
        for deed, seed, built in deeds:
            deed(desk, random.Random(seed))
            if built:
                desk.build()
        assert desk.build() == desk.clean()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk whose archive was built once."""
    desk = Desk(tmp_path_factory.mktemp("made"))
    desk.build()
    return desk


@pytest.fixture
def desk(made, tmp_path):
    """A desk of its own, with what the first build kept."""
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    mine = Desk(tmp_path)
    mine.files = made.files
    return mine


def changed(desk, before):
    return {path for path, data in desk.files.items() if before.get(path) != data}


def anew(monkeypatch):
    """How often a base was made anew from now on."""
    made = []
    real = keep.part
    monkeypatch.setattr(keep, "part", lambda *given: made.append(1) or real(*given))
    return made


@pytest.mark.parametrize("deed", [edit_a_word, retag, rewrite, delete, redate])
def test_an_old_article_is_changed_without_making_the_base_anew(desk, monkeypatch, deed):
    again = anew(monkeypatch)
    deed(desk, random.Random(3))
    desk.build()
    assert not again


def test_one_word_of_an_old_article_rewrites_the_shards_that_hold_it_and_few_others(desk):
    before = desk.files
    words = desk.documents[40].body.split(" ")
    words[30] = "zyzzyva"
    desk.alter(40, body=" ".join(words))
    desk.build()
    shards = sum(len(list(codec.shards_of(desk.files[f"{build.FOLDER}/{name}.bin"]))) for _, name in json.loads(desk.files[MANIFEST])["parts"][0]["groups"])
    new = {path for path in changed(desk, before) if "-" not in path}
    assert shards > 20 and len(new) < 14, sorted(new)


def test_what_was_taken_away_is_in_no_file(desk):
    desk.alter(40, body=desk.documents[40].body + " zyzzyva qwyjibo.")
    held = desk.build()
    assert any(b"zyzzyva" in codec.unpack(data) for path, data in held.items() if path != MANIFEST)
    desk.documents = [*desk.documents[:40], *desk.documents[41:]]
    assert not any(b"zyzzyva" in codec.unpack(data) for path, data in desk.build().items() if path != MANIFEST)


@pytest.mark.parametrize("loss", ["base", "documents", "other rules", "changed base", "old name"])
def test_what_is_kept_may_be_lost_or_foreign(desk, monkeypatch, loss):
    again = anew(monkeypatch)
    base = desk.folder / keep.FILE
    if loss == "base":
        base.unlink()
    elif loss == "documents":
        (desk.folder / corpus.FILE).unlink()
    elif loss == "other rules":
        desk.abbreviations = (("HKV", "hội nghị"),)
    elif loss == "changed base":
        data = bytearray(base.read_bytes())
        data[-1] ^= 1
        base.write_bytes(data)
    else:
        base.rename(base.with_name("base-0123.bin"))
    edit_a_word(desk, random.Random(1))
    assert desk.build() == desk.clean() and again
    assert [p.name for p in desk.folder.glob("base*")] == [keep.FILE]


def test_a_base_that_does_not_hold_what_its_documents_say_is_refused(desk):
    base = part(desk.documents[:BLOCK], 0)
    wanted = [Sketch(d.url, d.digest, d, lambda d=d: d) for d in desk.documents[:BLOCK]]
    wrong = replace(base, documents=("0" * 32, *base.documents[1:]))
    with pytest.raises(splice.Unfit):
        splice.changed(wrong, wanted, lambda digest: desk.documents[-1])


def test_rows_that_most_articles_changed_are_made_anew(desk):
    wanted = [Sketch(d.url, d.digest, d, lambda d=d: d) for d in desk.documents[BLOCK : 2 * BLOCK]]
    with pytest.raises(splice.Unfit, match="most"):
        splice.changed(part(desk.documents[:BLOCK], 0), wanted, lambda digest: desk.documents[0])


@pytest.mark.thorough
def test_a_site_whose_old_articles_were_changed_and_deleted_has_the_index_of_a_clean_build(tmp_path, monkeypatch):
    content, again = tmp_path / "content", anew(monkeypatch)

    def site(name):
        build_site(Options(content, tmp_path / name, tmp_path / f"cache-{name}", "https://vidu.test", date(2026, 11, 21)))
        return {path.name: path.read_bytes() for path in (tmp_path / name / "tim-kiem").rglob("*") if path.is_file()}

    held = [{"id": f"b{n}", "title": d.title, "date": d.date.isoformat(), "category": d.category, "lead": d.lead, "body": d.body, "tags": list(d.tags)}
            for n, d in enumerate(ARCHIVE[: BLOCK + 12])]
    for one in held:
        write_article(content, one)
    site("output")
    write_article(content, held[20] | {"body": held[20]["body"].replace(" ", " zyzzyva ", 1), "tags": ["thẻ lạ"]})
    site("output")
    next(content.rglob("b33.md")).unlink()
    assert site("output") == site("clean") and len(again) == 2


rows = st.lists(st.tuples(st.sampled_from("ab ac ad b ba bb bc".split()), st.sampled_from(["", "x", "y"]), st.integers(0, 30), st.integers(1, 90)),
                max_size=120, unique_by=lambda r: r[:3])


def row(a, b, code, size):
    return codec.Row(f"{a} {b}" if b else a, (code, 1) if b else (code,), b"\x02", b"\x01" * size, b"\x01" * size)


def packed(held):
    return cut.Piece(build.beginning(held[0].key, held[0].codes), repr([tuple(r) for r in held]), cut.weight(held))


@given(rows, rows, st.integers(40, 900))
@settings(deadline=None)
def test_shards_are_cut_where_they_would_be_if_nothing_had_been_there(before, after, size):
    """Rows come, go and grow; the shards that hold none of them are not even read where that can be."""
    before, after = (sorted({r[:2]: r for r in (row(*one) for one in held)}.values(), key=lambda r: r[:2]) for held in (before, after))
    pieces = [packed(shard) for shard in cut.shards(before, size)]
    stored = {p.name: list(shard) for p, shard in zip(pieces, cut.shards(before, size))}
    begins = [p.begin for p in pieces[1:]] + ["\U0010ffff"]
    for n, piece in enumerate(pieces):
        mine = [r for r in after if (n == 0 or begins[n - 1] <= build.beginning(r.key, r.codes)) and build.beginning(r.key, r.codes) < begins[n]]
        if mine != stored[piece.name]:
            piece.rows, piece.weight = mine, cut.weight(mine)
    if pieces:
        done = list(cut.again(pieces, size, lambda name: stored[name], packed))
        assert [p.name for p in done] == [repr([tuple(r) for r in shard]) for shard in cut.shards(after, size)]
        assert [p.weight for p in done] == [cut.weight(shard) for shard in cut.shards(after, size)]
