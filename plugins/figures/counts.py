"""Numbers with what they count: ranges, fractions, bounds, multipliers and words, and what is no count at all."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plugins.figures.grammar import UNSPELLED, Grammar
from plugins.vietnamese.numbers import parse_number, parse_words

# The longest number that a report could mean; what is longer is a table, an account or noise.
_LONGEST = 12
_WORDS = frozenset("một hai ba bốn năm sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn mốt tư lăm linh lẻ chục".split())
_LEADING = frozenset("một hai ba bốn năm sáu bảy bẩy tám chín mười".split())
# After these "năm" is a year and "hai", "ba" are no finding: "trong năm cán bộ", "cả hai đồng chí".
_NO_WORD_AFTER = frozenset("trong hằng hàng mỗi đầu cuối cả nhiều các những từng qua giữa vài số một thứ tháng ngày lần lớp vòng "
                           "quý kỳ họp nửa cùng theo sau trước đến từ thế chục mươi trăm năm đợt bước mấy".split())
_DATED = {"ngày": 31, "sáng": 31, "trưa": 31, "chiều": 31, "tối": 31, "đêm": 31, "hôm": 31, "mùng": 31, "mồng": 31,
          "tháng": 12, "quý": 4, "thứ": 99, "lần": 99, "bước": 99, "đợt": 99, "khóa": 999, "tầng": 99, "quận": 30, "lúc": 24,
          "điều": 99, "khoản": 99, "hạng": 9, "trang": 9999, "kỳ": 99, "ương": 20, "lớp": 12}
_PARTS_OF_TERM = tuple([part, "nhiệm", "kỳ"] for part in ("đầu", "giữa", "cuối"))
_KINDS_OF_MEMBERS = (["tái", "cử"], ["lần", "đầu"])
_PAPERS = frozenset(("nghị định", "nghị quyết", "quyết định", "quy định", "chỉ thị", "hướng dẫn", "kết luận", "thông tư", "thông báo", "công văn", "kế hoạch"))
_SINCE = frozenset(("từ", "đến", "trước", "sau", "vào", "hồi", "hết"))
_SEATS = frozenset(("thư", "vụ", "hành", "tra", "tịch"))  # with which bodies' names end
_SHARE = frozenset(("đạt", "chiếm", "tỷ", "lệ", "%"))  # around a number in brackets
_NOT = frozenset(("chưa", "không"))
_MOVING = frozenset("bớt thêm rút loại ra vào sung".split())
_COUNTED_SO = frozenset("tổng trong con đa có một hệ chỉ thiểu đông đại".split())  # "tổng số 15" counts, "quyết định số 15" does not
_KINDS = 5
_OPEN_END = frozenset(",;.)(/-:")
_OPEN_WORD = frozenset("và vào ở cho trong còn đạt chiếm trên tham lên xuống ra là đối so".split())
# "ít hơn 3 đồng chí" is a difference, "đại hội cấp trên 8 đồng chí" names a level: no bounds.
_COMPARED = {"hơn": ("ít", "nhiều", "cao", "thấp", "kém"), "trên": ("cấp", "kể", "nêu", "nói")}
_TURN = frozenset({"lên", "xuống", "còn"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a list of tokens: tokens ``first`` to ``last`` (exclusive) hold bound, number and unit.

    ``unit`` is the kind of unit ("person", "percent" …), "" where none follows, its words are tokens ``unit_first``
    to ``unit_last``, past ``last`` where they name a post ("3 Phó Bí thư"); ``number`` is the token of the number itself.
    """

    value: Decimal
    first: int
    last: int
    number: int
    unit: str = ""
    unit_first: int = -1
    unit_last: int = -1
    value_max: Decimal | None = None
    of: Decimal | None = None
    qualifier: str | None = None
    worded: bool = False


def is_year(word: str) -> bool:
    """Whether *word* is a year of our time."""
    return len(word) == 4 and word.startswith(("19", "20")) and word.isdecimal()


def _is_number(word: str) -> bool:
    return word[0].isdecimal() and len(word) <= _LONGEST


