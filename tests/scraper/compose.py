"""Invented pages without end: each seed lays one article out in one of very many ways, with the right answer beside it.

The golden pages under ``pages/`` imitate engines one by one; this finds what goes wrong when their habits mix.
"""
from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from tests.scraper.furniture import CLOCKS, DATES, FOOT, MENU, NAMES, RELATED, SIDE, SITES, comments, excerpts, links

ARTICLES = json.loads(Path(__file__).with_name("articles.json").read_text(encoding="utf-8"))
CLASSES = {
    "title": ["title", "news-title", "tieu-de", "tieude", "detail-title", "post-title", "tin_tieude", "article-headline", "ten-bai", "lblTitle", "x1", ""],
    "lead": ["sapo", "lead", "summary", "tom-tat", "trichyeu", "mota", "article-summary", "news-desc", "dan-nhap", "x2", ""],
    "body": ["content", "noi-dung", "noidung", "detail-content", "chi-tiet", "news-body", "article-body", "post_content", "x3", "fck", ""],
    "date": ["date", "ngay-dang", "time", "thoigian", "post-date", "info", "news-meta", "ngaydang", "x4", ""],
    "author": ["author", "tac-gia", "tacgia", "byline", "x5", ""],
    "box": ["related", "tin-lien-quan", "other-news", "tinkhac", "news-other", "box", "x6", ""],
    "wrap": ["article", "detail", "main-content", "chitiet", "col-md-8", "cot-giua", "x7", ""],
}
JUSTIFIED = ' style="text-align: justify;"'


def row(names: list[str], form: str, between: str = "") -> str:
    """Menu entries, each in *form* with its number and name."""
    return between.join(form.format(number, name) for number, name in enumerate(names))


