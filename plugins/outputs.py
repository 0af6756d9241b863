"""What a plugin asks to be written, and when it need not be looked for; see docs/en/architecture.md, 'The engine'."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Variables = Mapping[str, object] | Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Deferred:
    """Variables that are looked for only where ``basis`` is not what it was in the last build.

    ``basis`` holds everything that they could be made of, and may hold more; ``make`` gives them.
    """

    basis: object
    make: Callable[[], Variables]


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: a template with its variables, or bytes.

    ``path`` is relative to the output folder; ``source`` the content file it comes from, for messages.
    Variables and bytes may be a ``functools.partial`` of a module's own pure function: it is called only
    where the function or its arguments changed since the last build.
    """

    path: str
    template: str | None = None
    values: Variables | Deferred = field(default_factory=dict)
    data: bytes | Callable[[], bytes] | None = None
    source: str = ""

    @property
    def variables(self) -> Mapping[str, object]:
        values = self.values.make() if isinstance(self.values, Deferred) else self.values
        return values() if callable(values) else values

    @property
    def content(self) -> bytes | None:
        return self.data() if callable(self.data) else self.data


@dataclass(frozen=True, slots=True)
class Group:
    """Outputs that are looked for only where ``basis`` is not what it was in the last build; see ``Deferred``."""

    name: str
    basis: object
    make: Callable[[], Iterable[Output]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link in the content file ``path`` at ``line`` to the site's address ``target``, with or without ``#anchor``.

    Kept to be checked when everything is written.
    """

    path: str
    line: int
    target: str
