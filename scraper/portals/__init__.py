"""Portals as data: every module here but this one holds one ``PORTAL``."""
from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from scraper.values import Portal


@cache
def portals() -> tuple[Portal, ...]:
    """All portals, by name of their module."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").PORTAL for name in names)


def portal_of(host: str) -> Portal | None:
    """The portal of a host (without "www."), subdomains included."""
    for portal in portals():
        if any(host == own or host.endswith("." + own) for own in portal.hosts):
            return portal
    return None
