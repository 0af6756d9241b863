"""How a run of Pelican goes: only our generators, no English summary, problems raised at the end."""
from __future__ import annotations

from contextlib import nullcontext

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
        engine = self.settings["BUILD"].get("engine")
        if engine is not None:
            context["engine"] = engine
            engine.begin(context)
        generators = [
            cls(context=context, settings=self.settings, path=self.path, theme=self.theme, output_path=self.output_path)
            for _, found in signals.get_generators.send(self)
            for cls in (found if isinstance(found, (list, tuple)) else (found,))
            if cls is not None
        ]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                with _timed(engine, generator, "đọc"):
                    generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = self._get_writer()
        for generator in generators:
            if hasattr(generator, "generate_output"):
                with _timed(engine, generator, "soạn"):
                    generator.generate_output(writer)
        if engine is not None:
            engine.make()
        bridge.finish(context)
        signals.finalized.send(self)
        return context


def _timed(engine, generator, step: str):
    """Counts the time of a plugin's step towards the account."""
    if engine is None:
        return nullcontext()
    return engine.timed(f"{step}: {type(generator).__module__.split('.')[1]}")
