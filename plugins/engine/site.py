"""How a run of Pelican goes: only our generators, no English summary, problems raised at the end."""
from __future__ import annotations

from pelican import Pelican
from pelican.plugins import signals

from plugins import bridge


class Site(Pelican):
    """The ``PELICAN_CLASS``: runs the plugins' generators in the order of ``PLUGINS``.

    The stock class gives the same pages, since Pelican's own generators find nothing to do.
    """

    def run(self):
        """Run every generator and give the context; raises ``ProblemsFound`` with all problems of the input."""
        context = self.settings.copy()
        context.update(generated_content={}, static_links=set(), static_content={}, localsiteurl=self.settings["SITEURL"])
        generators = [
            cls(context=context, settings=self.settings, path=self.path, theme=self.theme, output_path=self.output_path)
            for _, found in signals.get_generators.send(self)
            for cls in (found if isinstance(found, (list, tuple)) else (found,))
            if cls is not None
        ]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = self._get_writer()
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
        bridge.finish(context)
        signals.finalized.send(self)
        return context
