"""A newsroom whose releases go to a remote place as well: its ledger here, the remote's own list, and what readers find there."""
from __future__ import annotations

import hashlib
import os
from pathlib import Path

from plugins.newsroom.publishing import selfcheck, switch, upload
from tests.newsroom.press import Press, site
from tests.newsroom.servers import program
from tests.state.campaign import forked
from tests.state.desks import Desk, Tree, difference, tree

OURS = {upload.LIST, upload.UNDER_WAY}


class Upload(Desk):
    """``rollback`` to and fro between two releases, with a remote folder that must follow."""

    name = "upload"

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.rclone = program("rclone")
        press = Press(folder)
        self.place, self.far = press.folder, folder / "xa"
        for turn, articles in enumerate((4, 3)):
            press.publish(site(turn, articles))

    def act(self) -> int:
        """In a child alone: the environment stays as it is made."""
        from plugins import commands_releases

        os.environ.update(PATH=os.pathsep.join((os.path.dirname(self.rclone), os.environ["PATH"])), RCLONE_CONFIG=os.devnull)
        return commands_releases.rollback(str(self.turn + 1), str(self.place), False, False, f":local:{self.far}")

    def clean(self) -> Tree:
        end = forked(self.folder, self.act)
        assert end.code == 0, end.told
        return self.shown()

    def reset(self) -> None:
        """The remote place as it was found once: nothing there, nothing known."""
        for path in (*self.far.rglob("*"), *self.place.glob("tai-len-*")):
            if not path.is_dir():
                path.unlink()

    def shown(self) -> Tree:
        """What is live here and what stands there, the remote's own two files aside."""
        there = {path: data for path, data in tree(self.far).items() if path not in OURS}
        return {f"{where}/{path}": data for where, files in (("here", tree(self.place / switch.CURRENT)), ("there", there)) for path, data in files.items()}

    def state(self) -> list[Path]:
        return [path for path in (*sorted(self.place.glob("*.json")), *(self.far / name for name in sorted(OURS))) if path.is_file()]

    def wrong(self, before: Tree, ended: str) -> str:
        """Here one release, whole; there no page without its parts, whatever is under way."""
        found = self.shown()
        here = part(found, "here")
        if here not in (part(before, "here"), part(self.expected[self.turn], "here")):
            return f"the live site is neither the old nor the new one: {difference(here, part(before, 'here'))}"
        there = {path: [len(data), hashlib.sha256(data).hexdigest(), 0] for path, data in part(found, "there").items() if not path.endswith(".partial")}
        told = [str(problem) for problem in selfcheck.check(self.far, there, (), before=None)]
        return f"there: {told[:3]}" if told else ""


def part(shown: Tree, where: str) -> Tree:
    return {path.removeprefix(f"{where}/"): data for path, data in shown.items() if path.startswith(f"{where}/")}