def _unit(words: list[str], place: int, grammar: Grammar) -> tuple[str, int, int]:
    """The kind of the unit at *place*, where the count ends and where the unit's words do; ("trap", …) for views and money.

    In "3 Phó Bí thư" the post is the unit; it stays outside the count, to be read as the body.
    """
    end, entries = grammar.units.at(words, place)
    body_end, bodies = grammar.marks.at(words, place)
    attending = entries and entries[0].id == "delegate" and words[end:end + 1] == ["dự"]  # "179 đại biểu dự đại hội" are no post
    if bodies and bodies[0].kind == "body" and body_end >= end and not attending:
        return "post_holder", place, body_end
    if entries and entries[0].id in ("post", "seat"):
        body_end, bodies = grammar.marks.at(words, end)
        if bodies and bodies[0].kind == "body":
            return "post_holder", place, body_end  # "2 vị trí Bí thư"
    if entries:
        return ("trap" if any(entry.kind == "not_unit" for entry in entries) else entries[0].id), end, end
    return "", place, place


def _bound(words: list[str], number: int, grammar: Grammar) -> tuple[str | None, int]:
    """The qualifier that ends right before token *number*, and where it begins."""
    for length in (4, 3, 2, 1):
        if number - length >= 0:
            end, entries = grammar.qualifiers.at(words, number - length)
            if end == number and words[number - 2] not in _COMPARED.get(words[number - 1], ()):
                negated = entries[0].id == "gt" and not _NOT.isdisjoint(words[max(0, number - length - 3):number - length])
                return "le" if negated else entries[0].id, number - length  # "chưa nơi nào vượt quá 32"
    return None, number


def _skip_bracket(words: list[str], place: int) -> int:
    """Past "(năm)" or "(100%)" or "(đạt tỷ lệ 100%)" between a number and its unit."""
    if place < len(words) and words[place] == "(":
        for end in range(place + 1, min(place + 7, len(words))):
            if words[end] == ")":
                inside = words[place + 1:end]
                return end + 1 if all(word in _WORDS or word in _SHARE or word[0].isdecimal() for word in inside) else place
    return place


def _number_at(words: list[str], glued: list[bool], place: int, grammar: Grammar):
    """(values, of, end) of the number, range or fraction at *place*; None where it is a date or a document number."""
    size = len(words)

    def word(index: int) -> str:
        return words[index] if index < size else ""

    if place and glued[place] and (words[place - 1].isalpha() or words[place - 1] in "/-.,:"):
        return None
    after = place + 1
    if after < size and glued[after] and (words[after].isalpha() or words[after] == ":" and after + 1 < size and glued[after + 1]):
        return None
    first, second, of = words[place], "", ""
    end = after
    mark, beyond = word(after), word(after + 1)
    if mark == "/":
        if not beyond or not _is_number(beyond) or word(after + 2) in "/-" and word(after + 2):
            return None
        of, end = beyond, after + 2
    elif mark == "-" and glued[after] and after + 1 < size and glued[after + 1] and not beyond[0].isdecimal():
        return None
    elif mark in ("-", "đến", "tới", "hoặc") and beyond and _is_number(beyond):
        second, end = beyond, after + 2
        if word(end) in ("-", "/"):
            return None
    elif mark in ("trên", "trong"):
        total = after + 1
        while word(total) in ("tổng", "số"):
            total += 1
        if word(total) and _is_number(word(total)) and (mark == "trên" or total > after + 1):
            of, end = word(total), total + 1
    if end < size and glued[end] and words[end].isalpha():
        return None
    ratio = word(end) in ("%", "lần") or (word(end), word(end + 1)) == ("phần", "trăm") or (mark == "%" and first.count(",") == 1)
    values = [parse_number(part, ratio=ratio) for part in (first, second, of) if part]
    if any(value is None for value in values):
        return None
    if of and word(end) == "số" and values[-1] <= 10:
        return None  # "2/3 số phiếu" is a share that a rule asks for
    value = values[0]
    high = values[1] if second else None
    whole = values[-1] if of else None
    if word(end) in grammar.scales and word(end + 1) != "đồng":
        scale = grammar.scales[word(end)]
        value, high, end = value * scale, high * scale if high is not None else None, end + 1
    return value, high, whole, end


