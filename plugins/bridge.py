"""Pelican ⇄ values: the one place that reads Pelican's context, gathers problems and writes files.

Adapters put values into the context in ``generate_context`` and hand ``Output``s to ``write`` in
``generate_output``; problems go through ``report`` and stop the run in ``finish``, all together.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateAssertionError, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

from plugins.problem import Problem, ProblemsFound
from plugins.outputs import Group, Output, Reference
from plugins.site_data import Content
from plugins.values import Article

_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(slots=True)
class Run:
    """What one run has gathered so far."""

    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)  # output path → source
    linked: dict[str, str] = field(default_factory=dict)  # address → first page that links to it
    environment: Environment | None = None
    files: dict[str, str] = field(default_factory=dict)  # address as written → output file, "" outside the site
    globals: dict[str, object] = field(default_factory=dict)
    filters: dict[str, object] = field(default_factory=dict)


def run(context: dict) -> Run:
    """The state of the run that *context* belongs to."""
    return context.setdefault("nhiemky", Run())


def content(context: dict) -> Content:
    """The content folder as read; the reader's adapter put it there."""
    return context["content"]


def report(context: dict, problems: Iterable[Problem]) -> None:
    """Remember *problems*; ``finish`` raises them together. Notices are kept for the account."""
    run(context).problems.extend(problems)


def refer(context: dict, references: Iterable[Reference]) -> None:
    """Remember links written in content files, to be checked against what was written."""
    run(context).references.extend(references)


def template_names(context: dict, globals: Mapping[str, object], filters: Mapping[str, object]) -> None:
    """Add *globals* and *filters* to what every template can use."""
    state = run(context)
    state.globals.update(globals)
    state.filters.update(filters)
    state.environment = None


def environment(context: dict) -> Environment:
    """The templates: ours alone, so that Pelican's fallback theme can never show."""
    state = run(context)
    if state.environment is None:
        made = Environment(
            loader=FileSystemLoader(Path(context["THEME"]) / "templates"),
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )
        made.globals.update(state.globals)
        made.filters.update(state.filters)
        state.environment = made
    return state.environment


def write(generator, outputs: Iterable[Output | Group]) -> None:
    """Render *outputs* and write them into the run's output folder; the engine, where it is there, makes only what it must.

    A fault of a template becomes a problem of that template's file and line; the rest goes on.
    """
    context = generator.context
    engine = context.get("engine")
    if engine is not None:
        engine.pages.add(outputs)
        return
    state, root = run(context), Path(generator.output_path)
    for output in _flat(outputs):
        if output.path in state.written:
            twice(context, output)
            continue
        state.written[output.path] = output.source
        if output.data is not None:
            data = output.content
        else:
            text, problem = rendered(context, output)
            if problem is not None:
                state.problems.append(problem)
                continue
            if output.path.endswith(".html"):
                for file in linked_files(context, text):
                    state.linked.setdefault(address_of(file), output.path)
            data = text.encode("utf-8")
        target = root / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _flat(outputs: Iterable[Output | Group]) -> Iterator[Output]:
    for one in outputs:
        if isinstance(one, Group):
            yield from _flat(one.make())
        else:
            yield one


def rendered(context: dict, output: Output) -> tuple[str, Problem | None]:
    """The page's text, or what is wrong with its template."""
    try:
        return environment(context).get_template(output.template).render(output.variables), None
    except TemplateError as error:
        return "", _template_problem(error, output)
    except Exception as error:
        if _place(error)[2]:  # the template's own line does what cannot be done; a fault in our code stays one
            return "", _template_problem(error, output)
        raise


def per_article(context: dict, function: Callable, articles: Iterable[Article], *arguments: object) -> list:
    """``[function(article, *arguments) for article in articles]``, remembered between builds and made over all cores.

    *function* is a module's own, pure, and gives what can be pickled. It may read the article's ``html`` and ``text``,
    which are fetched only where it is called.
    """
    engine = context.get("engine")
    if engine is not None:
        return engine.per_article(function, articles, arguments)
    return [function(article, *arguments) for article in articles]


def remembered(context: dict, name: str, basis: object, make: Callable[[], object]) -> object:
    """``make()``, remembered between builds under *name*: made again only where *basis* is not what it was.

    *basis* holds everything that it could be made of, and may hold more; what is made can be pickled.
    """
    engine = context.get("engine")
    return engine.remembered(name, basis, make) if engine is not None else make()


def with_html(context: dict, article: Article, function: Callable, *arguments: object) -> Article:
    """*article* with ``function(html, *arguments)`` as its HTML, worked out when somebody asks for it."""
    engine = context.get("engine")
    if engine is not None:
        return engine.with_html(article, function, arguments)
    return replace(article, html=function(article.html, *arguments))


def faces(context: dict, articles: Iterable[Article]) -> dict[str, bytes]:
    """For each path of *articles* what stands for all that lists can show of it: front matter, or everything where a
    text without a lead is quoted. Equal bytes: nothing of it has changed. {} without the engine, which would ask in vain.
    """
    engine = context.get("engine")
    return {a.path: engine.face(a) if a.summary else engine.digest(a) for a in articles} if engine is not None else {}


