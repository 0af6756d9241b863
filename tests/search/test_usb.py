from pathlib import Path

import pytest

from plugins.search import usb
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


@pytest.mark.browser
def test_the_search_page_works_from_disk(browser, site, tmp_path):
    import re

    made = usb.classic(scripts(), "search-page.js")
    for path, data in (site | usb.data({p: d for p, d in site.items() if p.startswith("tim-kiem/index/")})).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "theme" / "js" / "classic.js").write_text(made, "utf-8")
    html = (tmp_path / "tim-kiem" / "index.html").read_text("utf-8")
    html = re.sub(r'<script type="module"[^>]*search-page[^>]*>', '<script defer src="../theme/js/classic.js">', html)
    html = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", html).replace('data-root="/"', 'data-root="../"')
    (tmp_path / "tim-kiem" / "index.html").write_text(html, "utf-8")
    page = browser.new_page()
    page.goto(Path(tmp_path / "tim-kiem" / "index.html").as_uri() + "?q=hien+mau")
    page.wait_for_selector(".hit")
    assert page.text_content(".hit h2").startswith("Ngày hội hiến máu")
    assert page.get_attribute(".hit a", "href").startswith("file://")
    page.close()
