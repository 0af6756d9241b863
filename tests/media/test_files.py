"""Pictures and sounds: what may be published, and in what state."""
from __future__ import annotations

import io
import os
import re
import wave

import pytest
from PIL import Image

from plugins.media.files import addresses, collect
from plugins.media.shown import Shown, shown, with_pictures
from plugins.pictures import BadPicture, Size, safe
from plugins.values import Article, Audio, Document, Picture


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
    article_ = article(cover=Picture("anh/a.jpg"), html='<p><img alt="" src="/y/anh/b.jpg"></p>')
    made = collect([(article_, addresses(article_))], held, "/y", tmp_path / "store")
    assert {path for path in made.data if path.count(".") == 1} == {"anh/a.jpg", "anh/b.jpg"} and not made.problems
    assert not any(path.startswith("anh/c") for path in made.data)
    assert (made.pictures["anh/b.jpg"].width, made.pictures["anh/b.jpg"].height) == (60, 40)


def published(held, store, path="anh/a.jpg"):
    made = collect([(article(cover=Picture(path)), ())], held, "", store)
    return {name: data() for name, data in made.data.items()}


def noise(size: tuple[int, int]) -> bytes:
    """A picture that is as hard to compress as a photograph."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_picture_comes_in_three_formats_and_every_width_up_to_its_own(tmp_path):
    files_ = published(files(tmp_path, a__jpg=noise((700, 500))), tmp_path / "store")
    found = {}
    for path, data in files_.items():
        with Image.open(io.BytesIO(data)) as image:
            found.setdefault(image.format, set()).add(image.size)
    sizes = {(320, 229), (640, 457), (700, 500)}
    assert found == {"AVIF": sizes, "WEBP": sizes, "JPEG": sizes}


def test_a_wide_picture_is_not_offered_wider_than_any_screen_shows_it(tmp_path):
    made = collect([(article(cover=Picture("anh/a.jpg")), ())], files(tmp_path, a__jpg=noise((2400, 300))), "", tmp_path / "store")
    assert made.pictures["anh/a.jpg"].widths("avif") == (320, 640, 960, 1280, 1600)


def test_a_clear_picture_keeps_its_clearness_in_every_format(tmp_path):
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGBA").save(out, "PNG")
    clear = Image.open(io.BytesIO(out.getvalue()))
    clear.putalpha(Image.effect_noise((400, 300), 90))
    out = io.BytesIO()
    clear.save(out, "PNG")
    files_ = published(files(tmp_path, a__png=out.getvalue()), tmp_path / "store", "anh/a.png")
    assert not any(path.endswith(".jpg") for path in files_)
    versions = [Image.open(io.BytesIO(data)) for path, data in files_.items() if "-" in path]
    assert versions and all(image.mode == "RGBA" for image in versions)


def test_a_moving_picture_stays_as_it_is(tmp_path):
    out = io.BytesIO()
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert published(files(tmp_path, a__gif=out.getvalue()), tmp_path / "store", "anh/a.gif") == {"anh/a.gif": out.getvalue()}


def test_versions_tell_nothing_of_their_maker(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh của ai đó"
    out = io.BytesIO()
    Image.effect_noise((700, 400), 60).convert("RGB").save(out, "JPEG", exif=exif)
    for path, data in published(files(tmp_path, a__jpg=out.getvalue()), tmp_path / "store").items():
        with Image.open(io.BytesIO(data)) as image:
            assert image.height > image.width and not image.getexif(), path


def test_a_picture_is_made_once_for_all_builds(tmp_path):
    held, store = files(tmp_path, a__jpg=noise((500, 400))), tmp_path / "store"
    first = published(held, store)
    times = {file: file.stat().st_mtime_ns for file in store.iterdir() if file.name != "files.json"}
    os.utime(held["anh/a.jpg"], ns=(1, 1))  # the same bytes, copied
    assert published(held, store) == first
    assert {file: file.stat().st_mtime_ns for file in store.iterdir() if file.name != "files.json"} == times


def test_an_unchanged_file_is_not_even_read_again(tmp_path):
    held, store = files(tmp_path, a__pdf=b"%PDF mau"), tmp_path / "store"
    os.utime(held["anh/a.pdf"], ns=(10**9, 10**9))
    shown_ = [(article(documents=(Document(file="anh/a.pdf"),)), ())]
    before = collect(shown_, held, "", store).data["anh/a.pdf"].args
    held["anh/a.pdf"].write_bytes(b"%PDF sai")  # as long, and dated back: only who reads it would see
    os.utime(held["anh/a.pdf"], ns=(10**9, 10**9))
    assert collect(shown_, held, "", store).data["anh/a.pdf"].args == before
    held["anh/a.pdf"].touch()
    assert collect(shown_, held, "", store).data["anh/a.pdf"].args != before


@pytest.mark.parametrize("damage", ["versions", "notes", "list"])
def test_what_lies_damaged_in_the_store_is_made_again(tmp_path, damage):
    held, store = files(tmp_path, a__jpg=turned_with_gps()), tmp_path / "store"
    os.utime(held["anh/a.jpg"], ns=(10**9, 10**9))
    first = published(held, store)
    for file in store.iterdir():
        kind = {".json": "notes"}.get(file.suffix, "versions") if file.name != "files.json" else "list"
        if kind == damage:
            file.write_bytes(file.read_bytes().replace(b"4", b"5") + b" ")
    assert published(held, store) == first


def test_a_broken_file_is_one_problem_that_names_the_article(tmp_path):
    held = files(tmp_path, a__mp3=b"<html>", b__jpg=b"rac")
    article_ = article(audio=Audio("anh/a.mp3"), cover=Picture("anh/b.jpg"))
    made = collect([(article_, ()), (article_, ())], held, "", tmp_path / "store")
    assert not made.data and len(made.problems) == 2
    assert all("tin/2024/01/a.md" in p.message for p in made.problems)


def test_a_broken_file_is_told_with_the_line_that_names_it(tmp_path):
    (tmp_path / "content/tin/2024/01").mkdir(parents=True)
    (tmp_path / "content/tin/2024/01/a.md").write_text("---\ntitle: A\n---\n\n![Lễ](../../../anh/h%E1%BB%99i.jpg)\n", encoding="utf-8")
    broken = tmp_path / "hội.jpg"
    broken.write_bytes(b"rac")
    made = collect([(article(cover=Picture("anh/hội.jpg")), ())], {"anh/hội.jpg": broken}, "", tmp_path / "store", folder=tmp_path / "content")
    assert "content/tin/2024/01/a.md:5" in made.problems[0].message


@pytest.mark.parametrize("data", [b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"x" * 400, b"ID3", b"\xff\xfb" + b"\x00" * 900])
def test_a_sound_that_nobody_could_hear_is_refused(tmp_path, data):
    made = collect([(article(audio=Audio("anh/a.mp3")), ())], files(tmp_path, a__mp3=data), "", tmp_path / "store")
    assert [p.path for p in made.problems] == ["anh/a.mp3"] and "âm thanh" in made.problems[0].message


def test_a_sound_tells_its_length(tmp_path):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 65))
    made = collect([(article(audio=Audio("anh/a.wav")), ())], files(tmp_path, a__wav=out.getvalue()), "", tmp_path / "store")
    assert made.seconds == {"anh/a.wav": 65}


def test_pictures_in_the_text_come_in_every_format_with_their_size_and_open_larger(tmp_path):
    made = collect([(article(cover=Picture("anh/a.jpg")), ())], files(tmp_path, a__jpg=noise((700, 500))), "/y", tmp_path / "store")
    picture_ = shown("anh/a.jpg", made.pictures["anh/a.jpg"], "/y")
    html = with_pictures('<figure><img alt="Hội trường" src="/y/anh/a.jpg"></figure>', (("/y/anh/a.jpg", picture_),))
    assert html.startswith('<figure><a class="enlarge" href="/y/anh/a.jpg"><picture><source type="image/avif" srcset="/y/anh/a.')
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img ")
    assert 'width="700" height="500" loading="lazy"' in html and html.endswith("></picture></a></figure>")


@pytest.mark.parametrize(("width", "sizes"), [(200, "min(200px, calc(100vw - 40px))"), (1200, "(min-width: 45em) 650px, calc(100vw - 40px)")])
def test_a_picture_narrower_than_the_text_is_shown_no_wider_than_it_is(width, sizes):
    known = Shown(width, 90, "/anh/a.jpg", f"/anh/a.jpg {width}w", (("image/webp", f"/anh/a.webp {width}w"),))
    html = with_pictures('<figure><img src="/anh/a.jpg" alt="x"></figure>', (("/anh/a.jpg", known),))
    assert set(re.findall(r'sizes="([^"]*)"', html)) == {sizes}


def test_a_small_picture_in_a_line_only_gets_its_size():
    html = '<p><img alt="x" src="/anh/a.png"> và <img alt="" src="/anh/la.png"></p>'
    assert with_pictures(html, (("/anh/a.png", Shown(60, 40, "/anh/a.png")),)) == (
        '<p><img alt="x" src="/anh/a.png" width="60" height="40" loading="lazy" decoding="async"> và <img alt="" src="/anh/la.png"></p>')