def twice(context: dict, output: Output) -> None:
    """Report that *output* has the path of another, unless the reader has told already that their sources are in each other's way."""
    state = run(context)
    before = state.written[output.path]
    sources = tuple(f"/{source}" for source in (output.source, before) if source)
    if any(not p.notice and f"/{p.path}".endswith(sources) for p in state.problems):
        return
    where = f"{Path(context['PATH']).name}/{output.source}" if output.source else output.path
    state.problems.append(Problem(where, message=f"hai nơi cùng tạo ra trang '{output.path}'", hint=f"đổi slug; trang kia: {before}" if before else "đổi slug"))


def _template_problem(error: Exception, output: Output) -> Problem:
    name, line, _ = _place(error)
    parts = Path(name).parts
    place = "/".join(parts[parts.index("theme"):]) if "theme" in parts else (Path(name).name or str(output.template))
    return Problem(place, line, 0, _fault(error), f"sửa mẫu '{output.template}'")


def _place(error: Exception) -> tuple[str, int, bool]:
    """The template and line in which *error* arose, and whether nothing else was called from there."""
    name, line, innermost = getattr(error, "filename", None) or "", getattr(error, "lineno", None) or 0, False
    step = error.__traceback__
    while step is not None:  # Jinja's traceback names the template's own lines
        file = step.tb_frame.f_code.co_filename
        if innermost := file.endswith((".html", ".xml", ".txt")):
            name, line = file, step.tb_lineno
        step = step.tb_next
    return name, line, innermost


def _fault(error: Exception) -> str:
    """What is wrong with a template; Jinja's own words where they say more than a name."""
    named = re.findall(r"'([^']*)'", str(error))
    if isinstance(error, TemplateNotFound):
        return f"không có mẫu trang '{error.name}'"
    if isinstance(error, TemplateAssertionError) and named:
        return f"mẫu trang dùng bộ lọc, phép thử hoặc khối không có: '{named[-1]}'"
    if isinstance(error, TemplateSyntaxError):
        return f"mẫu trang sai cú pháp: {error.message}"
    if isinstance(error, UndefinedError) and named:
        return f"mẫu trang dùng tên không có: '{named[-1]}'"
    return f"mẫu trang lỗi: {type(error).__name__}: {error}"


def linked_files(context: dict, html: str) -> Iterator[str]:
    """The output files that *html* links to, each once."""
    known = run(context).files
    for target in dict.fromkeys(_targets(html)):
        file = known.get(target)
        if file is None:
            inside = target.startswith("/") and not target.startswith("//")
            file = known[target] = _file_of(unescape(target), prefix_of(context)) if inside else ""
        if file:
            yield file


def _targets(html: str) -> Iterator[str]:
    """What every ``href`` and ``src`` holds; cutting the text is much quicker than a pattern."""
    for attribute in ('href="', 'src="'):
        before, *parts = html.split(attribute)
        for part in parts:
            if before[-1:].isspace():
                yield part.partition('"')[0]
            before = part


def prefix_of(context: dict) -> str:
    """The path under which the site stands: "" or "/y"."""
    return urlsplit(context["SITEURL"]).path.rstrip("/")


def _file_of(address: str, prefix: str) -> str:
    """The output file that *address* names: ``/tin/x/`` is ``tin/x/index.html``."""
    path = unquote(urlsplit(address).path)
    path = path.removeprefix(prefix).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def address_of(file: str) -> str:
    """
    >>> address_of("tin/x/index.html"), address_of("feed.xml")
    ('/tin/x/', '/feed.xml')
    """
    return "/" + file.removesuffix("index.html") if file == "index.html" or file.endswith("/index.html") else "/" + file


def finish(context: dict) -> None:
    """Check every link against what was written, then raise ``ProblemsFound`` if anything is wrong."""
    state = run(context)
    named, anchors = set(), {}
    for reference in state.references:
        address, _, anchor = reference.target.partition("#")
        file = _file_of(address, "")
        named.add(file)
        if file not in state.written:
            state.problems.append(Problem(reference.path, reference.line, 0, f"liên kết '{reference.target}' không dẫn tới trang nào", "sửa địa chỉ hoặc bỏ liên kết"))
            continue
        if anchor and file not in anchors:
            anchors[file] = set(_ID.findall(_page(context, file)))
        if anchor and anchor not in anchors[file]:
            state.problems.append(Problem(reference.path, reference.line, 0, f"trang '{address}' không có chỗ nào tên '#{anchor}'", "sửa phần sau dấu #"))
    for address, page in state.linked.items():
        file = _file_of(quote(address), "")
        if file not in state.written and file not in named and not any(p for p in state.problems if not p.notice):
            state.problems.append(Problem(state.written[page] or page, message=f"trang '{page}' dẫn tới '{address}' nhưng không có trang ấy", hint="sửa mẫu trang hoặc dữ liệu"))
    stopping = [p for p in state.problems if not p.notice]
    if stopping:
        raise ProblemsFound(stopping)


def _page(context: dict, file: str) -> str:
    """The text of a page of this run; one that was not made again lies where readers see it."""
    engine = context.get("engine")
    folders = [Path(context["OUTPUT_PATH"])] + ([engine.live] if engine is not None else [])
    found = next((folder / file for folder in folders if (folder / file).is_file()), None)
    return found.read_text(encoding="utf-8") if found else ""
