"""Front matter: YAML ⇄ values, the contract between import, newsroom and site.

``load`` reads a content file, ``dump`` writes one, ``edit`` changes some of its keys and leaves the rest
as it stands; ``plugins.frontmatter.schema`` lists every key.
"""
from plugins.frontmatter.editing import edit
from plugins.frontmatter.loading import Loaded, load
from plugins.frontmatter.writing import dump

__all__ = ["Loaded", "dump", "edit", "load"]
