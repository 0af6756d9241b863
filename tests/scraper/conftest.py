"""A server of pages that tests fill, on this machine."""
from __future__ import annotations

import pytest

from tests.scraper.server import serving


@pytest.fixture
def server():
    with serving() as one:
        yield one
