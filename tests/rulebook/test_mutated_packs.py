"""Whatever somebody does to a `pack.yaml`, it is read or refused at a place: nothing else ever happens."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orglint import rulebook
from orglint.errors import RuleError
from support import stores

PACK = """\
name: ours
version: 1.2.3
requires: ">=0.1,<1"
replaces: [admins/count, accounts/dormant]
renamed:
  users/in-use: users/active
  users/old: users/busy
settings:
  offices: {type: list(string), values: [se, dk], meaning: Countries with an office}
  partners: {type: list(string), meaning: "Partners, as the bundled rules have them"}
"""
PIECES = [
    *("&a", "*a", "<<: ", "!!python/object:os.system", "? ", "- ", "{", "}", "[", "]", ": ", "#", "'", '"', "|", ">"),
    *("null", "~", "true", "0x7f", "1e999", "-1", "2026-02-30", "''", "[]", "{}", "\0", "\u2028", "\ud800", "\x1b[31m"),
    *("replaces", "renamed", "requires", "settings", "name", "users/active", "admins/count", "../../etc/passwd", "*"),
    *(">=0", "===", "==1.*.*", ">=" + "9" * 400, "~=1", "!=0.1.0", "list(list(string))", "a/" * 300, "\t"),
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pack that has every rule that its file names."""
    folder = stores.rules(tmp_path_factory.mktemp("pack"), active="high", busy="low")
    for name in ("admins/count", "accounts/dormant"):
        (folder / name).parent.mkdir()
        (folder / f"{name}.yaml").write_text((folder / "users/busy.yaml").read_text())
    return folder


def mutate(chance: Random) -> str:
    """Return the file with one to four changes."""
    text = PACK
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 1, 4, 30]))
        change = chance.choice(["cut", "piece", "piece", "twice", "move"])
        other = chance.randrange(len(text) + 1)
        new = {
            "cut": "",
            "piece": chance.choice(PIECES),
            "twice": text[start:end] * 2,
            "move": text[other : other + 12],
        }
        text = text[:start] + new[change] + text[end:]
    return text


def read(pack: Path, text: str) -> rulebook.RuleIndex | RuleError:
    (pack / "pack.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return rulebook.read_index([rulebook.find_bundled_rules(), pack])
    except RuleError as error:
        return error


def test_the_file_is_read_as_it_is_written(pack: Path) -> None:
    found = read(pack, PACK)
    assert isinstance(found, rulebook.RuleIndex)
    assert [(it.id, it.pack, it.instead_of) for it in found.replaced] == [
        (name, "ours", "bundled") for name in ("accounts/dormant", "admins/count")
    ]


@settings(max_examples=200, deadline=2000)
@given(st.integers(0, 2**32).map(Random))
def test_a_changed_file_is_read_or_refused_at_its_place(pack: Path, chance: Random) -> None:
    found = read(pack, mutate(chance))
    if isinstance(found, RuleError):
        assert found.exit_code == 2
        assert all(it.file.startswith(str(pack)) or "two rules have the id" in it.text for it in found.mistakes)
        assert len(str(found)) < 20_000
    else:
        assert {it.id for it in found.replaced} <= {"accounts/dormant", "admins/count"}
