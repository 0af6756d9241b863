import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.search import codec

lists = st.lists(st.tuples(st.integers(0, 200_000), st.integers(1, 15)), min_size=1, max_size=60, unique_by=lambda p: p[0]).map(
    lambda found: [d << 4 | level for d, level in sorted(found)])
keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789@-,", min_size=1, max_size=9)


@st.composite
def rows(draw):
    words = draw(st.lists(st.one_of(keys, st.tuples(keys, keys).map(" ".join)), min_size=1, max_size=12, unique=True))
    made = []
    for key in sorted(words):
        codes = st.tuples(*[st.integers(0, 39_000)] * (2 if " " in key else 1))
        for code in sorted(draw(st.lists(codes, min_size=1, max_size=3, unique=True))):
            made.append((key, code, draw(lists)))
    return made


@given(rows())
def test_a_shard_gives_back_what_went_in(made):
    packed = codec.shard([codec.row(key, codes, entries, 1000) for key, codes, entries in made])
    assert [(key, codes, found) for key, codes, _, found in codec.rows_of(packed)] == made


def test_a_long_list_keeps_the_strongest_and_says_how_many_there_were():
    entries = [d << 4 | (15 if d % 10 == 0 else 1) for d in range(100)]
    (_, _, holding, found), = codec.rows_of(codec.shard([codec.row("a", (0,), entries, 12)]))
    assert holding == 100 and len(found) == 12
    assert {d << 4 | 15 for d in range(0, 100, 10)} <= set(found) and 99 << 4 | 1 in found and found == sorted(found)


@given(st.integers(0, 2**40))
def test_a_number_is_read_back(value):
    data = codec.numeral(value)
    assert codec._Reader(data).number() == value


def test_a_cut_shard_is_an_error():
    packed = codec.shard([codec.row("hoach", (5,), [n << 4 | 7 for n in range(500)], 1000)])
    with pytest.raises((zlib.error, IndexError)):
        list(codec.rows_of(packed[: len(packed) // 2]))


def test_names_follow_from_content():
    assert codec.name(b"a") == codec.name(b"a") != codec.name(b"b")
    assert len(codec.name(b"a")) == 8