def _dated(words: list[str], number: int, value: Decimal, fraction: bool, unit: str) -> bool:
    """Whether the word before makes the number a day, a step, an ordinal …"""
    before = words[number - 1] if number else ""
    if not unit and not fraction and " ".join(words[max(0, number - 2):number]) in _PAPERS:
        return True  # "theo Nghị định 178"
    if fraction and not unit and before in _SINCE and value <= 31:
        return True  # "nghỉ hưu từ 01/12"
    if before == "trang" and number > 1 and words[number - 2] == "vũ":
        return False  # "lực lượng vũ trang 6 người"
    if before == "kỳ" and unit and (words[max(0, number - 3):number] in _PARTS_OF_TERM or number > 1 and words[number - 2] in ("đầu", "cuối")):
        return False  # "quy hoạch đầu nhiệm kỳ 64 đồng chí"
    if before == "quận" and unit and words[number].startswith("0"):
        return False  # "Chủ tịch UBND quận 03 đồng chí"
    if before in _DATED and (value <= _DATED[before] or fraction):
        return True
    if before == "năm" and 1900 <= value <= 2100:
        return True
    return before == "số" and not fraction and value == value.to_integral_value() and number > 1 and words[number - 2] not in _COUNTED_SO


def find_counts(words: list[str], glued: list[bool], grammar: Grammar) -> list[Count]:
    """The counts in the tokens *words*, in order; bare numbers too, with the unit "".

    ``glued[i]`` says that no space stands before token i.
    """
    found: list[Count] = []
    free, size = 0, len(words)
    for place in [place for place, word in enumerate(words) if word in _LEADING or word[0].isdecimal()]:
        if place < free:
            continue
        word = words[place]
        if word[0].isdecimal():
            count = _digits(words, glued, place, grammar) if len(word) <= _LONGEST else None
            if count:
                found.append(count)
                free = count.last
            elif is_year(word) and words[place + 1:place + 2] == ["-"] and place + 2 < size and is_year(words[place + 2]):
                free = place + 3  # the years of a term
            continue
        end = place + 1
        while end < size and end - place < 8 and words[end] in _WORDS:
            end += 1
        count = _spelled(words, place, end, grammar)
        if count:
            found.append(count)
            free = max(count.last, end)
    return found


def _ends(words: list[str], place: int, grammar: Grammar) -> bool:
    """Whether a number that ends at *place* stands bare: what follows is no noun ("42 tuổi", "5 bước")."""
    if place >= len(words) or words[place] in _OPEN_END or words[place] in _OPEN_WORD or words[place:place + 2] == ["quy", "hoạch"]:
        return True
    if words[place] == "mới" and words[place + 1:place + 2] in ([","], [")"], [";"]):
        return True
    return words[place] == "nữ" or words[place:place + 2] in _KINDS_OF_MEMBERS or any(
        entry.kind == "body" for entry in grammar.marks.at(words, place)[1])


def _is_name(words: list[str], first: int, grammar: Grammar) -> bool:
    """Whether the number at *first* is a name's: "Trung đoàn 984", "các trung đoàn 141, 165"."""
    while first > 1 and words[first - 1] in (",", "và") and words[first - 2].isdecimal():
        first -= 2
    return first > 0 and (words[first - 1] in grammar.numbered or " ".join(words[max(0, first - 2):first]) in grammar.numbered)


