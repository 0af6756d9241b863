"""Keeps the server's index: brings it up to the articles of the last build, whatever happened in between.

An index stands in a folder of its own below ``<cache>/research``, a *generation*, which ``current.json`` names with the
checksum of each of its files. An update works in the next generation, whose unchanged files are hard links to this one's
(Whoosh never writes into a file that is there), and is named last: a kill at any moment leaves the generation that was
current, whole. Large updates go in steps, so that a kill costs no more than one.
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from whoosh import index

from plugins.search.corpus import FILE, Corpus, Lost, discard
from plugins.search.documents import IndexDocument
from plugins.search.lexicon import Lexicon, abbreviations
from plugins.search.research import CURRENT, STATE, VERSION, Damaged, checksum, files_of, row, schema, verify

STEP = 1000  # articles between two generations
_MERGE = 4  # an update of more than one article in so many merges all segments

Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did: numbers of articles."""

    added: int
    removed: int
    unchanged: int
    rebuilt: bool


def catch_up(folder: Path, say: Say = lambda done, total: None) -> Update | None:
    """Bring the index in *folder* up to the last build, whose documents stand in ``search`` beside it.

    None where there are none, and the index is what it is. *say* hears how many of how many articles are read.
    Raises OSError where the disk refuses.
    """
    beside = folder.parent / "search"
    if not (beside / FILE).is_file():
        return None
    listing = None
    for _ in range(2):
        try:
            corpus = Corpus(beside)
        except Lost:
            break
        try:
            if corpus.listing == listing:
                break  # no build has changed what could not be read
            listing = corpus.listing
            return bring(folder, listing.digests, corpus.document, listing.abbreviations, say)
        except Lost:
            continue  # perhaps a build was changing the file
        finally:
            corpus.close()
    discard(beside)  # until the next build what stands is answered from
    return None


def sources(folder: Path) -> object:
    """A value that changes whenever :func:`catch_up` may have something to do, or another process has done it."""
    beside, watched = folder.parent / "search", [folder / CURRENT]
    try:
        corpus = Corpus(beside)
        watched += [beside / FILE, corpus.live]
        corpus.close()
    except Lost:
        pass
    return [_stamp(path) for path in watched]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def update(folder: Path, documents: Sequence[IndexDocument], site_abbreviations: Iterable[tuple[str, str]] = ()) -> Update:
    """Bring the index in *folder* up to *documents*."""
    wanted = {d.url: d for d in documents}
    digests = {url: d.digest for url, d in wanted.items()}
    held = {digests[url]: d for url, d in wanted.items()}
    return bring(folder, digests, held.__getitem__, site_abbreviations)


def bring(folder: Path, wanted: Mapping[str, str], document: Callable[[str], IndexDocument], site_abbreviations: Iterable[tuple[str, str]] = (),
          say: Say = lambda done, total: None) -> Update:
    """Bring the index in *folder* up to *wanted*, digests by address; only articles that changed are read again.

    A damaged or foreign index, or one of other abbreviations, is built anew. One process works at a time; others wait.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        return _bring(folder, wanted, document, tuple(site_abbreviations), say)


def _bring(folder: Path, wanted: Mapping[str, str], document: Callable[[str], IndexDocument], site_abbreviations: tuple, say: Say) -> Update:
    rules = _key([site_abbreviations, index_version()])
    here, known = _state(folder, rules)
    rebuilt = here is None and folder.is_dir() and any(folder.iterdir())
    gone = [url for url in known if known[url] != wanted.get(url)]
    new = [url for url in wanted if known.get(url) != wanted[url]]
    if here and not gone and not new:
        return Update(0, 0, len(wanted), False)
    held = {url: digest for url, digest in known.items() if wanted.get(url) == digest}
    unchanged = len(held)
    lexicon = Lexicon()
    short_forms = abbreviations(site_abbreviations, lexicon)
    merge = len(gone) > len(wanted) // _MERGE
    for at in range(0, max(1, len(new)), STEP):
        step = new[at : at + STEP]
        say(at, len(new))
        fresh = _begin(folder, here)
        opened = index.open_dir(str(fresh)) if here else index.create_in(str(fresh), schema())
        writer = opened.writer(limitmb=256)
        try:
            for url in gone if at == 0 else ():
                writer.delete_by_term("url", url)
            for url in step:
                writer.add_document(**row(document(wanted[url]), lexicon, short_forms))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(optimize=merge and at + STEP >= len(new))
        opened.close()
        held.update((url, wanted[url]) for url in step)
        _seal(folder, fresh, rules, held)
        here = fresh
    say(len(new), len(new))
    return Update(len(new), len(gone), unchanged, rebuilt)


def _begin(folder: Path, here: Path | None) -> Path:
    """An empty next generation, or one that holds the files of *here*; what earlier ones left behind is cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(p.name) for p in folder.iterdir() if p.name.isdigit()]
    for left in folder.iterdir():
        if left != here and left.name != CURRENT:
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
    fresh = folder / str(max(numbers, default=0) + 1)
    fresh.mkdir()
    for file in files_of(here) if here else ():
        if file.name == STATE:
            continue
        try:
            os.link(file, fresh / file.name)
        except OSError:  # a file system without hard links
            shutil.copy2(file, fresh / file.name)
    return fresh


def _seal(folder: Path, fresh: Path, rules: str, digests: Mapping[str, str]) -> None:
    """Make *fresh* the current generation."""
    before = [p for p in folder.iterdir() if p.is_dir() and p != fresh]
    (fresh / STATE).write_text(json.dumps(digests, ensure_ascii=False), encoding="utf-8")
    named = {"generation": fresh.name, "rules": rules, "files": {p.name: checksum(p) for p in files_of(fresh)}}
    waiting = folder / f"{CURRENT}.new"
    waiting.write_text(json.dumps(named), encoding="utf-8")
    os.replace(waiting, folder / CURRENT)
    for old in before:
        shutil.rmtree(old, ignore_errors=True)  # one that another process reads stays until the next time (Windows)


def _state(folder: Path, rules: str) -> tuple[Path | None, dict[str, str]]:
    """The current generation and the digests of its articles, or nothing where it cannot be used."""
    try:
        here, made_by = verify(folder)
        if made_by != rules:
            return None, {}
        return here, json.loads((here / STATE).read_text(encoding="utf-8"))
    except (Damaged, OSError, ValueError):
        return None, {}


def _key(settings: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps([VERSION, *settings], ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def index_version() -> str:
    import whoosh

    return ".".join(map(str, whoosh.__version__))
