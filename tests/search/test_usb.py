import base64
import json
import re

import pytest

from plugins.search import codec, usb
from tests.search.conftest import THEME


def scripts():
    folder = THEME / "static" / "js"
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.js")) if "search" in p.relative_to(folder).as_posix()}


def test_every_module_of_the_search_page_is_in_the_one_script():
    made = usb.classic(scripts(), "search-page.js")
    assert all(f'"{path}": function' in made for path in scripts() if path != "search/search.js")
    assert "\nimport " not in made and "\nexport " not in made


def test_a_form_that_cannot_be_made_classic_is_refused():
    with pytest.raises(ValueError, match="import x"):
        usb.classic({"a.js": 'import x from "./b.js";\n', "b.js": ""}, "a.js")
    with pytest.raises(KeyError):
        usb.classic({"a.js": 'import { x } from "./b.js";\n'}, "a.js")


def test_the_texts_of_a_months_articles_stand_in_one_script_and_other_pages_in_none():
    page = '<article class="article"><div class="prose">\n<p>{}</p>\n</div>\n</article><footer>Cuối trang</footer>'
    pages = {"tin/2024/05/a/index.html": page.format("Một"), "tin/2024/05/b/index.html": page.format("Hai"), "tin/2024/06/c/index.html": page.format("Ba"),
             "tin/2024/05/rut/index.html": "<p>Bài đã rút.</p>", "trang/d/index.html": page.format("Bốn"), "tin/2024/05/a/anh.webp": ""}
    made = usb.texts(pages, lambda name: pages[name].encode())
    assert made.keys() == {"tin/2024/05/doan.js", "tin/2024/06/doan.js"}
    data = base64.b64decode(re.fullmatch(rb'nhiemkyFound\("(.*)"\);\n', made["tin/2024/05/doan.js"])[1])
    held = json.loads(codec.unpack(data))
    assert held.keys() == {"a", "b"} and "Một" in held["a"] and "Cuối trang" not in held["a"]


@pytest.fixture
def disk(browser, site, tmp_path):
    """The search page of the site as it lies on a disk, and its folder."""
    made = usb.classic(scripts(), "search-page.js")
    index = usb.data({p: d for p, d in site.items() if p.startswith("tim-kiem/index/")})
    for path, data in (site | index | usb.texts(site, site.__getitem__)).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "theme" / "js" / "classic.js").write_text(made, "utf-8")
    html = (tmp_path / "tim-kiem" / "index.html").read_text("utf-8")
    html = re.sub(r'<script type="module"[^>]*search-page[^>]*>', '<script defer src="../theme/js/classic.js">', html)
    html = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", html).replace('data-root="/"', 'data-root="../"')
    (tmp_path / "tim-kiem" / "index.html").write_text(html, "utf-8")
    page = browser.new_page()
    yield page, tmp_path
    page.close()


def ask(page, folder, text):
    page.goto((folder / "tim-kiem" / "index.html").as_uri() + f"?q={text}")
    page.wait_for_selector(".hit")


@pytest.mark.browser
def test_the_search_page_works_from_disk(disk):
    page, folder = disk
    ask(page, folder, "hien+mau")
    assert page.text_content(".hit h2").startswith("Ngày hội hiến máu")
    assert page.get_attribute(".hit a", "href").startswith("file://")


@pytest.mark.browser
def test_from_disk_an_excerpt_shows_the_sentence_of_the_article(disk):
    page, folder = disk
    ask(page, folder, "suong+gia")
    page.wait_for_selector(".hit-excerpt mark")
    assert page.text_content(".hit-excerpt").strip() == "Đêm ấy sương giá phủ trắng ruộng mạ."


@pytest.mark.browser
def test_from_disk_the_lead_stays_where_the_texts_are_missing(disk):
    page, folder = disk
    asked = []
    page.on("requestfailed", lambda request: asked.append(request.url))
    (folder / "tin/2016/03/doan.js").unlink()
    ask(page, folder, "suong+gia")
    page.wait_for_timeout(200)
    assert any(url.endswith("doan.js") for url in asked)
    assert page.text_content(".hit-excerpt").startswith("Ba ngày ở bản")
