"""Render what was concluded: one registry of formats, and a module for each kind of report that a format can hold.

A module that renders has `render(subject)`, `render(subject, layout)` if its format is for terminals, or
`render(subject, earlier)` if it continues the report that it replaces. It returns the report, a text that ends with a
line feed (the pieces of one, where it may be long) or bytes; if its format has several files a tuple of them, the
report first.
One that renders an overview has two members more, as the results of its snapshots are written while they come: `HEAD`,
what stands before them, and `render_part(result, *, first)`; there `render` returns what comes after the last. Asking
for one format never imports the library of another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, TypeAlias

from orglint.model.explanation import Explanation
from orglint.model.overview import Overview
from orglint.model.privacy import Privacy
from orglint.model.result import Result

Subject: TypeAlias = Result | Overview | Explanation
"""What a report is about; its class is the kind of the report."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report for people is laid out: cells in a line, whether in color, how many findings of a rule.

    Where lines do not `wrap` (in a file, in a pipe), nothing is shortened or left out for want of room. A `verbose`
    report names also what needs no attention. With `links`, the terminal shows those.
    """

    width: int = 100
    color: bool = False
    limit: int = 10
    wrap: bool = True
    verbose: bool = False
    links: bool = False


PLAIN = Layout()


Content: TypeAlias = str | bytes | Iterator[str]
"""A text, bytes, or the pieces of a text, which are made while they are written."""


class Output(NamedTuple):
    """One file of a report; `name` is empty for the report itself, else what stands for the ending of its file."""

    name: str
    content: Content


@dataclass(frozen=True, slots=True)
class Format:
    """One way to render: `modules` names one for each kind of report that it can hold.

    `ending` is that of a file that holds a report, `beside` are those of further files that the report comes with, such
    as `groups.csv` (`report.csv` comes with `report.groups.csv`). `stream` says that people read it at a terminal: only
    such a format has a layout. A format of several files may go to standard output if the first is of use `alone`. One
    that `continues` another report is handed that. `privacy` is what it shows of people unless somebody asks for more
    or less: where it is read by whoever can see a build, it names nobody. One that `looks_back` tells of
    earlier results.
    """

    name: str
    ending: str
    meaning: str
    modules: Mapping[type[Subject], str]
    begins: tuple[str, ...]
    also: tuple[str, ...] = ()
    stream: bool = False
    beside: tuple[str, ...] = ()
    alone: bool = False
    continues: bool = False
    privacy: Privacy = Privacy.IDS
    looks_back: bool = False

    def render_outputs(
        self, subject: Subject, layout: Layout = PLAIN, earlier: str = "", past: object = None
    ) -> tuple[Output, ...]:
        """Return the files of the report, itself first; of an overview, what comes after the last part.

        `earlier` is the report in whose place it will be, for a format that continues that one, and `past` what is
        known of earlier results, for one that looks back.
        """
        render = self._load_module(type(subject)).render
        more = (*([layout] if self.stream else []), *([earlier] if self.continues else []))
        more = (*more, *([past] if self.looks_back and past is not None else []))
        made = render(subject, *more)
        contents = made if isinstance(made, tuple) else (made,)
        return tuple(Output(name, content) for name, content in zip(("", *self.beside), contents, strict=True))

    def render(self, subject: Subject, layout: Layout = PLAIN) -> str:
        """Return the report itself as text that ends with a line feed, of a format that makes text."""
        content = self.render_outputs(subject, layout)[0].content
        assert not isinstance(content, bytes)
        return "".join(content)

    def render_head(self) -> str:
        """Return what comes before the first part of an overview."""
        return str(self._load_module(Overview).HEAD)

    def render_part(self, result: Result, *, first: bool) -> Content:
        """Return what one result adds to an overview."""
        part: Content = self._load_module(Overview).render_part(result, first=first)
        return part

    def _load_module(self, kind: type[Subject]) -> ModuleType:
        return import_module(f"{__name__}.{self.modules[kind]}")


FORMATS: Mapping[str, Format] = {
    it.name: it
    for it in (
        Format(
            "action-plan",
            "csv",
            "what to do, for a spreadsheet, with empty columns for who does it and until when; and the run",
            {Result: "csv.plan"},
            begins=(r'\ufeff"severity","rule"', r'\ufeff"name","value"\r\n"orglint"'),
            beside=("run.csv",),
            alone=True,
            privacy=Privacy.NAMES,
        ),
        Format(
            "bitbucket",
            "json",
            "a report of Bitbucket's Code Insights, annotations included",
            {Result: "bitbucket"},
            begins=(r'\{"report_id": "orglint-',),
        ),
        Format(
            "csv",
            "csv",
            "findings, rules and the run as tables for a spreadsheet",
            {Result: "csv.findings"},
            begins=(r'\ufeff"about","outcome"', r'\ufeff"bucket","outcome"', r'\ufeff"name","value"\r\n"orglint"'),
            beside=("rules.csv", "run.csv"),
            alone=True,
            privacy=Privacy.NAMES,
        ),
        Format(
            "github",
            "txt",
            "annotations of a GitHub workflow, for its log",
            {Result: "github"},
            begins=("::(error|warning|notice) ",),
        ),
        Format(
            "gitlab",
            "json",
            "a Code Quality report of GitLab",
            {Result: "gitlab"},
            begins=(r'\[\n \{"type": "issue", "check_name": ',),
        ),
        Format(
            "html",
            "html",
            "one page for a browser, which loads nothing from elsewhere",
            {Result: "html", Overview: "html.overview"},
            begins=("(?i)<!doctype html>",),
            privacy=Privacy.NAMES,
            looks_back=True,
        ),
        Format(
            "json",
            "json",
            "everything, for programs; described by result.schema.json",
            {Result: "json.result", Overview: "json.overview", Explanation: "json.explanation"},
            begins=(r'\{(\n )?"format": [0-9]',),
            privacy=Privacy.NAMES,
        ),
        Format(
            "junit",
            "xml",
            "a test case for each rule, for CI systems",
            {Result: "junit"},
            begins=(r'<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="orglint"',),
        ),
        Format(
            "markdown",
            "md",
            "a summary that fits a comment on a pull request",
            {Result: "markdown.result"},
            begins=("## orglint",),
        ),
        Format(
            "ocsf",
            "jsonl",
            "events of OCSF for a SIEM, one compliance finding a line",
            {Result: "ocsf"},
            begins=(r'\{"activity_id": ',),
            also=("json",),
        ),
        Format(
            "prometheus",
            "prom",
            "metrics for the textfile collector of node_exporter",
            {Result: "prometheus"},
            begins=("# HELP orglint_|# note: ",),
            continues=True,
        ),
        Format(
            "sarif",
            "sarif",
            "SARIF 2.1.0, for readers of static analysis",
            {Result: "sarif.full"},
            begins=(r'\{\n "\$schema": "https://docs\.oasis-open\.org/sarif/',),
            also=("json",),
        ),
        Format(
            "sarif-github",
            "sarif",
            "SARIF for GitHub code scanning: without waived findings, and what is undecided as alerts",
            {Result: "sarif.github"},
            begins=(r'\{\n "\$schema": "https://docs\.oasis-open\.org/sarif/',),
            also=("json",),
        ),
        Format(
            "terminal",
            "txt",
            "what needs attention, for people",
            {Result: "terminal.result", Overview: "terminal.overview", Explanation: "terminal.explanation"},
            begins=("orglint · ",),
            stream=True,
            privacy=Privacy.NAMES,
        ),
    )
}


def list_formats(kind: type[Subject]) -> tuple[str, ...]:
    """Return the names of the formats that can hold such a report."""
    return tuple(name for name, it in FORMATS.items() if kind in it.modules)
