"""What Python writes and JavaScript reads, and what both work out: the same in a real Chromium, whatever the text."""
from __future__ import annotations

import base64
import os
import random
import unicodedata

import pytest

from plugins.search import codec
from plugins.vietnamese.text import fold, slug, tidy, tone_key
from tests.search.test_browser import ALPHABET, in_page, letters  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser
MANY = 60_000 if os.environ.get("NHIEMKY_THOROUGH") else 600
# Every character that both know: Unicode's own are older than either; those without a name may gain one in a browser first.
ASSIGNED = [c for c in map(chr, range(0x30000)) if unicodedata.category(c) not in ("Cn", "Cs", "Co")] + ["\ufffe", "\uffff"]
MARKS_AND_INVISIBLE = [c for c in ASSIGNED if unicodedata.category(c)[0] in "MCZ"]
KEYS = "[text.fold(t), text.toneKey(t), text.tidy(t), text.slug(t)]"


def keys(text: str) -> list[str]:
    return [fold(text), tone_key(text), tidy(text), slug(text)]


def texts(count: int, seed: int):
    """Strings of any characters, mixed with Vietnamese ones, of every form."""
    dice = random.Random(seed)
    for _ in range(count):
        pool = dice.choice((ASSIGNED, ALPHABET, ASSIGNED[:0x250], ASSIGNED[0x250:0x2000]))
        made = "".join(dice.choice(pool if dice.random() < 0.8 else ALPHABET) for _ in range(dice.randrange(1, 24)))
        yield unicodedata.normalize(dice.choice(("NFC", "NFD")), made) if dice.random() < 0.7 else made


@pytest.mark.parametrize("at", range(0, MANY, 6_000))
def test_any_text_has_the_same_keys_in_both_languages_and_they_are_their_own(letters, at):  # noqa: F811
    made = list(texts(min(MANY, 6_000), seed=at))
    got = in_page(letters, f"""return argument.map((t) => {{ const made = {KEYS}, [f, k, d, s] = made;
        return [...made, text.fold(f) === f && text.toneKey(k) === k && text.tidy(d) === d && text.slug(s) === s]; }})""", made)
    wrong = {ascii(t): (theirs, ours) for t, theirs in zip(made, got) if theirs != (ours := [*keys(t), True])}
    assert len(got) == len(made) and not wrong, list(wrong.items())[:3]


@pytest.mark.parametrize("pool", [pytest.param(MARKS_AND_INVISIBLE, id="marks-and-invisible"), pytest.param(ASSIGNED, id="every", marks=pytest.mark.thorough)])
def test_every_character_alone_and_between_letters_has_the_same_keys_in_both_languages(letters, pool):  # noqa: F811
    for shape in ("{}", "a{}b", "e\u0301{}\u0302"):
        got = in_page(letters, f"""return argument[1].map((c) => {{ const t = argument[0].replace("{{}}", () => c); return {KEYS}.join("\\x01"); }}).join("\\x02")""", [shape, pool])
        theirs = dict(zip(pool, got.split("\x02"), strict=True))
        assert [ascii(c) for c in pool if theirs[c] != "\x01".join(keys(shape.replace("{}", c)))] == []


def test_what_is_packed_in_python_is_unpacked_in_the_browser(letters):  # noqa: F811
    dice = random.Random(5)
    sections = [tuple(bytes(dice.choices(range(dice.choice((2, 30, 256))), k=dice.choice((0, 1, 40, 3_000)))) for _ in range(dice.randrange(1, 6))) for _ in range(MANY // 30)]
    got = letters.evaluate("""async (packed) => { const { inflate } = await import("https://vidu.test/theme/js/search/inflate.js");
        const whole = (data) => { let out = ""; for (const byte of data) out += String.fromCharCode(byte); return btoa(out); };
        return packed.map((one) => whole(inflate(Uint8Array.from(atob(one), (c) => c.charCodeAt(0))))); }""",
                           [base64.b64encode(codec.pack(*parts)).decode() for parts in sections])
    assert [base64.b64decode(one) for one in got] == [b"".join(parts) for parts in sections]
