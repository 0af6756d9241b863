"""Invented articles with the statistics of Vietnamese news, for measuring: same number and seed, same articles.

Words of one and two syllables follow a Zipf-like law; every article has a topic that most of its words come from,
so that pairs of syllables recur as they do in real text; a quarter of all syllables are function words.
"""
from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from plugins.search.documents import IndexDocument, Named
from plugins.vietnamese.text import slug

_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
_RIMES = ("a ai an ang anh ao ap at au ay ăc ăm ăn ăng âm ân âng âp ât âu ây e em en eo ê ên êm ênh êu i ia iên iêm iêt iêu im in inh it iu "
          "o oa oai oan oang oc oi om on ong ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp u ua ui um un ung ut ư ưa ưc ưng ươc ươi ươn ương ưu").split()
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_FUNCTION = ("và của các những là được cho với trong tại này đã sẽ khi để cũng có một không về từ đến trên theo ra vào người năm nhiều "
             "việc làm đó như còn phải hơn bằng sau trước giữa hai ba").split()
_DOMAIN = ("đảng ủy;cán bộ;quy hoạch;hội nghị;ban chấp hành;ban thường vụ;bí thư;nhiệm kỳ;chi bộ;đảng viên;đại hội;nghị quyết;kiểm tra;giám sát;"
           "tổ chức;lãnh đạo;quản lý;công tác;thực hiện;nhiệm vụ;đồng chí;kết quả;báo cáo;chủ chốt;giới thiệu;bổ sung;phát triển;xây dựng;"
           "chính trị;tư tưởng;học tập;tuyên truyền;vận động;nhân dân;địa phương;kinh tế;xã hội;văn hóa;giáo dục;y tế;nông thôn;an ninh").split(";")
_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
_MIDDLE = "Văn Thị Minh Đức Hữu Thu Ngọc Quang Thanh Xuân".split()
_GIVEN = "An Bình Cường Dũng Giang Hà Hải Hạnh Hùng Hương Lan Linh Long Mai Nam Nga Phúc Quân Sơn Tâm Thảo Trang Tuấn Vinh".split()
_PLACES = "Mẫu Sơn,Ví Dụ,Thử Hà,Giả Định,Tân Mẫu,Phú Thử,An Ví,Đông Dụ,Bắc Mẫu,Nam Thử,Hòa Mẫu,Thanh Ví".split(",")
_CATEGORIES = "Công tác cán bộ,Xây dựng Đảng,Thời sự,Kiểm tra - giám sát,Dân vận,Tuyên giáo,Văn hóa,Kinh tế".split(",")
_KINDS = ("can-bo-chu-chot", "ban-chap-hanh", "ban-thuong-vu", "dai-hoi", "so-ket-tong-ket", "tap-huan", "khac")
_BODIES = ("ban-chap-hanh", "ban-thuong-vu", "bi-thu", "pho-bi-thu", "uy-ban-kiem-tra")


def _vocabulary(draw: random.Random) -> list[str]:
    import unicodedata

    syllables = []
    for onset in _ONSETS:
        for rime in _RIMES:
            for tone in draw.sample(_TONES, 2):
                at = max((i for i, c in enumerate(rime) if c in "ăâêôơư"), default=0)
                syllables.append(unicodedata.normalize("NFC", onset + rime[: at + 1] + tone + rime[at + 1 :]))
    draw.shuffle(syllables)
    common = list(accumulate(1 / (n + 20) for n in range(len(syllables))))
    made = dict.fromkeys(_DOMAIN)
    while len(made) < 9000:
        count = 1 if draw.random() < 0.12 else 2
        made[" ".join(draw.choices(syllables, cum_weights=common, k=count))] = None
    return list(made)


