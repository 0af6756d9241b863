"""Templates compiled to less work: text is escaped without wrapping it, functions and macros are called straight,
and a macro called again with the same values is not run again.

Built on Jinja's own points of extension: ``code_generator_class`` and ``template_class``.
"""
from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from keyword import iskeyword

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from markupsafe import Markup, escape

try:
    from markupsafe import _escape_inner
except ImportError:  # another markupsafe: right, only slower
    def _escape_inner(text: str) -> str:
        return str(escape(text))

REMEMBERED = 3_000  # results of macros, about 1 KB each in each process; four times as many save nothing
_PLAIN = (str, int, bool, float, type(None))


def quick(value: object) -> str:
    """*value* escaped for HTML; what is safe already passes.

    >>> quick("<b>"), quick(Markup("<b>")), quick(3)
    ('&lt;b&gt;', Markup('<b>'), '3')
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        return value
    if kind is int:
        return str(value)
    return escape(value)


@cache
def _frozen(kind: type) -> bool:
    return is_dataclass(kind) and kind.__dataclass_params__.frozen


class Generator(CodeGenerator):
    """Jinja's, for environments with autoescape and without a sandbox."""

    def _output_child_pre(self, node, frame, finalize) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.quick(")
            if finalize.src is not None:
                self.write(finalize.src)
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Output(self, node: nodes.Output, frame) -> None:
        """Texts and values that follow one another are joined before they go up through blocks and parents."""
        if frame.buffer is not None or len(node.nodes) < 2:
            super().visit_Output(node, frame)
            return
        frame.buffer = "yield environment.joined"
        try:
            super().visit_Output(node, frame)
        finally:
            frame.buffer = None

    def visit_Call(self, node: nodes.Call, frame, forward_caller: bool = False) -> None:
        """A function or macro by name is called itself: none of ours asks for Jinja's context."""
        simple = isinstance(node.node, nodes.Name) and not (forward_caller or node.dyn_args or node.dyn_kwargs)
        if not simple or node.node.name in ("self", "super", "loop"):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for place, argument in enumerate(node.args):
            self.write(", " if place else "")
            self.visit(argument, frame)
        for place, argument in enumerate(node.kwargs):
            self.write(", " if place or node.args else "")
            if iskeyword(argument.key):  # such as class="…"
                self.write(f"**{{{argument.key!r}: ")
                self.visit(argument.value, frame)
                self.write("}")
            else:
                self.visit(argument, frame)
        self.write(")")


class Joined:
    """Takes the place of a list in compiled code: what would be added to it is given back in one piece."""

    extend = staticmethod("".join)
    append = staticmethod(str)


class Remembered:
    """A macro that is run once for the same values; *uses* of the site's common values are noted each time."""

    __slots__ = ("macro", "known", "seen")

    def __init__(self, macro: Macro, known: dict, seen: set):
        self.macro, self.known, self.seen = macro, known, seen

    def __call__(self, *arguments, **named):
        key = self._key(arguments, named)
        if key is None:
            return self.macro(*arguments, **named)
        found = self.known.get(key)
        if found is None:
            before = set(self.seen)
            self.seen.clear()
            text = self.macro(*arguments, **named)
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            found = self.known[key] = text, frozenset(self.seen), arguments, named  # held so that no id is used again
            self.seen |= before
        if found[1]:
            self.seen |= found[1]
        return found[0]

    def _key(self, arguments: tuple, named: dict) -> tuple | None:
        """None where a value might change or is not known to be equal by its identity."""
        parts: list = [id(self.macro)]
        for value in arguments:
            kind = type(value)
            if kind in _PLAIN:
                parts.append((kind, value))
            elif _frozen(kind):
                parts.append(id(value))
            else:
                return None
        for name, value in named.items():
            if type(value) not in _PLAIN:
                return None
            parts.append((name, type(value), value))
        return tuple(parts)

    def __getattr__(self, name: str):
        return getattr(self.macro, name)


class Page(Template):
    """A template whose macros remember, where another template imports them."""

    def _get_default_module(self, ctx=None):
        if self._module is None:  # no template of ours has globals of its own, for which Jinja would look each time
            module = self._module = self.make_module()
            for name, value in list(vars(module).items()):
                if isinstance(value, Macro):
                    setattr(module, name, Remembered(value, self.environment.macros, self.environment.seen))
        return self._module


def prepare(environment: Environment, seen: set) -> None:
    """Make *environment* compile and call so; *seen* is where uses are noted. Before any template is loaded."""
    environment.code_generator_class = Generator
    environment.template_class = Page
    environment.quick = quick
    environment.joined = Joined
    environment.macros = {}
    environment.seen = seen
