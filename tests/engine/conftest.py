"""A site that was built once, and copies of it to work on."""
from __future__ import annotations

import pytest

from tests.engine.desk import Desk, copy_of


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A desk whose site was built once; tests work on copies."""
    made = Desk(tmp_path_factory.mktemp("desk") / "site")
    made.build()
    return made


@pytest.fixture
def desk(built, tmp_path):
    return copy_of(built, tmp_path / "site")