def articles(count: int, *, words: int = 550, seed: int = 5, start: date = date(2014, 1, 2)) -> Iterator[IndexDocument]:
    """*count* articles of about *words* syllables, oldest first, spread over twelve years."""
    draw = random.Random(seed)
    vocabulary = _vocabulary(draw)
    law = list(accumulate(1 / (n + 4) for n in range(len(vocabulary))))
    topics = [draw.choices(vocabulary, cum_weights=law, k=350) for _ in range(60)]
    topic_law = list(accumulate(1 / (n + 6) for n in range(350)))
    people = [f"{draw.choice(_FAMILY)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}" for _ in range(1500)]
    committees = [Named(slug(f"Đảng bộ xã {p}"), f"Đảng bộ xã {p}") for p in _PLACES] + [Named("khoi-mau", "Đảng bộ Khối Mẫu")]
    desks = [f"{draw.choice(_FAMILY)} {draw.choice(_GIVEN)}" for _ in range(12)]

    def sentence(topic: list[str], size: int) -> str:
        parts = []
        while size > 0:
            chance = draw.random()
            if chance < 0.3:
                part = draw.choice(_FUNCTION)
            elif chance < 0.78:
                part = draw.choices(topic, cum_weights=topic_law)[0]
            elif chance < 0.96:
                part = draw.choices(vocabulary, cum_weights=law)[0]
            elif chance < 0.98:
                part = str(draw.randint(1, 400))
            elif chance < 0.99:
                part = draw.choice(people)
            else:
                part = draw.choice(_PLACES)
            parts.append(part)
            size -= part.count(" ") + 1
        return " ".join(parts).capitalize()

    for n in range(count):
        topic = draw.choice(topics)
        day = start + timedelta(days=n * 4380 // count)
        paragraphs, left = [], words
        while left > 0:
            sizes = [draw.randint(14, 34) for _ in range(draw.randint(2, 4))]
            paragraphs.append(". ".join(sentence(topic, size) for size in sizes) + f" ngày {day.day}/{day.month}." * (len(paragraphs) == 0))
            left -= sum(sizes)
        title = sentence(topic, draw.randint(8, 14))
        party = draw.random() < 0.6
        yield IndexDocument(
            url=f"/tin/{day:%Y/%m}/{slug(title)}-{n}/" if n % 50 == 0 else f"/tin/{day:%Y/%m}/{slug(title)}/",
            title=title, date=day, order=f"{day:%Y%m%d}080000 {n:06}", lead=sentence(topic, 32) + ".", body="\n\n".join(paragraphs),
            category=draw.choices(_CATEGORIES, weights=(8, 6, 5, 3, 3, 2, 2, 2))[0], authors=(draw.choice(desks),),
            tags=tuple(draw.sample(topic[:40], 2)), terms=(("2020-2025", "2025-2030", "2015-2020")[draw.randrange(3)],) if party else (),
            steps=(str(draw.randint(1, 5)),) if party and draw.random() < 0.4 else (), kinds=(draw.choice(_KINDS),) if party else (),
            bodies=tuple(draw.sample(_BODIES, draw.randint(1, 3))) if party and draw.random() < 0.5 else (),
            committees=(draw.choice(committees),) if party else (),
        )


def queries(count: int, *, seed: int = 8) -> list[str]:
    """*count* queries as readers type them: words of the vocabulary, people, places, terms, days; half without accents."""
    from plugins.vietnamese.text import fold

    draw = random.Random(seed)
    vocabulary = _vocabulary(random.Random(5))
    law = list(accumulate(1 / (n + 4) for n in range(len(vocabulary))))

    def words(k: int) -> str:
        return " ".join(draw.choices(vocabulary, cum_weights=law, k=k))

    kinds = (
        lambda: words(2), lambda: words(3), lambda: f"{draw.choice(_DOMAIN)} {draw.choice(_PLACES)}", lambda: f"{draw.choice(_DOMAIN)} {draw.choice(_DOMAIN)}",
        lambda: f"{draw.choice(_FAMILY)} {draw.choice(_MIDDLE)} {draw.choice(_GIVEN)}", lambda: f"{draw.choice(_DOMAIN)} nhiệm kỳ 2020-2025",
        lambda: f"{draw.choice(_DOMAIN)} ngày {draw.randint(1, 28)}/{draw.randint(1, 12)}", lambda: draw.choice(_DOMAIN), lambda: words(1),
        lambda: f'"{draw.choice(_DOMAIN)}" {words(1)}',
    )
    made = [draw.choice(kinds)() for _ in range(count)]
    return [fold(q) if draw.random() < 0.5 else q for q in made]
