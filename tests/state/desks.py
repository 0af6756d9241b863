"""Small newsrooms whose work is broken off: a build, a publish, the search index. Each goes to and fro between two editions."""
from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plugins.engine import release
from plugins.newsroom.publishing import records, switch
from tests.bench.corpus import picture
from tests.newsroom.press import ROOT

SITE, DAY = "https://vidu.example", date(2026, 11, 21)
Tree = Mapping[str, bytes]


def tree(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in release.listing(folder) if path != release.MANIFEST}


def difference(found: Tree, wanted: Tree) -> str:
    """What is other in *found*, "" for nothing."""
    told = [f"{word} {path}" for word, paths in (
        ("missing", wanted.keys() - found.keys()), ("strange", found.keys() - wanted.keys()),
        ("changed", {p for p in found.keys() & wanted.keys() if found[p] != wanted[p]})) for path in sorted(paths)]
    return ", ".join(told[:4]) + (f" and {len(told) - 4} more" if len(told) > 4 else "")


class Content:
    """A content folder of a few articles with a picture, figures, an approval and an address that moved."""

    def __init__(self, folder: Path, articles: int = 3):
        self.folder, self.articles = folder / "content", articles
        shutil.copytree(ROOT / "tests/sites/ok/content", self.folder)
        (self.folder / "anh").mkdir()
        (self.folder / "anh/a.png").write_bytes(picture(1))
        (self.folder / "tin/2024/04").mkdir(parents=True)
        for number in range(articles):
            self.article(number, 0)
        self.edition(0)

    def article(self, number: int, edition: int) -> None:
        shown = "\n![Ảnh](/anh/a.png)\n" if number == 0 else ""
        approval = f"approval:\n  by: Lê Mẫu {edition}\n  date: 2024-04-01\n  source: Báo mẫu\n" if number == 1 else ""
        kept = "**MẬT**\n\n" if number == 1 else ""
        moved = f"aliases:\n  - /cu/{edition}/\n" if number == 2 else ""
        (self.folder / f"tin/2024/04/so-{number}.md").write_text(
            f"---\ntitle: Tin số {number} dau-{edition}-het\nslug: so-{number}\ndate: 2024-04-{1 + number % 28:02d} 08:00\nstatus: published\n"
            f"category: Tin tức\ntags:\n  - chung\n  - lần {edition}\n{moved}{approval}---\n\nNội dung dau-{edition}-het.\n{shown}\n{kept}"
            f"Ban Chấp hành nhiệm kỳ 2020-2025 đưa ra khỏi quy hoạch {6 + edition:02d} đồng chí.\n", encoding="utf-8")

    def edition(self, turn: int) -> None:
        """The content of edition *turn*, 0 or 1: some articles with other words, one more or one less, another picture."""
        for number in range(min(3, self.articles)):
            self.article(number, turn)
        extra = self.folder / "tin/2024/04/them.md"
        if turn:
            extra.write_text("---\ntitle: Tin thêm\nslug: them\ndate: 2024-04-09 08:00\nstatus: published\ncategory: Mục thêm\n---\n\nChỉ có ở lần này.\n", encoding="utf-8")
        else:
            extra.unlink(missing_ok=True)


class Desk:
    """What a campaign needs to know of one kind of work. ``folder`` is where it may write."""

    name = ""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.turn = folder, 0
        self.expected: list[Tree] = []

    def edit(self, turn: int) -> None:
        self.turn = turn

    def reset(self) -> None:
        """Forget everything, so that what went wrong once is not told again."""
        for path in self.folder.iterdir():
            if path.name != "content":
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def act(self) -> int:
        """The work itself, as a command does it; gives the exit code."""
        raise NotImplementedError

    def shown(self) -> Tree:
        """What the work is for, as readers or the next command find it."""
        raise NotImplementedError

    def state(self) -> list[Path]:
        """Every file that is kept between one run and the next."""
        raise NotImplementedError

    def advised(self, told: str) -> bool:
        """Do what the command told to do, where it did."""
        return False

    def wrong(self, before: Tree, ended: str) -> str:
        """What is wrong with what is shown after a run that was refused or killed; *before* was shown when it began."""
        return ""


