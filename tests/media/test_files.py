"""Pictures and sounds: what may be published, and in what state."""
from __future__ import annotations

import io

import pytest
from PIL import Image

from plugins.media.files import addresses, collect, with_sizes
from plugins.pictures import BadPicture, Size, safe
from plugins.values import Article, Audio, Picture


def picture(kind="JPEG", size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def turned_with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Máy ảnh của ai đó"
    return picture(exif=exif)


def test_a_picture_without_metadata_keeps_its_bytes():
    data = picture()
    assert safe(data).data == data and safe(data).size == Size(60, 40)


def test_a_picture_is_turned_upright_and_tells_nothing_of_its_maker():
    made = safe(turned_with_gps())
    assert made.size == Size(40, 60)
    with Image.open(io.BytesIO(made.data)) as image:
        assert not image.getexif() and image.size == (40, 60)
    assert b"Exif" not in made.data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_of_picture_pass(kind):
    assert safe(picture(kind)).extension == f".{kind.lower()}"


@pytest.mark.parametrize("data, word", [
    (picture()[:200], "hỏng|cắt cụt"),
    (picture(size=(600, 400))[:-300], "cắt cụt|hỏng"),
    (b"<html>khong phai anh</html>", "không phải ảnh"),
    (b"", "không phải ảnh"),
])
def test_what_is_no_whole_picture_is_refused(data, word):
    with pytest.raises(BadPicture, match=word):
        safe(data)


def test_a_picture_of_too_many_points_is_refused_before_it_is_decoded():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(BadPicture, match="triệu điểm ảnh"):
        safe(out.getvalue())


def article(**changes) -> Article:
    return Article(path="tin/2024/01/a.md", title="A", slug="a", **changes)


def files(tmp_path, **contents: bytes):
    made = {}
    for name, data in contents.items():
        path = tmp_path / name.replace("__", ".")
        path.write_bytes(data)
        made[f"anh/{path.name}"] = path
    return made


def test_only_what_articles_use_is_published(tmp_path):
    held = files(tmp_path, a__jpg=picture(), b__jpg=picture(), c__jpg=picture())
    shown = article(cover=Picture("anh/a.jpg"), html='<p><img alt="" src="/y/anh/b.jpg"></p>')
    data, sizes, problems = collect([(shown, addresses(shown))], held, "/y", tmp_path / "store")
    assert set(data) == {"anh/a.jpg", "anh/b.jpg"} and not problems
    assert sizes["anh/b.jpg"] == Size(60, 40)


def test_a_stored_outcome_that_was_tampered_with_is_made_again(tmp_path):
    held = files(tmp_path, a__jpg=turned_with_gps())
    shown, store = article(cover=Picture("anh/a.jpg")), tmp_path / "store"
    first, _, _ = collect([(shown, addresses(shown))], held, "", store)
    kept = next(store.glob("*.bin"))
    kept.write_bytes(b"x" + kept.read_bytes()[1:])
    again, _, _ = collect([(shown, addresses(shown))], held, "", store)
    assert again == first


def test_a_broken_file_is_one_problem_that_names_the_article(tmp_path):
    held = files(tmp_path, a__mp3=b"<html>", b__jpg=b"rac")
    shown = article(audio=Audio("anh/a.mp3"), cover=Picture("anh/b.jpg"))
    data, _, problems = collect([(shown, ()), (shown, ())], held, "", tmp_path / "store")
    assert data == {} and len(problems) == 2
    assert all("tin/2024/01/a.md" in p.message for p in problems)


def test_pictures_in_the_text_get_width_and_height():
    html = '<p><img alt="x" src="/anh/a.jpg"></p>'
    assert with_sizes(html, (("/anh/a.jpg", Size(60, 40)),)) == (
        '<p><img alt="x" src="/anh/a.jpg" width="60" height="40" loading="lazy"></p>')
