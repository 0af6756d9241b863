"""Whatever is edited in whatever order, the site has the bytes that a clean build gives."""
from __future__ import annotations

import os
import random
import shutil
from datetime import date

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from plugins.problem import ProblemsFound
from tests.bench import corpus
from tests.engine.desk import SITE, TODAY, Desk, copy_of

THOROUGH = bool(os.environ.get("NHIEMKY_THOROUGH"))


def add(desk: Desk, pick: random.Random) -> None:
    desk.made += 1
    day = TODAY if pick.random() < 0.5 else date(2018, 3, 1 + desk.made % 27)
    (desk.folder / f"content/tin/moi-{desk.made}.md").write_text(
        f"---\ntitle: Bài mới số {desk.made}\ndate: {day} 08:{desk.made % 60:02d}\nstatus: published\ncategory: Đời sống\n"
        "tags:\n  - quy hoạch\n  - thẻ mới\n---\n\nMột bài không có lời dẫn, viết thêm vào.\n", encoding="utf-8")


def edit(desk, pick):
    path = pick.choice(desk.articles())
    path.write_text(path.read_text(encoding="utf-8") + f"\nThêm câu {pick.randrange(99)}.\n", encoding="utf-8")


def retitle(desk, pick):
    desk.line(pick.choice(desk.articles()), "title", f"Tên khác {pick.randrange(99)}")


def recategorise(desk, pick):
    desk.line(pick.choice(desk.articles()), "category", pick.choice(("Đời sống", "Dân vận", "Mục lạ")))


def retag(desk, pick):
    desk.alter(pick.choice(desk.articles()), "tags:\n", f"tags:\n  - {pick.choice(('kiểm tra', 'thẻ lạ'))}\n")


def restate(desk, pick):
    desk.line(pick.choice(desk.articles()), "status", pick.choice(("published", "hidden", "withdrawn", "draft")))


def rename(desk, pick):
    path = pick.choice(desk.articles())
    desk.made += 1
    path.rename(path.with_name(f"doi-ten-{desk.made}.md"))


def delete(desk, pick):
    found = desk.articles()
    if len(found) > 3:
        pick.choice(found).unlink()


def renew_data(desk, pick):
    desk.alter(desk.folder / "content/data/committees.yaml", "name: Đảng ủy", pick.choice(("name: Đảng bộ", "name: Ban Đảng ủy")))


def renew_template(desk, pick):
    path = pick.choice(sorted((desk.folder / "theme/templates").rglob("*.html")))
    if "{% block content %}" in path.read_text(encoding="utf-8"):
        desk.alter(path, "{% block content %}", "{% block content %}\n<!-- sửa -->")
    else:
        desk.alter(desk.folder / "theme/templates/parts/footer.html", "<", "<!-- sửa --><")


def renew_style(desk, pick):
    path = desk.folder / "theme/static/css/base.css"
    path.write_text(path.read_text(encoding="utf-8") + f"\n/* {pick.randrange(99)} */\n", encoding="utf-8")


def move_site(desk, pick):
    desk.siteurl = pick.choice((SITE, "https://vidu.example/y", "https://khac.example"))


def pass_time(desk, pick):
    desk.now = date(2026, 11, pick.choice((20, 21, 22)))


def touch(desk, pick):
    os.utime(pick.choice(desk.articles()), (pick.choice((1, 4_000_000_000)),) * 2)


def repicture(desk, pick):
    (desk.folder / f"content/anh/{pick.randrange(4)}.png").write_bytes(corpus.picture(pick.randrange(90)))


def spoil_output(desk, pick):
    site = sorted((desk.folder / "output").rglob("*.html"))
    if site:
        pick.choice(site).write_text("hỏng", encoding="utf-8")


def flip_store(desk, pick):
    for path in sorted((desk.folder / "cache-output").glob("*.sqlite")):
        data = bytearray(path.read_bytes())
        for _ in range(20):
            data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
        path.write_bytes(data)


def lose_cache(desk, pick):
    found = [p for p in (desk.folder / "cache-output").rglob("*") if p.is_file()]
    if found:
        pick.choice(found).unlink()


EDITS = (add, edit, retitle, recategorise, retag, restate, rename, delete, renew_data, renew_template, renew_style, move_site,
         pass_time, touch, repicture, spoil_output, flip_store, lose_cache)


@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 2**32)), min_size=1, max_size=5))
@example([(flip_store, 550), (flip_store, 550), (retitle, 227960644)])
@settings(max_examples=150 if THOROUGH else 5, deadline=None, derandomize=not THOROUGH, phases=(Phase.explicit, Phase.generate),
          suppress_health_check=list(HealthCheck))
def test_any_edits_in_any_order_give_the_bytes_of_a_clean_build(built, tmp_path_factory, edits):
    desk = copy_of(built, tmp_path_factory.mktemp("edits") / "site")
    try:
        for make, seed in edits:
            before = desk.site()
            make(desk, random.Random(seed))
            try:
                desk.build()
            except ProblemsFound:
                if make is not spoil_output:
                    assert desk.site() == before or make is flip_store
                continue
        try:
            expected = desk.clean()
        except ProblemsFound:
            return
        desk.build()
        assert desk.site() == expected
    finally:
        shutil.rmtree(desk.folder, ignore_errors=True)
