"""A folder in which syncs cost little, and one newsroom that all tests of the plain run share."""
from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.state.campaign import prepare
from tests.state.desks import Build


@pytest.fixture(scope="session")
def quick():
    """A folder in memory where the machine has one: thousands of syncs to a real disk would take hours."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="nhiemky-", dir=memory if os.access(memory, os.W_OK) else None)
    yield Path(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def built(quick):
    """A newsroom that was built in both of its editions, and how many calls the change from one to the other takes."""
    desk = Build(quick / "sample")
    return desk, prepare(desk)