class Build(Desk):
    """``build`` into a folder."""

    name = "build"

    def __init__(self, folder: Path, articles: int = 3):
        super().__init__(folder)
        self.content = Content(folder, articles)

    def edit(self, turn: int) -> None:
        super().edit(turn)
        self.content.edition(turn)

    def act(self) -> int:
        from plugins import commands

        return commands.build(str(self.content.folder), str(self.folder / "output"), str(self.folder / "cache"), SITE, str(DAY), "")

    def clean(self) -> Tree:
        from plugins import commands

        assert not commands.build(str(self.content.folder), str(self.folder / "clean"), str(self.folder / "cache-clean"), SITE, str(DAY), "")
        made = tree(self.folder / "clean")
        for name in ("clean", "cache-clean"):
            shutil.rmtree(self.folder / name)
        return made

    def shown(self) -> Tree:
        return tree(self.folder / "output")

    def state(self) -> list[Path]:
        return sorted(path for path in (*(self.folder / "cache").rglob("*"), self.folder / "output" / release.MANIFEST, self.folder / "nhat-ky/duyet-dang.csv") if path.is_file())

    def wrong(self, before: Tree, ended: str) -> str:
        found = self.shown()
        if found == before or found == self.expected[self.turn]:
            return ""
        journal = release.journal_of(self.folder / "cache", self.folder / "output")[0]
        return "" if journal.exists() else f"neither as before nor new, and no journal: {difference(found, before)}"


class Cold(Build):
    """``build`` where nothing stood before and nothing is known."""

    name = "cold build"

    def edit(self, turn: int) -> None:
        super().edit(turn)
        shutil.rmtree(self.folder / "output", ignore_errors=True)
        for path in (self.folder / "cache").glob("*"):
            if path.name != "templates":
                shutil.rmtree(path) if path.is_dir() else path.unlink()


class Wide(Cold):
    """So many pages that they are rendered in processes of their own."""

    name = "cold build over all cores"

    def __init__(self, folder: Path):
        super().__init__(folder, articles=60)


class Index(Build):
    """The browser's index with a base and a tail, in a build of enough articles."""

    name = "browser index"

    def __init__(self, folder: Path):
        super().__init__(folder, articles=130)


class Whoosh(Build):
    """Whoosh's index catching up with what a build put down."""

    name = "Whoosh index"
    WORDS = ("nội dung", "quy hoạch", "dau-0-het", "dau-1-het", "thêm")

    def edit(self, turn: int) -> None:
        super().edit(turn)
        assert not super().act()

    def reset(self) -> None:
        super().reset()
        self.edit(self.turn)

    def act(self) -> int:
        from plugins import commands

        return commands.search("nội dung", str(self.folder / "cache"), 5, "json", {})

    def clean(self) -> Tree:
        shutil.rmtree(self.folder / "cache/research", ignore_errors=True)
        assert not super().act() and not self.act()
        return self.shown()

    def shown(self) -> Tree:
        """What the index as it stands answers to each question; an index that is not there or is told to be damaged answers nothing."""
        from plugins.search import ask
        from plugins.search.research import Damaged, Research

        try:
            index = Research(self.folder / "cache/research")
        except Damaged:
            return {}
        try:
            return {words: repr([(hit.url, hit.title, hit.score) for hit in ask.answer(index, words, limit=50).hits]).encode() for words in self.WORDS}
        finally:
            index.close()

    def state(self) -> list[Path]:
        return sorted(path for path in (*(self.folder / "cache/research").rglob("*"), *(self.folder / "cache/search").rglob("*")) if path.is_file())

    def advised(self, told: str) -> bool:
        return "Chạy lệnh build rồi tìm lại" in told and not super().act()

    def wrong(self, before: Tree, ended: str) -> str:
        found = self.shown()
        return "" if found in (before, self.expected[self.turn]) else f"neither the old nor the new answers: {difference(found, before)}"


class Publish(Desk):
    """``publish`` into a folder: a build, a release, the switch."""

    name = "publish"

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.content, self.place = Content(folder), folder / "publish"

    def edit(self, turn: int) -> None:
        super().edit(turn)
        self.content.edition(turn)

    def act(self) -> int:
        from plugins import commands_publish

        return commands_publish.publish(str(self.content.folder), str(self.place), SITE, str(DAY), False, True, True, False)

    def clean(self) -> Tree:
        assert not self.act()
        return self.shown()

    def shown(self) -> Tree:
        live = self.place / switch.CURRENT
        return {path: data for path, data in tree(live).items()} if live.exists() else {}

    def state(self) -> list[Path]:
        built = (path for path in (self.place / ".dung").rglob("*") if self.place / ".dung/output" not in path.parents or path.name == release.MANIFEST)
        kept = (*self.place.glob(".quay-lai.json"), *records.releases(self.place).glob("*.json"), self.folder / "nhat-ky/duyet-dang.csv")
        return sorted(path for path in (*built, *kept) if path.is_file())

    def wrong(self, before: Tree, ended: str) -> str:
        found = self.shown()
        if found in (before, self.expected[self.turn]):
            return ""
        return f"the live site is neither the old nor the new one: {difference(found, before)}"
