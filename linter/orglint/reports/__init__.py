"""Render results: one module for each format, and the table of formats.

Asking for one format never imports the library of another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from orglint.model.result import Result


@dataclass(frozen=True, slots=True)
class Format:
    """One way to render a result; `ending` is that of a file that holds it.

    `stream` says that people read it at a terminal: only such a format has a width, colors and a limit of subjects.
    """

    name: str
    ending: str
    meaning: str
    stream: bool = False

    def render(self, result: Result, *, width: int = 100, color: bool = False, limit: int = 10) -> str:
        """Return the whole report as text that ends with a line feed."""
        options = {"width": width, "color": color, "limit": limit} if self.stream else {}
        text: str = import_module(f"{__name__}.{self.name}").render(result, **options)
        return text


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format("html", "html", "one page for a browser, which loads nothing from elsewhere"),
        Format("json", "json", "everything, for programs; described by result.schema.json"),
        Format("terminal", "txt", "what needs attention, for people", stream=True),
    )
}
