"""Damaged pages: what cut downloads, broken templates and hostile servers make of a good one."""
from __future__ import annotations

import random

_TAGS = (b"<div>", b"</div>", b"<table>", b"</table>", b"<tr><td>", b"<p", b"</p>", b"<b>", b"</", b"<!--", b"-->", b"<script>", b"<style>", b"<![CDATA[", b"<select>", b"<form>", b"<h1>", b"<img src=", b"<img>",
         b"&#0;", b"&#xD800;", b"&#99999999;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b">", b"<", b"<a href=//[>", b"<svg><style>", b"<noscript>", b"<p><p><p>", b"<font face=.VnTime>", b"<base href=x>", b"<title>", b"<textarea>",
         b'<script type="application/ld+json">[[[{"@type":["Article",1],"headline":{},"datePublished":[1],"author":[[]],"articleSection":5}]]]</script>', b'<meta name=date content="99/99/9999 99:99">', b'<time datetime="0000-00-00">')


def mutate(data: bytes, seed: int) -> bytes:
    """*data* damaged in one to twelve places; the same for the same *seed*."""
    r = random.Random(seed)
    page = bytearray(data)
    for _ in range(r.randrange(1, 13)):
        if not page:
            break
        way, at = r.randrange(9), r.randrange(len(page))
        if way == 0:
            del page[at:]  # a cut download
        elif way == 1:
            del page[at:at + r.randrange(1, 400)]
        elif way == 2:
            page[at] = r.randrange(256)
        elif way == 3:
            page[at:at] = r.choice(_TAGS) * r.choice((1, 1, 1, 3, 40))
        elif way == 4:
            piece = page[at:at + r.randrange(1, 3000)]
            place = r.randrange(len(page))
            page[place:place] = piece
        elif way == 5:
            piece = bytes(page[at:at + r.randrange(1, 200)])
            page[at:at + len(piece)] = piece[::-1]
        elif way == 6:
            page[at:at] = bytes(r.randrange(256) for _ in range(r.randrange(1, 60)))
        elif way == 7:
            page = bytearray(bytes(page).replace(r.choice((b"</div>", b"</p>", b"</td>", b"</table>", b">", b"class", b'"')), b"", r.choice((1, 5, 10_000))))
        else:
            page[at:at] = b"<div><span><b>" * r.choice((10, 300, 3000))
    return bytes(page)