class Composer:
    """One page in the making."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.article = self.r.choice(ARTICLES)
        self.styled = self.r.random() < 0.75  # whether classes tell anything
        self.site = self.r.choice(SITES)
        self.when = datetime(2012, 1, 1, 7) + timedelta(minutes=self.r.randrange(6_500_000))
        self.gold: dict = {"date": None, "lead": None, "author": None, "author_role": None, "photographer": None,
                           "category": None, "view_count": None, "audio": None, "captions": [], "boilerplate": []}

    def pick(self, *options):
        return self.r.choice(options)

    def cls(self, kind: str) -> str:
        name = self.r.choice(CLASSES[kind]) if self.styled else self.r.choice(["", f"c{self.r.randrange(90)}"])
        return f' class="{name}"' if name else ""

    def furniture(self, *texts: str) -> None:
        self.gold["boilerplate"] += texts

    # ---- the parts of an article -------------------------------------------------

    def title(self) -> str:
        text = escape(self.article["title"], quote=False)
        return self.pick(f"<h1{self.cls('title')}>{text}</h1>", f"<h1>{text}</h1>", f"<h2{self.cls('title')}>{text}</h2>", f"<h3{self.cls('title')}>{text}</h3>",
                         f'<div{self.cls("title") or " class=title"}>{text}</div>', f'<p{self.cls("title")}><strong style="font-size:20px">{text}</strong></p>',
                         f'<h1{self.cls("title")}><span>{text}</span></h1>', f'<div><b><font size="4" color="#cc0000">{text}</font></b></div>')

    def date_line(self) -> str:
        views, self.views = "", None
        if self.r.random() < 0.45:
            number = self.r.choice([7, 86, 431, 1204, 10478, 120345])
            self.gold["view_count"] = number
            dotted = f"{number:,}".replace(",", self.pick(".", ",", ""))
            views = self.pick(f"Lượt xem: {dotted}", f"{dotted} lượt xem", f"({dotted} lượt đọc)", f"Đã xem: {dotted}", f"Số lượt xem: <b>{dotted}</b>", f"Xem: {dotted} lần", f"Lượt đọc {dotted}")
        self.form, clock = self.r.choice(DATES)
        if clock == "day":
            self.when = self.when.replace(hour=0, minute=0, second=0)
        elif clock == "minute":
            self.when = self.when.replace(second=0)
        self.gold["date"] = self.when.strftime("%Y-%m-%dT%H:%M:%S+07:00")
        text = self.form(self.when)
        label = self.pick("", "", "", "Ngày đăng: ", "Đăng lúc: ", "Cập nhật: ", "Cập nhật lúc: ", "Ngày đăng: ", "Đăng ngày ", "Xuất bản: ")
        text = label + text
        if self.r.random() < 0.15:
            text = f"({text})"
        parts = [f"<span{self.cls('date')}>{text}</span>" if self.r.random() < 0.5 else text]
        if views:
            parts.append(f"<span>{views}</span>" if self.r.random() < 0.5 else views)
        joined = self.pick(" | ", " - ", " &nbsp; ", "<br>", " • ").join(parts)
        return self.pick(f"<div{self.cls('date')}>{joined}</div>", f"<p{self.cls('date')}>{joined}</p>", f"<p><em>{joined}</em></p>", f"<div><small>{joined}</small></div>")

    def lead(self) -> str:
        text = self.article["lead"]
        if text is None:
            return ""
        self.gold["lead"] = text
        text = escape(text, quote=False)
        named = self.cls("lead")
        return self.pick(f"<div{named}>{text}</div>" if named else f"<div{named}><b>{text}</b></div>", f"<p{named}><strong>{text}</strong></p>", f"<h2{named}>{text}</h2>", f"<div{named}><p><b>{text}</b></p></div>", f"<h3{named}>{text}</h3>", f"<p{named}><b><i>{text}</i></b></p>")

    def byline(self) -> str:
        kind = self.r.randrange(12)
        name, other, unit = self.r.choice(NAMES), self.r.choice(NAMES), self.pick("Ban Tuyên giáo Huyện ủy Mẫu Sơn", "Trung tâm Văn hóa - Thông tin huyện Thí Dụ", "Văn phòng Đảng ủy Khối Ví dụ", "Hội Nông dân xã Đồng Mẫu", "Phó Bí thư Huyện đoàn")
        while other == name:
            other = self.r.choice(NAMES)
        g = self.gold

        def right(text: str) -> str:
            return self.pick(f'<p style="text-align: right;"><strong>{text}</strong></p>', f'<p align="right"><b>{text}</b></p>', f'<p style="text-align:right"><em>{text}</em></p>', f'<div style="text-align:right;font-weight:bold">{text}</div>', f'<p class="text-right"><strong>&nbsp; {text}</strong></p>')

        if kind <= 2:
            g["author"] = name
            return right(name) if kind else f"<p><strong>{name}</strong></p>"
        if kind == 3:
            g["author"], g["author_role"] = name, unit
            return right(self.pick(f"{name}, {unit}", f"{name} - {unit}", f"{name} ({unit})", f"{name} – {unit}", f"{name}<br>{unit}"))
        if kind == 4:
            g["author"], g["author_role"] = name, unit
            return right(name) + right(unit)
        if kind == 5:
            g["author"] = g["photographer"] = name
            return right(self.pick(f"Tin, ảnh: {name}", f"Bài, ảnh: {name}", f"Tin và ảnh: {name}", f"Bài và ảnh: {name}", f"Tin - Ảnh: {name}", f"Tin ảnh: {name}"))
        if kind == 6:
            g["author"], g["photographer"] = name, other
            return right(self.pick(f"Tin: {name} - Ảnh: {other}", f"Bài: {name}; ảnh: {other}", f"Tin: {name}<br>Ảnh: {other}", f"Bài: {name}, Ảnh: {other}", f"Tin: {name}. Ảnh: {other}"))
        if kind == 7:
            g["author"], g["photographer"] = name, other
            return right(name) + right(f"Ảnh:&nbsp;{other}")
        if kind == 8:
            g["author"] = self.pick("PV", "P.V", "BBT", "N.H", "T.T.H", "Ban Biên tập")
            return right(g["author"])
        if kind == 9:
            g["author"] = name
            return f"<p{self.cls('author')}>{self.pick('Tác giả', 'Người viết', 'Tin', 'Bài')}: {name}</p>"
        if kind == 10:
            return right(self.pick("Theo Báo Thí Dụ", "Nguồn: Cổng TTĐT tỉnh Thí Dụ", "Theo TTXVN"))
        return ""

    def picture(self, number: int) -> str:
        src = f"/{self.pick('uploads', 'images', 'media', 'Portals/0')}/{self.when.year}/anh-{number}.{self.pick('jpg', 'JPG', 'png')}"
        caption = self.article["captions"][number % len(self.article["captions"])] if self.article["captions"] else None
        image = self.pick(f'<img src="{src}" alt="">', f'<img src="{src}" width="600" height="400" />', f'<img class="lazy" src="/images/blank.gif" data-src="{src}">',
                          f'<img src="data:image/gif;base64,R0lGOD" data-original="{src}" alt="anh-{number}">', f'<img alt="{escape(self.article["title"])}" src="{src}">')
        if caption is None or self.r.random() < 0.12:
            return self.pick(f'<p style="text-align:center">{image}</p>', f"<div>{image}</div>", f"<figure>{image}</figure>")
        self.gold["captions"].append({"src": src, "text": caption})
        half = caption.find(" ", len(caption) // 2)
        return self.pick(
            f'<p style="text-align:center">{image}</p><p style="text-align:center"><em>{caption}</em></p>',
            f'<p align="center">{image}<br><i>{caption}</i></p>', f'<div style="text-align: center;">{image}<br />{caption}</div>',
            f"<figure>{image}<figcaption>{caption}</figcaption></figure>",
            f'<table align="center" border="0"><tbody><tr><td>{image}</td></tr><tr><td style="text-align:center"><em>{caption}</em></td></tr></tbody></table>',
            f'<table><tr><td>{image}<p>{caption}</p></td></tr></table>', f'<div class="{self.pick("image", "anh", "photo")}">{image}<p class="{self.pick("caption", "chu-thich", "desc")}">{caption}</p></div>',
            f'<p class="MsoNormal" align="center">{image}</p><p class="MsoNormal" align="center"><i><span style="font-size:13.0pt;color:blue">{caption[:half]}</span></i></p><p class="MsoNormal" align="center"><i><span style="font-size:13.0pt;color:blue">{caption[half + 1:]}</span></i></p>',
            f"<center>{image}<br><font size=2 color=blue>{caption}</font></center>", f'<p>{image}</p><p style="text-align:center"><span style="font-size:12px">{caption}</span></p>',
            f'<div class="wp-caption">{image}<p class="wp-caption-text">{caption}</p></div>')

    def body(self) -> tuple[str, list[str]]:
        paragraphs = list(self.article["body"])
        way = self.r.choice(["p", "p", "p", "word", "div", "br", "span", "rows"])
        pictures = self.r.choice([0, 1, 1, 2]) if self.article["captions"] else self.r.choice([0, 0, 1])
        at = sorted(self.r.sample(range(len(paragraphs)), min(pictures, len(paragraphs))))
        chunks = []
        for place, text in enumerate(paragraphs):
            text = escape(text, quote=False)
            if self.r.random() < 0.1 and len(text) > 80:
                cut = text.find(" ", 30)
                text = f"{text[:cut]} <a href='/van-ban/12'>{text[cut + 1:cut + 25]}</a>{text[cut + 25:]}" if "&" not in text[cut:cut + 30] else text
            heading = len(text) < 60
            if heading and way != "br":
                chunks.append(self.pick(f"<h3>{text}</h3>", f"<p><strong>{text}</strong></p>"))
            elif way == "p":
                chunks.append(f"<p{self.pick('', JUSTIFIED)}>{text}</p>")
            elif way == "word":
                chunks.append(f'<p class="MsoNormal" style="text-align:justify;text-indent:.5in"><span style="font-size:14.0pt">&nbsp;&nbsp;&nbsp;{text}<o:p></o:p></span></p>')
            elif way == "span":
                chunks.append(f'<p><span style="font-family:Arial"><span style="color:#000000">{text}</span></span></p><p>&nbsp;</p>')
            elif way == "rows":
                chunks.append(f'<tr><td align="justify">{text}</td></tr>')
            elif way == "br":
                chunks.append(f"<b>{text}</b><br><br>" if heading else f"{text}<br><br>\n")
            else:
                chunks.append(f"<div>{text}</div>")
            if place in at:
                picture = self.picture(at.index(place))
                chunks.append(f"<tr><td>{picture}</td></tr>" if way == "rows" else picture)
            if place == 1 and self.r.random() < 0.15 and way in ("p", "div"):
                name = self.r.choice(RELATED)
                self.furniture(name)
                chunks.append(self.pick(f'<div class="related-inline"><b>Tin liên quan</b><ul><li><a href="/x">{name}</a></li></ul></div>', f'<p>>> <a href="/x">{name}</a></p>', f'<p><strong>Xem thêm:</strong> <a href="/x">{name}</a></p>'))
        html = "".join(chunks)
        return (f'<table width="100%">{html}</table>' if way == "rows" else html), paragraphs

    def category(self) -> tuple[str, str]:
        """HTML above the title, and below it."""
        name = self.article["category"]
        kind = self.r.randrange(8)
        if kind > 5:
            return "", ""
        self.gold["category"] = name
        upper = self.pick("Tin tức", "Tin hoạt động")
        above = [f'<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/t">{upper}</a></li><li><a href="/c">{name}</a></li></ul>',
                 f'<div{self.pick(" class=duong-dan", " class=path", "")}><a href="/">Trang chủ</a> {self.pick("»", "›", "/", "&gt;")} <a href="/c">{name}</a></div>',
                 f'<div class="{self.pick("chuyen-muc", "category", "cate", "box-title")}"><a href="/c">{name}</a></div>',
                 f'<h3 class="{self.pick("portlet-title", "module-title", "title-box")}">{name}</h3>', f'<p>Chuyên mục: <a href="/c">{name}</a></p>']
        if kind < 5:
            return above[kind], ""
        return "", f'<p>Chuyên mục: <a href="/c">{name}</a></p>'

    # ---- the page ------------------------------------------------------------------

    def after(self) -> str:
        r, out = self.r, []
        if r.random() < 0.4:
            out.append(self.pick('<div class="share">Chia sẻ: <a href="#">Facebook</a> <a href="#">Zalo</a></div>', '<div><a href="javascript:window.print()">In bài viết</a> | <a href="mailto:x">Gửi email</a></div>'))
        if r.random() < 0.4:
            self.furniture("nếp sống mới nơi công sở")
            out.append(self.pick('<div class="tags">Từ khóa: <a href="/t">nếp sống mới nơi công sở</a></div>', '<p><b>Tags:</b> <a href="/t">nếp sống mới nơi công sở</a>, <a href="/u">khối thi đua</a></p>'))
        if r.random() < 0.2:
            out.append(comments(self))
        if r.random() < 0.8:
            names = r.sample(RELATED, 4)
            self.furniture(*names)
            label = self.pick("Tin liên quan", "Các tin khác", "Tin cùng chuyên mục", "CÁC TIN ĐÃ ĐƯA", "Bài viết liên quan", "Tin mới hơn", "Các bài viết khác:", "Đọc thêm")
            head = self.pick(f"<h3>{label}</h3>", f"<p><b>{label}</b></p>", f"<div>{label}</div>")
            out.append(f"<div{self.cls('box')}>{head}{links(self, names)}</div>")
        return "".join(out)

    def head(self) -> str:
        a, r = self.article, self.r
        title = escape(a["title"])
        out = [f"<title>{self.pick(f'{title} - {self.site}', f'{title} | {self.site}', title, f'{self.site} - {title}', self.site, f'Chi tiết tin - {self.site}', f'{title} » {self.site}')}</title>"]
        if r.random() < 0.4:
            out.append(f'<meta property="og:title" content="{title}">')
            out.append(f'<meta property="og:type" content="{self.pick("article", "website")}">')
        choice = r.randrange(4)
        if choice == 0 and a["lead"]:
            out.append(f'<meta name="description" content="{escape(self.gold["lead"] or self.site)}">')
        elif choice == 1:
            out.append(f'<meta name="description" content="{escape(self.site)} - Tin tức, sự kiện, văn bản chỉ đạo điều hành">')
            self.furniture("văn bản chỉ đạo điều hành")
        if r.random() < 0.3 and self.gold["date"]:
            changed = (self.when + timedelta(hours=r.choice([0, 0, 30, 200]))).strftime("%Y-%m-%dT%H:%M:%S") + self.pick("+07:00", "+00:00")
            data = {"@context": "https://schema.org", "@type": self.pick("NewsArticle", "Article"), "headline": a["title"], "datePublished": changed, "dateModified": changed,
                    "author": {"@type": self.pick("Person", "Organization"), "name": self.pick("admin", self.site, "Quản trị viên")}}
            out.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
        r.shuffle(out)
        return '<meta charset="utf-8">' + "".join(out)

    def page(self) -> tuple[str, dict]:
        r = self.r
        above, below = self.category()
        line = self.date_line()
        lead = self.lead()
        body, paragraphs = self.body()
        byline = self.byline()
        body_html = f"<div{self.cls('body')}>{{}}</div>"
        inside = r.random() < 0.35 and bool(lead)
        inner = (lead if inside else "") + body + byline
        out_lead = "" if inside else lead
        order = r.randrange(5)
        parts = [above, self.title(), line, below, out_lead, body_html.format(inner)]
        if order == 1:
            parts = [above, line, self.title(), below, out_lead, body_html.format(inner)]
        elif order == 2 and out_lead:
            parts = [above, self.title(), out_lead, line, below, body_html.format(inner)]
        elif order == 3:
            parts = [above, self.title(), below, out_lead, body_html.format(inner), line]
        article = "".join(parts)
        if r.random() < 0.12:
            article = article.replace("</h1>", "</h1><audio controls><source src='/media/bai-doc.mp3'></audio>", 1)
            self.gold["audio"] = "/media/bai-doc.mp3" if "bai-doc" in article else None
        article = f"<div{self.cls('wrap')}>{article}{self.after()}</div>"
        if r.random() < 0.25:
            article = f"<table width='100%'><tr><td valign='top'>{article}</td></tr></table>"
        html = self.around(article)
        g = self.gold
        whole = " ".join([self.article["title"], g["lead"] or "", *paragraphs, *(c["text"] for c in g["captions"])]).lower()
        boilerplate = sorted({b for b in g["boilerplate"] if b.lower() not in whole})
        gold = {"url": f"https://{r.choice(['thidu', 'mauson', 'vidu'])}.example.vn/{self.pick('tin', 'news/chi-tiet', 'bai-viet')}/{r.randrange(9999)}{self.pick('.html', '', '.aspx')}",
                "engine": "composed", "article": True, "title": self.article["title"], **g, "body": paragraphs, "boilerplate": boilerplate}
        return f"<!DOCTYPE html><html><head>{self.head()}</head><body>{html}</body></html>", gold

    def around(self, article: str) -> str:
        r = self.r
        menu = r.sample(MENU, r.randrange(5, len(MENU)))
        self.furniture(*menu)
        link = '<a href="/{}">{}</a>'
        items = self.pick("<ul class='menu'>" + row(menu, f"<li>{link}</li>") + "</ul>", "<table><tr>" + row(menu, f"<td>{link}</td>") + "</tr></table>",
                          "<div>" + row(menu, link, " | ") + "</div>", "<nav>" + row(menu, link) + "</nav>")
        clock = r.choice(CLOCKS) if r.random() < 0.5 else ""
        banner = self.pick("", f"<h1 class='logo'><a href='/'>{self.site}</a></h1>", f"<div class='banner'>{self.site}</div>", f"<h1>{self.site}</h1>")
        header = self.pick("<div class='header'>{}</div>", "<header>{}</header>", "<div id='top'>{}</div>", "{}").format(banner + clock + items)
        side = r.sample(SIDE, 3)
        self.furniture(*side, *FOOT)
        aside = self.pick(f"<div class='sidebar'><h3>Thông báo</h3>{links(self, side)}</div>", f"<div><h3>Tin nổi bật</h3>{excerpts(self, side)}</div>", f"<td width=200><b>Thông báo</b><br>{'<br>'.join(side)}</td>", "")
        foot = self.pick("<div class='footer'>{}</div>", "<footer>{}</footer>", "<div id='bottom'>{}</div>", "<center>{}</center>").format("<br>".join(FOOT))
        middle = self.pick(aside + article, article + aside, f"<div class='row'><div class='l'>{article}</div><div class='r'>{aside}</div></div>")
        return header + middle + foot


def compose(seed: int) -> tuple[str, dict]:
    """One page and its gold answer; the same for the same *seed*."""
    return Composer(seed).page()
