"""The globals and filters that every template may use."""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from plugins import vocabulary
from plugins.portal import assets, settings as portal_settings
from plugins.portal.site import addresses, build_site
from plugins.site_data import Content
from plugins.values import VIETNAM
from plugins.vietnamese import dates, numbers
from plugins.vietnamese.text import slug


def vi_date(value: date | datetime) -> str:
    """"15/4/2022", in Vietnam's time."""
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM).date()
    return dates.format_date(value)


def vi_time(value: datetime) -> str:
    """"Thứ Năm, 21/04/2022 17:44", in Vietnam's time; midnight means that only the day is known."""
    return dates.format_time(value.astimezone(VIETNAM)).removesuffix(" 00:00")


def vi_day(value: date) -> str:
    """"Thứ Năm, 21/4/2022"."""
    return f"{dates.weekday(value)}, {dates.format_date(value)}"


def iso(value: date | datetime) -> str:
    """For ``datetime`` attributes and metadata: "2022-04-21T17:44:00+07:00" or "2022-04-21"."""
    return value.astimezone(VIETNAM).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def minutes(seconds: int) -> str:
    """The length of a sound: "2:05", "1:02:05".

    >>> minutes(125), minutes(3725)
    ('2:05', '1:02:05')
    """
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def suffix(path: str) -> str:
    """What a file is, for readers: "PDF"."""
    return path.rpartition(".")[2].upper()


def telephone(written: str) -> str:
    """A number for ``tel:``: digits and a leading plus.

    >>> telephone("+84 (0)24 000-0000")
    '+840240000000'
    """
    return re.sub(r"(?!^\+)\D", "", written)


def label(value: str, kind: str) -> str:
    return vocabulary.label(kind, value)


def json_script(value: object) -> Markup:
    """JSON that may stand inside a script element: no "</", no "<!--", no line separators of JavaScript.

    >>> str(json_script({"a": "</script>"}))
    '{"a":"\\\\u003c/script>"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def globals_and_filters(content: Content, settings: Mapping[str, object]) -> tuple[dict, dict]:
    """Globals and filters for the Jinja environment. *settings* are Pelican's; the theme's files are read once.

    Globals: ``site``, ``u(path)``, ``absolute(path)``, ``asset(name)``, ``file(path)`` for a file of the content
    folder, ``once(key …)`` for a call block that is the same on many pages.
    Filters: ``vi_date``, ``vi_time``, ``vi_day``, ``iso``, ``number``, ``minutes``, ``suffix``, ``telephone``, ``label(vocabulary)``, ``slug``, ``json_script``.
    """
    site = build_site(content, settings, bar=portal_settings.read(settings).bar)
    u, absolute = addresses(site)
    theme = assets.load(Path(str(settings["THEME"])))

    @cache
    def asset(name: str) -> str:
        return u(theme.url(name))

    kept: dict[tuple, str] = {}

    def once(*key: object, caller: Callable[[], str]) -> str:
        """What a call block gives, rendered once for each *key* in a run: the frame is the same on every page."""
        if key not in kept:
            kept[key] = caller()
        return kept[key]

    def file(path: str) -> str:
        return u("/" + quote(path))

    return (
        {"site": site, "u": u, "absolute": absolute, "asset": asset, "file": file, "once": once},
        {"vi_date": vi_date, "vi_time": vi_time, "vi_day": vi_day, "iso": iso, "number": numbers.format_number, "label": label,
         "minutes": minutes, "suffix": suffix, "telephone": telephone, "slug": slug, "json_script": json_script},
    )
