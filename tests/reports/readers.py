"""Each format read back by somebody else's reader: what it says of a run, and all its text.

A reader fails on whatever acts in a report of its format: markup, formulas, commands, controls.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt
from prometheus_client.parser import text_string_to_metric_families

from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS, Layout
from reports.runner import read_log
from reports.test_csv import is_formula
from reports.test_inert import acts
from reports.trees import tree
from support.outputs import join_text

Files = Mapping[str, str]


class Told(NamedTuple):
    """What a report says of a run, under the names that facts have in the JSON, and all its words."""

    facts: Mapping[str, Any]
    text: str


def read_report(name: str, result: Result, width: int = 5_000) -> Told:
    """Render a result and read it back."""
    files = {
        output.name: join_text(output) for output in FORMATS[name].render_outputs(result, Layout(width, limit=1_000))
    }
    for text in files.values():
        allowed = "\r\n" if FORMATS[name].ending == "csv" else "\n"
        found = {it for it in set(text.removeprefix("\ufeff")) - set(allowed) if acts(it)}
        assert not found, f"{name} holds {sorted(map(ascii, found))}"
        assert text.encode()
    return READERS[name](files)


def find_strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from find_strings(item)


def flatten(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        if isinstance(item, dict):
            yield from flatten(item, f"{path}{name}.")
        else:
            yield f"{path}{name}", item


def read_json(files: Files) -> Told:
    document = json.loads(files[""])
    return Told(dict(flatten(document)), "\n".join(find_strings(document)))


def read_csv(files: Files) -> Told:
    tables = {}
    for name, text in files.items():
        assert text.startswith("\ufeff")
        tables[name] = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
        assert {len(row) for row in tables[name]} == {len(tables[name][0])}
        assert not [cell for row in tables[name] for cell in row if is_formula(cell)]
    facts = {row[0]: row[1] for row in tables["run.csv"][1:] if row[0] != "note"}
    return Told(facts, "\n".join(cell for rows in tables.values() for row in rows for cell in row))


def read_junit(files: Files) -> Told:
    root = ET.fromstring(files[""])
    facts = {it.attrib["name"]: it.attrib["value"] for it in root.iter("property")}
    words = [*(value for it in root.iter() for value in it.attrib.values()), *root.itertext()]
    return Told(facts, "\n".join(words))


ACTS = {
    *("html_block", "html_inline", "link_open", "image", "em_open", "s_open"),
    *("fence", "code_block", "hr", "blockquote_open"),
}


def read_markdown(files: Files) -> Told:
    tokens = [
        it
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(files[""])
        for it in (token, *(token.children or []))
    ]
    assert not ACTS & {token.type for token in tokens}
    plain = "\n".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"(?<!\w)@\w|#\d|://|\bwww\.", plain)
    said = [token.content for token in tokens if token.type in {"text", "code_inline"}]
    cells = said[said.index("fact") :]
    facts: dict[str, Any] = dict(zip(cells[2::2], cells[3::2], strict=True))
    names, numbers = (said[said.index(first) + 1 :] for first in ("rules that", "number"))
    rules = {
        name: int(number.replace(",", ""))
        for name, number in zip(names[: names.index("number")], numbers, strict=False)
    }
    facts |= {fact: rules[name.replace("-", " ")] for name, fact in BUCKETS.items()}
    facts["totals.rules.not-applicable"] = sum(rules[it] for it in ("not set up", "not in the plan", "not applicable"))
    totals = re.search(r"^\d[\d,]* rules?\b.*; .*$", plain, re.MULTILINE)
    assert totals
    facts |= {name: find_number(TOTALS[name], totals[0]) for name in TOTALS if name not in facts}
    return Told(facts, "".join(f"{it}\n" for it in said))


def find_number(pattern: str, text: str) -> int:
    found = re.findall(pattern, text)
    return int(found[0].replace(",", "")) if found else 0


SAMPLES = {
    "orglint_exit_code": "exit_code",
    "orglint_decided": "decided",
    "orglint_snapshot_complete": "snapshot.complete",
    "orglint_unknown_rows": "totals.unknown",
    "orglint_waived_rows": "totals.waived",
    "orglint_breaches": "totals.breaches",
}
BUCKETS = {
    "pass": "totals.rules.pass",
    "fail": "totals.rules.fail",
    "unknown": "totals.rules.unknown",
    "waived": "totals.rules.waived",
    "not-set-up": "totals.not_set_up",
    "off": "totals.off",
    "left-out": "left_out",
}


def read_prometheus(files: Files) -> Told:
    families = {it.name: it.samples for it in text_string_to_metric_families(files[""])}
    ((labels, _),) = [(it.labels, it.value) for it in families["orglint_info"]]
    times = {it: families[f"orglint_{it}_timestamp_seconds"][0].value for it in ("judged", "snapshot_taken")}
    facts: dict[str, Any] = {"orglint": labels["version"], "snapshot.id": labels["snapshot"]}
    facts |= {name: labels[name] for name in ("organization", "outcome", "fail_on", "rules_sha256", "settings_sha256")}
    facts |= {name: int(families[metric][0].value) for metric, name in SAMPLES.items()}
    rules = {it.labels["bucket"]: int(it.value) for it in families["orglint_rules"]}
    facts |= {name: rules[bucket] for bucket, name in BUCKETS.items()}
    aside = ("not-set-up", "not-in-plan", "not-applicable")
    facts["totals.rules.not-applicable"] = sum(rules[bucket] for bucket in aside)
    facts["totals.failed"] = sum(int(it.value) for it in families["orglint_failed_rows"])
    facts |= {"as_of": float(times["judged"]), "snapshot.taken_at": float(times["snapshot_taken"])}
    return Told(facts, files[""])


def read_sarif(files: Files) -> Told:
    (run,) = json.loads(files[""])["runs"]
    return Told(run["properties"]["orglint"], "\n".join(find_strings(run)))


def read_github(files: Files) -> Told:
    commands = read_log(files[""])
    assert {command.name for command in commands} <= {"error", "warning", "notice"}
    (run,) = [it for it in commands if it.properties["title"] == "orglint: Facts of this run"]
    facts = dict(re.findall(r"^([\w.-]+): ?(.*)$", run.data, re.MULTILINE))
    words = (text for it in commands for text in (*it.properties.values(), it.data))
    return Told(facts, "\n".join(words).replace("\n- ", "\n"))


def read_gitlab(files: Files) -> Told:
    issues = json.loads(files[""])
    return Told(issues[-1]["orglint"], "\n".join(find_strings(issues)))


def read_bitbucket(files: Files) -> Told:
    document = json.loads(files[""])
    return Told(document["orglint"], "\n".join(find_strings(document)))


def read_ocsf(files: Files) -> Told:
    events = [json.loads(line) for line in files[""].splitlines()]
    return Told(events[0]["unmapped"]["facts"], "\n".join(find_strings(events)))


def read_html(files: Files) -> Told:
    page = tree(files[""])
    assert page.all("img", "iframe", "object") == []
    packed = [it.attributes["type"] for it in page.all("script")[:-1]]
    assert set(packed) <= {"application/octet-stream"}
    (run,) = [it for it in page.all("dl") if it.attributes.get("class") == "prov run"]
    names, values = ([it.said() for it in run.all(tag)] for tag in ("dt", "dd"))
    return Told(dict(zip(names, values, strict=True)), page.said())


TERMINAL = {
    "organization": r"^organization (.*)$",
    "snapshot.id": r"^snapshot (\S.*), judged as of \S+ \S+ UTC,",
    "snapshot.taken_at": r"^snapshot (\S+ \S+ UTC), (?:every|\d+ of \d+) tables? whole(?:, \d+ \S+ not seen)?, judged ",
    "as_of": r"^snapshot \S.*, judged as of (\S+ \S+ UTC),",
    "exit_code": r"^Exit code (\d+): ",
    "orglint": r"^orglint (.*); snapshot (?:not )?complete, sealed ",
    "snapshot.sealed_at": r"; snapshot (?:not )?complete, sealed (\S+ \S+ UTC); rules ",
    "rules_sha256": r"; rules ([0-9a-f]{12}), settings [0-9a-f]{12}$",
    "settings_sha256": r"; rules [0-9a-f]{12}, settings ([0-9a-f]{12})$",
}
TOTALS = {
    "left_out": r"([\d,]+) more left out",
    "totals.off": r"([\d,]+) more off",
    "totals.not_set_up": r"([\d,]+) of them not set up",
    "totals.failed": r"; ([\d,]+) findings? \(",
    "totals.unknown": r"([\d,]+) rows? of unknown outcome",
    "totals.waived": r"findings?\b[^;]*, ([\d,]+) waived",
    **{f"totals.rules.{it}": rf"[:,] ([\d,]+) {it}\b(?=[^;]*;)" for it in ("pass", "fail", "unknown", "waived")},
    "totals.rules.not-applicable": r"[:,] ([\d,]+) not applicable",
    **{f"totals.failed_by_severity.{it}": rf"[(,] ?([\d,]+) {it}[,)]" for it in Severity},
}
IN_RULES = {
    "left_out": r"([\d,]+) more left out",
    "totals.off": r"([\d,]+) off",
    "totals.not_set_up": r"([\d,]+) not set up",
    **{f"totals.rules.{it}": rf"[:,] ([\d,]+) {it}\b" for it in ("pass", "fail", "unknown", "waived")},
    "totals.rules.not-applicable": r"([\d,]+) not applicable",
}
IN_FINDINGS = {
    "totals.failed": r"^(?:at least )?([\d,]+) findings?",
    "totals.unknown": r"; ([\d,]+) rows? unknown",
    "totals.waived": r"; ([\d,]+) waived",
    **{f"totals.failed_by_severity.{it}": rf"[:,] ([\d,]+) {it}\b" for it in Severity},
}


def read_terminal(files: Files) -> Told:
    text = files[""]
    facts: dict[str, Any] = {}
    for name, pattern in TERMINAL.items():
        found = re.search(pattern, text, re.MULTILINE)
        assert found, name
        facts[name] = found[1]
    first, rules, findings = text.splitlines()[:3]
    for line, patterns in ((rules, IN_RULES), (findings, IN_FINDINGS)):
        for name, pattern in patterns.items():
            facts[name] = find_number(pattern, line)
    facts["totals.rules.not-applicable"] += facts["totals.not_set_up"]  # told apart
    facts["totals.rules.not-applicable"] += find_number(r"([\d,]+) not in the plan", rules)
    facts["decided"] = facts["exit_code"] != "3"
    facts["outcome"] = first.rpartition(" · ")[2].partition(",")[0].lower()
    facts["snapshot.complete"] = "; snapshot complete, " in text
    return Told(facts, text)


READERS: Mapping[str, Callable[[Files], Told]] = {
    "action-plan": read_csv,
    "bitbucket": read_bitbucket,
    "csv": read_csv,
    "github": read_github,
    "gitlab": read_gitlab,
    "html": read_html,
    "json": read_json,
    "junit": read_junit,
    "markdown": read_markdown,
    "ocsf": read_ocsf,
    "prometheus": read_prometheus,
    "sarif": read_sarif,
    "sarif-github": read_sarif,
    "terminal": read_terminal,
}