def _digits(words: list[str], glued: list[bool], place: int, grammar: Grammar) -> Count | None:
    read = _number_at(words, glued, place, grammar)
    if read is None:
        return None
    value, high, whole, end = read
    if value >= 1900 and high is not None and high >= 1900:
        return None
    qualifier, first = _bound(words, place, grammar)
    after = _skip_bracket(words, end)
    unit_first = end
    unit, last, unit_last = _unit(words, end, grammar)
    if not unit and after != end:
        unit, last, unit_last = _unit(words, after, grammar)
        unit_first = after
        if not unit:
            last = end
    if unit == "trap":
        return None
    if unit and whole is None and words[last:last + 1] == ["/"] and last + 1 < len(words) and _is_number(words[last + 1]):
        whole = parse_number(words[last + 1])  # "37 đảng viên/52 cán bộ"
        last = _unit(words, last + 2, grammar)[1] if whole is not None else last
    if unit and whole is None and words[last:last + 3] == ["trên", "tổng", "số"] and last + 3 < len(words) and _is_number(words[last + 3]):
        whole = parse_number(words[last + 3])  # "58 người trên tổng số 61 người"
        last = _unit(words, last + 4, grammar)[1] if whole is not None else last
    if unit == "percent" and last < len(words) and words[last] == "-" and last + 2 < len(words) and words[last + 2] == "%":
        high = parse_number(words[last + 1], ratio=True) if _is_number(words[last + 1]) else None
        last = last + 3 if high is not None else last
    elif unit == "percent" and words[last:last + 1] == ["đến"] and words[last + 2:last + 3] == ["%"] and _is_number(words[last + 1]):
        high, last = parse_number(words[last + 1], ratio=True), last + 3
    if unit == "person" and words[last:last + 3] == ["là", "đại", "biểu"]:
        unit, last = "delegate", last + 3
    if not unit and (not _ends(words, last, grammar) or first < place and first and "tuổi" in words[max(0, first - 2):first]):
        return None
    if not unit and first > 1 and words[first - 1] == "loại" and value <= _KINDS and words[first - 2].isalpha():
        return None  # "đô thị loại 4"
    if not unit and whole is None and _is_name(words, first, grammar):
        return None
    if unit != "percent" and _dated(words, first, value, whole is not None, unit):
        return None
    if high is not None and high <= value or whole is not None and value > whole and not unit:
        return None  # "18/11" is a day: no part is greater than its whole
    if ["trở", "lên"] in (words[end:end + 2], words[last:last + 2], words[last + 1:last + 3], words[last + 2:last + 4]):
        qualifier = "ge"
    elif words[last:last + 2] == ["trở", "xuống"]:
        qualifier = "le"
    if first and words[first - 1] == "từ":
        first -= 1
        if high is None and last < len(words) and words[last] in _TURN | {"tăng", "giảm"}:
            return None  # "từ 45 lên 50": what it became is the figure
    return Count(value, first, last, place, unit, unit_first if unit else -1, unit_last, high, whole, qualifier)


def _moves(words: list[str], place: int, end: int) -> bool:
    """Whether a number in words stands between a verb of moving people in or out and the end of its clause: "bớt năm, thêm sáu"."""
    moving = place > 0 and (words[place - 1] in _MOVING or words[place - 1] == "là" and (end - place > 1 or words[place] not in ("một", "năm")))
    return moving and (end == len(words) or words[end] in _OPEN_END)


def _spelled(words: list[str], place: int, end: int, grammar: Grammar) -> Count | None:
    if place and (words[place - 1] == "phần" or words[place - 1] in _NO_WORD_AFTER and end - place == 1 and words[place - 1] != "cả"
                  and words[place - 1:end + 1:2] != ["từ", "đến"]):
        return None
    while end > place:
        value = parse_words(" ".join(words[place:end]))
        if value is not None:
            break
        end -= 1
    else:
        return None
    high = None
    if words[end:end + 1] == ["đến"]:
        stop = end + 1
        while stop < len(words) and words[stop] in _WORDS:
            stop += 1
        high = parse_words(" ".join(words[end + 1:stop]))
        end = stop if high is not None else end
    unit, last, unit_last = _unit(words, end, grammar)
    named = place > 0 and words[place - 1] in _SEATS and (end == len(words) or words[end] in _OPEN_END)  # "bí thư hai, phó bí thư ba"
    if unit == "" and high is None and (named or _moves(words, place, end)):
        return Count(Decimal(value), place, end, place, worded=True)
    if unit in ("", "trap", *UNSPELLED) or high is not None and high <= value:
        return None
    if place and words[place - 1] == "cả" and unit != "post_holder":
        return None  # "cả hai đồng chí" says again, "cả hai Phó Bí thư" may say first
    qualifier, first = _bound(words, place, grammar)
    if high is not None and first and words[first - 1] == "từ":
        first -= 1
    return Count(Decimal(value), first, last, place, unit, end, unit_last, Decimal(high) if high is not None else None, qualifier=qualifier, worded=True)
