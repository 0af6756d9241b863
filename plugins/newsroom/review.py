"""One article as one self-contained page, for a superior to read on a phone: nothing is loaded, nothing is asked."""
from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from html import unescape

from PIL import Image

from plugins import vocabulary
from plugins.html import escape
from plugins.values import VIETNAM, Article
from plugins.vietnamese.dates import format_date, format_time

WIDTH, QUALITY = 1000, 78  # pixels and JPEG quality: a page of ten pictures can be sent by mail
_SOURCE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>')
_LINK = re.compile(r'<a\b[^>]*?\shref="(?!https?:)[^"]*"[^>]*>(.*?)</a>', re.S)
_STYLE = """:root{color-scheme:light dark;--ink:#1d1b18;--soft:#5a554d;--paper:#fbf9f5;--rule:#d9d2c5;--red:#9c1618;--warn:#fff1d6}
@media(prefers-color-scheme:dark){:root{--ink:#ece7de;--soft:#b3aca0;--paper:#171614;--rule:#403c36;--red:#ff8f86;--warn:#3a2c10}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.15rem/1.65 "Be Vietnam Pro",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:42rem;margin:auto;padding:1rem 1rem 4rem}
.mark{margin:0;padding:.6rem 1rem;background:#8a4b00;color:#fff;font-weight:600;text-align:center}
h1{font-size:1.7rem;line-height:1.25;margin:1rem 0 .5rem}h2,h3{line-height:1.3}
.meta,figcaption,footer{color:var(--soft);font-size:1rem}.sapo{font-weight:600}
img{max-width:100%;height:auto;display:block}figure{margin:1.25rem 0}
.box{margin:1.25rem 0;padding:.75rem 1rem;border:1px solid var(--rule);border-radius:6px}.box h2{font-size:1.1rem;margin:.1rem 0 .4rem}.box ul{margin:0;padding-left:1.2rem}
.warn{background:var(--warn)}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid var(--rule);padding:.3rem .6rem;text-align:left}
footer{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:.75rem}
@media print{.mark{background:none;color:inherit;border:2px solid}}"""


def page(article: Article, body: str, picture: Callable[[str], bytes | None], figures: Iterable[str], remarks: Iterable[str], made: datetime) -> str:
    """The page of *article*, whose text is the sanitised HTML *body*; *picture* gives a content path's bytes.

    *figures* are the declared ones, one a line; *remarks* what the check would say.
    """
    status = vocabulary.label("status", article.status)
    when = format_time(article.date.astimezone(VIETNAM)) if article.date else "chưa có ngày đăng"
    parts = [
        f'<p class="mark">Bản trình duyệt · tình trạng: {escape(status)}</p><main>',
        f'<p class="meta">{escape(article.category)}</p><h1>{escape(article.title)}</h1>',
        f'<p class="meta">{escape(when)}{escape(_people(article))}</p>',
        f'<p class="sapo">{escape(article.summary)}</p>' if article.summary else "",
        _box("Cần xem trước khi duyệt", remarks, "box warn"),
        _figure(article.cover.image, article.cover.caption, article.cover.credit, picture) if article.cover else "",
        _embedded(body, picture),
        *(_figure(image.image, image.caption, image.credit, picture) for image in article.images),
        _box("Hội nghị", map(_conference, article.conferences)),
        _box("Số liệu đã khai", figures),
        _box("Văn bản", (" ".join(filter(None, (d.number, d.title, f"({format_date(d.date)})" if d.date else ""))) or d.id or d.file or "" for d in article.documents)),
        f'<p class="meta">Âm thanh: {escape(article.audio.title or article.audio.file)} (không kèm trong tệp này)</p>' if article.audio else "",
        f"<footer>Ghi ra lúc {escape(format_time(made.astimezone(VIETNAM)))} từ tệp {escape(article.path)}. Tệp này đọc được khi không có mạng.</footer></main>",
    ]
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; style-src \'unsafe-inline\'">'
        f"<title>{escape(article.title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n")


def _people(article: Article) -> str:
    told = [f"{p.name}{', ' + p.role if p.role else ''}" for p in article.authors] + [f"Ảnh: {p.name}" for p in article.photographers]
    return " · " + "; ".join(told) if told else ""


def _conference(conference) -> str:
    told = [conference.name or vocabulary.label("kind", conference.kind), format_date(conference.held) if conference.held else "", ", ".join(conference.committees),
            "nhiệm kỳ " + ", ".join(t.years for t in conference.terms) if conference.terms else "",
            f"bước {conference.step.number}{'/' + str(conference.step.of) if conference.step.of else ''}" if conference.step and conference.step.number else ""]
    return "; ".join(part for part in told if part)


def _box(title: str, lines: Iterable[str], kind: str = "box") -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    return f'<section class="{kind}"><h2>{escape(title)}</h2><ul>{items}</ul></section>' if items else ""


def _figure(path: str, caption: str | None, credit: str | None, picture: Callable[[str], bytes | None]) -> str:
    words = " · ".join(part for part in (caption, credit) if part)
    told = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return f"<figure>{_image(path, caption or '', picture)}{told}</figure>"


def _image(path: str, alt: str, picture: Callable[[str], bytes | None]) -> str:
    data = picture(path)
    small = _small(data) if data else None
    if small is None:
        return f'<p class="meta">[Ảnh: {escape(path)}]</p>'
    return f'<img alt="{escape(alt)}" src="data:image/jpeg;base64,{base64.b64encode(small).decode()}">'


def _small(data: bytes) -> bytes | None:
    """A picture of at most ``WIDTH`` pixels as JPEG without anything about its maker; None for what is no picture."""
    from plugins.pictures import BadPicture, safe

    try:
        image = Image.open(io.BytesIO(safe(data).data)).convert("RGB")
    except (BadPicture, OSError):
        return None
    image.thumbnail((WIDTH, WIDTH * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _embedded(body: str, picture: Callable[[str], bytes | None]) -> str:
    """*body* with its pictures within it, and without links that lead nowhere from a single file."""
    def shown(match: re.Match) -> str:
        alt = re.search(r'\salt="([^"]*)"', match[0])
        return _image(unescape(match[1]).lstrip("/"), unescape(alt[1]) if alt else "", picture)

    return _LINK.sub(r"\1", _SOURCE.sub(shown, body))
