"""A base made from the one before, when some of its articles changed: the shards that hold their words, and no others.

What comes out has the bytes that ``build.part`` gives of the same articles; only the work is another. An article that
comes or goes in between gives others new numbers: then every list is written anew, but no other article is read again.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from plugins.search import cards, codec, cut, facets, figures
from plugins.search.build import BLOCK, MOST, Files, Part, beginning, digest, directories, spelled, without_collector, write
from plugins.search.documents import IndexDocument, Sketch
from plugins.search.lexicon import SHIFT, Lexicon, abbreviations
from plugins.search.postings import collect

Id = tuple[str, tuple[int, ...]]  # of a row: its key and codes


class Unfit(Exception):
    """The base before does not hold what its articles should have put there, or too much of it would change."""


@without_collector()
def changed(base: Part, wanted: Sequence[Sketch], old: Callable[[str], IndexDocument], site_abbreviations: Sequence[tuple[str, str]] = ()) -> Part:
    """The base of the articles *wanted* (oldest first), made from *base*.

    *old* gives the documents that *base* was made of, by their digests. Raises ``Unfit``, and what *old* raises.
    """
    return _Change(base, wanted, old, site_abbreviations).made()


class _Change:
    """*moved* says for each article of the base before which number it has now, -1 where it is gone or another."""

    def __init__(self, base: Part, wanted: Sequence[Sketch], old: Callable[[str], IndexDocument], site_abbreviations: Sequence[tuple[str, str]]):
        self.base, self.wanted, self.abbreviations = base, wanted, site_abbreviations
        places = {sketch.digest: n for n, sketch in enumerate(wanted)}
        self.moved = [places.get(one, -1) for one in base.documents]
        known = set(base.documents)
        fresh = [n for n, sketch in enumerate(wanted) if sketch.digest not in known]
        gone = [n for n, now in enumerate(self.moved) if now < 0]
        if len(fresh) + len(gone) > len(wanted) // 2:
            raise Unfit("most of it changed")
        self.shifted = any(now not in (-1, n) for n, now in enumerate(self.moved))
        self.fresh, self.gone = {n: wanted[n].whole() for n in fresh}, {n: old(base.documents[n]) for n in gone}
        self.whole = {(row.key, row.codes): row for row in codec.rows(base.whole)} if base.whole else {}
        self.counts: Counter[str] = Counter()  # how many more articles hold a key
        self.files = Files()

    def made(self) -> Part:
        base, about = self.base, self.base.about
        pieces = self._pieces()
        size = cut.usual(sum(piece.weight for piece in pieces))
        if size != cut.usual(sum(base.weights)):
            for piece in pieces:
                piece.rows = piece.rows if piece.rows is not None else self._read(piece.name)
        done = list(cut.again(pieces, size, self._read, lambda rows: write(self.files, rows)))
        self.files.update((piece.name, base.files[piece.name]) for piece in done if piece.name in base.files)
        told = {"first": 0, "count": len(self.wanted), "groups": directories(self.files, done), "keys": self._keys(),
                "facets": self._facets(), "cards": self._cards(), "figures": self._figures()}
        whole = codec.shard([self.whole[id] for id in sorted(self.whole)]) if self.whole else b""
        digests = tuple(sketch.digest for sketch in self.wanted)
        return Part(digest(digests, self.abbreviations), {name: told[name] for name in about}, self.files, digests,
                    tuple(piece.weight for piece in done), whole)

    def _read(self, name: str) -> list[codec.Row]:
        return codec.rows(self.base.files[name])

    def _kept(self, name: str) -> str:
        """A file of the base before that stays."""
        return self.files.keep(self.base.files[name])

    def _touched(self) -> dict[Id, tuple[list[int], list[int]]]:
        """The rows that change: the entries that leave each, and those that it gets."""
        lexicon = Lexicon()
        short_forms = abbreviations(self.abbreviations, lexicon)
        touched: defaultdict[Id, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, documents in enumerate((self.gone, self.fresh)):
            found = collect(documents.items(), lexicon, short_forms)
            for words, shift in ((found.words, SHIFT), (found.pairs, 0)):
                for number, entries in words.items():
                    touched[spelled(number << shift, lexicon)][side].extend(entries)
        return touched if self.shifted else {id: (leaving, coming) for id, (leaving, coming) in touched.items() if leaving != coming}

    def _pieces(self) -> list[cut.Piece]:
        """The shards of the base before, those that change with their rows as they are now."""
        shards = [shard for _, name in self.base.about["groups"] for shard in codec.shards_of(self.base.files[name])]
        begins = [begin for begin, _ in shards]
        changes: defaultdict[int, dict[Id, tuple[list[int], list[int]]]] = defaultdict(dict)
        for id, change in self._touched().items():
            changes[max(0, bisect_right(begins, beginning(*id)) - 1)][id] = change
        pieces = [cut.Piece(begin, name, weight) for (begin, name), weight in zip(shards, self.base.weights, strict=True)]
        for n, piece in enumerate(pieces):
            if self.shifted or n in changes:
                piece.rows = self._renewed(self._read(piece.name), changes[n])
                piece.weight = cut.weight(piece.rows)
        return pieces

    def _renewed(self, rows: Iterable[codec.Row], changes: dict[Id, tuple[list[int], list[int]]]) -> list[codec.Row]:
        made = []
        for row in rows:
            id = (row.key, row.codes)
            change = changes.pop(id, None)
            if change is None and not self.shifted:
                made.append(row)
            elif entries := self._entries(row, change or ([], [])):
                made.append(self._row(id, entries))
        for id, (leaving, coming) in changes.items():
            if leaving:
                raise Unfit(f"no row {id}")
            made.append(self._row(id, sorted(coming)))
            self._count(id, len(coming))
        return sorted(made, key=lambda row: row[:2]) if changes else made

    def _entries(self, row: codec.Row, change: tuple[list[int], list[int]]) -> list[int]:
        """What stands in *row* now; [] where nothing does."""
        leaving, coming = change
        entries = codec.entries(self.whole.get((row.key, row.codes), row))
        before = len(entries)
        if self.shifted:
            moved = self.moved
            entries = [now << 4 | entry & 15 for entry in entries if (now := moved[entry >> 4]) >= 0]
            held = before - len(leaving) == len(entries)
        else:
            held = True
            for entry in leaving:
                at = bisect_left(entries, entry)
                held &= entries[at : at + 1] == [entry]
                del entries[at : at + 1]
        if not held:
            raise Unfit(f"row {row.key} {row.codes} does not hold what it should")
        if coming or self.shifted:
            entries = sorted([*entries, *coming])
        self._count((row.key, row.codes), len(entries) - before)
        if not entries:
            self.whole.pop((row.key, row.codes), None)
        return entries

    def _row(self, id: Id, entries: Sequence[int]) -> codec.Row:
        if len(entries) > MOST:
            self.whole[id] = codec.row(*id, entries, len(entries))
        else:
            self.whole.pop(id, None)
        return codec.row(*id, entries, MOST)

    def _count(self, id: Id, more: int) -> None:
        key, codes = id
        if len(codes) == 1:
            self.counts[key] += more

    def _keys(self) -> str:
        if not any(self.counts.values()):
            return self._kept(self.base.about["keys"])
        counts = Counter(dict(codec.counted_of(self.base.files[self.base.about["keys"]])))
        counts.update(self.counts)
        return self.files.keep(codec.counted(sorted((key, count) for key, count in counts.items() if count)))

    def _same(self, value: Callable[[IndexDocument], object]) -> bool:
        """Has every article the *value* that it had?"""
        return (not self.shifted and len(self.wanted) == len(self.moved)
                and all(value(self.fresh[n]) == value(was) for n, was in self.gone.items()))

    def _facets(self) -> Mapping[str, str]:
        if self._same(facets.values) and self._same(lambda document: document.date):
            return {column: self._kept(name) for column, name in self.base.about["facets"].items()}
        return {column: self.files.keep(data) for column, data in facets.columns([sketch.head for sketch in self.wanted]).items()}

    def _figures(self) -> Mapping[str, str]:
        if self._same(lambda document: document.figures):
            return {key: self._kept(name) for key, name in self.base.about["figures"].items()}
        return {key: self.files.keep(data) for key, data in figures.files([sketch.head for sketch in self.wanted], 0).items()}

    def _cards(self) -> str:
        """Blocks in which an article changed or got another number are made of the cards before and the new ones."""
        held = codec.unpack(self.base.files[self.base.about["cards"]]).decode()
        blocks = [held[at : at + 8] for at in range(0, len(held), 8)]
        was = {now: n for n, now in enumerate(self.moved) if now >= 0}
        opened: dict[str, list[list[str]]] = {}
        names = []

        def card(n: int) -> list[str]:
            if n in self.fresh:
                return cards.card(self.fresh[n])
            block, place = divmod(was[n], BLOCK)
            name = f"{blocks[block]}-{place // cards.PER_FILE}"
            if name not in opened:
                opened[name] = cards.cards_of(self.base.files[name])
            return opened[name][place % cards.PER_FILE]

        for n in range(0, len(self.wanted), BLOCK):
            numbers = range(n, min(n + BLOCK, len(self.wanted)))
            if all(was.get(number) == number for number in numbers):
                name = blocks[n // BLOCK]
                files = {f"{name}-{at}": self.base.files[f"{name}-{at}"] for at in range(-(-len(numbers) // cards.PER_FILE))}
            else:
                name, files = cards.block([card(number) for number in numbers])
            names.append(name)
            self.files.update(files)
        return self.files.keep(codec.pack("".join(names).encode()))

