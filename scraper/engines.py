"""The content systems that Vietnamese portals run on: what betrays each, and where its own themes put things.

Themes differ; a layout whose title or body is not found is passed over, and the general reader finds the rest.
"""
from scraper.values import Engine, Layout

ENGINES = ()
