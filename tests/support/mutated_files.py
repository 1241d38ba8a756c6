"""Files that people write, with a few changes somewhere: each is read or refused, soon, and never ends otherwise.

Every change is made of its number alone, so that whatever is found can be tried again.
"""

import random
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orglint import rulebook, tables
from orglint.errors import OrglintError
from orglint.evaluate.lint.lint import find_warnings, warn_without_engine
from orglint.evaluate.lint.subject import group_trials
from orglint.rulebook import read_packs
from orglint.settings.waivers import read_waivers
from settings import waiver_files
from support.settings import read_settings

SECONDS = 2.0
"""Processor time that reading one file may take."""
LINT_SECONDS = 60.0
"""Processor time in which lint may judge the examples of one rule again and again."""

SETTINGS = """\
organizations:
  acme: {id: 9f1b2c34-0000-4000-8000-000000000001, key: env:ACME_KEY, max_age: 36h}
store: .orglint
rules: [bundled, ./rules]
profile: strict
settings: {domains: [a.example], break_glass: ["admin-1@a.example"]}
overrides:
  accounts/dormant: {params: {max_days: 60}, severity: high, owner: it-ops}
  "admins/*": {off: "one site, decided in SEC-12"}
known_values: {users.platformRoles: [atlassian/new-role]}
fail_on: medium
formats: [terminal, json=out/result.json]
"""
PACK = """\
name: ours
version: 1.2.3
replaces: [admins/count]
renamed: {old/one: x/one}
settings:
  partners: {type: list(string), meaning: "E-mail domains of partners, in lower case"}
  strict: {type: bool, meaning: Whether we mean it}
"""
ATTESTED = """\
title: Recovery was tried
severity: high
attest: true
why: Nobody can read it.
fix: Try it.
controls: {soc2: [A1.3]}
"""
_PIECES = (
    *("", "[", "]", "{", "}", ": ", "\n", "\n  ", "&a ", "*a", "!!x ", "\t", "\0", "\u00e9", "\ud800"),
    *("- ", "~", "? ", "|", ">-\n"),
    *("null", "1e400", "9" * 400, "-0", "2027-02-30", "'", '"', "#", "%", "---\n", "\x85", "\u202e", "<<: "),
    *("[" * 40, "(" * 300, "!" * 500, "{a: " * 40, "x" * 5_000),
)
_EXPRESSIONS = (
    *("users.exists(u, ", "users.filter(u, u.email == user.email).size()", ".map(x, x)", " && ", " || ", " ? ", "!"),
    *("params.max", "params.min", "settings.domains", "has(settings.partners)", "now", "days(9999999999)", "1 / 0"),
    *("'activ'", "user.statis", "''", "[1, 2].map(x, [1, 2].map(y, x * y))", ".matches('(a+)+$')", "{'a': 1}", "b'x'"),
    *("[[[[[[1]]]]]]", "9223372036854775807 + 1", "timestamp('0000')", " in ", " == ", "domain(", "cidrContains("),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what good ones say, where one is in a folder, and what reads it."""

    originals: tuple[str, ...]
    name: str
    read: Callable[[Path], object]
    pieces: tuple[str, ...] = _PIECES
    seconds: float = SECONDS


@cache
def list_kinds() -> Mapping[str, Kind]:
    """Return the kinds of files that people write."""
    bundled = rulebook.find_bundled_rules()
    rules = tuple((bundled / f"{it}.yaml").read_text("utf-8") for it in rulebook.list_ids([bundled]))
    return {
        "rule": Kind((*rules, ATTESTED), "rules/x/one.yaml", _read_rules, (*_PIECES, *_EXPRESSIONS)),
        "linted": Kind((*rules, ATTESTED), "rules/x/one.yaml", _lint_rules, _EXPRESSIONS, LINT_SECONDS),
        "pack": Kind((PACK,), "rules/pack.yaml", _read_pack),
        "settings": Kind((SETTINGS,), "orglint.yaml", lambda folder: read_settings(folder / "orglint.yaml")),
        "waivers": Kind((waiver_files.GOOD,), "waivers.yaml", _read_waivers),
    }


def mutate_text(number: int, kind: Kind) -> str:
    """Return a good file of a kind with one to four changes."""
    dice = random.Random(number)
    text = dice.choice(kind.originals)
    for _ in range(dice.randint(1, 4)):
        lines = text.splitlines(keepends=True) or [""]
        line = dice.randrange(len(lines))
        at, end = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        near = min(len(text), at + dice.choice([0, 1, 5, 30]))
        match dice.randrange(6):
            case 0:
                text = text[:at] + dice.choice(kind.pieces) + text[end if dice.random() < 0.2 else near :]
            case 1:
                lines[line] = lines[line] * dice.choice([0, 2, 50])
                text = "".join(lines)
            case 2:
                other = dice.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "".join(lines)
            case 3:
                lines[line] = " " * dice.randint(1, 3) + lines[line]
                text = "".join(lines)
            case _:
                text = text[:at] + dice.choice(kind.pieces) + text[near:]
    return text


def try_file(folder: Path, number: int, name: str) -> tuple[bool, str]:
    """Return whether a file with changes was read, and what went wrong, if anything did."""
    kind = list_kinds()[name]
    file = folder / kind.name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(mutate_text(number, kind).encode("utf-8", "surrogatepass"))
    began, was_read = time.process_time(), True
    try:
        kind.read(folder)
    except OrglintError as refusal:
        was_read = False
        if not str(refusal).strip():
            return False, f"{name} {number}: refused without a word"
    except Exception:  # noqa: BLE001 - whatever it is, it is what the search is for
        return False, f"{name} {number}: {traceback.format_exc()}"
    finally:
        file.unlink()
    took = time.process_time() - began
    return was_read, f"{name} {number}: took {took:.1f} s" if took > kind.seconds else ""


def _read_rules(folder: Path) -> None:
    known = tables.known_tables()
    for linted in group_trials(rulebook.load_per_setting(folder / "rules", known)):
        list(warn_without_engine(linted, known, {}))


def _lint_rules(folder: Path) -> None:
    known = tables.known_tables()
    find_warnings(rulebook.load_per_setting(folder / "rules", known), known)


def _read_pack(folder: Path) -> None:
    for pack in read_packs([folder / "rules"]):
        assert pack.name


def _read_waivers(folder: Path) -> None:
    read_waivers(folder / "waivers.yaml", waiver_files.RULES, tables.known_tables(), waiver_files.TODAY)
