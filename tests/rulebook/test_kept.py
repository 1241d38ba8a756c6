"""Compiled rules that are kept are those that compiling makes, and nothing else is ever taken for them."""

import os
import pickle
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from orglint import rulebook, tables
from orglint.errors import RuleError
from orglint.rulebook import ParameterValues, SettingValues
from orglint.rulebook.kept import KeptRules
from orglint.rulebook.rule import CompiledRule

RULE = """
title: Roles are few
severity: low
table: users
params:
  most: {type: int, default: 3, meaning: Roles that somebody may have}
let:
  many: user.platformRoles.size() > params.most
require: "!many || user.email in settings.break_glass"
message: "{user.email} has {user.platformRoles.size()} roles"
why: Why.
fix: Fix.
examples:
  pass: [{platformRoles: []}]
  fail: [{platformRoles: [a, b, c, d], email: a@b.example, settings: {break_glass: []}}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "users").mkdir(parents=True)
    (tmp_path / "rules" / "users" / "few.yaml").write_text(RULE)
    return tmp_path / "rules"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "rules.bin"


def load(pack: Path, file: Path, *, follows: bytes = b"this", **given: Any) -> tuple[tuple[CompiledRule, ...], bool]:
    """Return the rules, and whether anything had to be compiled."""
    kept, before = KeptRules(file, follows), _read(file)
    rules = rulebook.load(pack, tables.known_tables(), kept=kept, **given)
    kept.save()
    return rules, _read(file) != before


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def describe(noun: Any) -> Any:
    """Return all that a rule consists of, apart from what is not kept."""
    if is_dataclass(noun):
        left = {"scope", "examples"}
        return {it.name: describe(getattr(noun, it.name)) for it in fields(noun) if it.name not in left}
    if isinstance(noun, Mapping):
        return {name: describe(value) for name, value in noun.items()}
    return [describe(it) for it in noun] if isinstance(noun, tuple | list) else noun


def test_what_is_kept_is_what_compiling_makes(file: Path, tmp_path: Path) -> None:
    # a process compiles a file once: another test may have had those that are bundled compiled
    bundled = shutil.copytree(rulebook.find_bundled_rules(), tmp_path / "bundled")
    compiled = rulebook.load(bundled, tables.known_tables())
    _, anew = load(bundled, file)
    found, again = load(bundled, file)
    assert (anew, again) == (True, False)
    kept = KeptRules(file, b"this")
    assert len(kept.names) == len(compiled) > 5
    assert describe(found) == describe(compiled)
    assert describe([it for name in kept.names for it in kept.find(name) or ()]) == describe(compiled)


CHANGES: Mapping[str, Callable[[Path], dict[str, Any]]] = {
    "the text": lambda pack: _write(pack, RULE.replace("severity: low", "severity: high")),
    "a space": lambda pack: _write(pack, f"{RULE} "),
    "a parameter": lambda _: {"overrides": ParameterValues({"users/few": {"most": 4}})},
    "a setting": lambda _: {"settings": SettingValues({"break_glass": ["a@b.example"]})},
    "another setting": lambda _: {"settings": SettingValues({"partners": ["b.example"]})},
}


def _write(pack: Path, text: str) -> dict[str, Any]:
    (pack / "users" / "few.yaml").write_text(text)
    return {}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_rule_follows_from_makes_it_compiled_anew(pack: Path, file: Path, change: str) -> None:
    load(pack, file)
    assert not load(pack, file)[1]
    given = CHANGES[change](pack)
    rules, anew = load(pack, file, **given)
    assert anew
    assert describe(rules) == describe(rulebook.load(pack, tables.known_tables(), **given))


def test_what_other_code_compiled_is_not_found(pack: Path, file: Path) -> None:
    load(pack, file)
    this = KeptRules(file, b"this").name_entry("a", b"b")
    others = [KeptRules(file, b"that").name_entry("a", b"b"), KeptRules(file, b"this").name_entry("ab", b"")]
    assert this not in others
    assert not any(KeptRules(file, b"this").find(it) for it in others)


def test_the_same_text_elsewhere_is_another_rule(pack: Path, file: Path) -> None:
    load(pack, file)
    moved = pack.rename(pack.with_name("others"))
    rules, anew = load(moved, file)
    assert anew
    assert rules[0].source == str(moved / "users" / "few.yaml")


def test_mistakes_are_never_kept(pack: Path, file: Path) -> None:
    _write(pack, RULE.replace("user.email in", "user.emial in"))
    for _ in range(2):
        with pytest.raises(RuleError, match="emial"):
            load(pack, file)
    assert not file.exists()


def _damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _link(file: Path) -> None:
    file.symlink_to(file.rename(file.with_name("elsewhere")))


DAMAGES: Mapping[str, Callable[[Path], object]] = {
    "a changed byte": _damage,
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "empty": lambda file: file.write_bytes(b""),
    "for others to write": lambda file: file.chmod(0o622),
    "for others to read": lambda file: file.chmod(0o644),
    "in a folder for others to write": lambda file: file.parent.chmod(0o777),
    "a link": _link,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_may_be_somebody_elses_is_not_read(pack: Path, file: Path, damage: str) -> None:
    load(pack, file)
    assert KeptRules(file, b"this").names
    DAMAGES[damage](file)
    assert not KeptRules(file, b"this").names
    assert load(pack, file)[0]


def test_a_pipe_in_its_place_does_not_block(pack: Path, file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert load(pack, file)[0]


def test_nobody_else_can_read_what_is_written(pack: Path, file: Path) -> None:
    load(pack, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [it.name for it in file.parent.iterdir()] == [file.name]


class Harm:
    """What runs a command when it is read by somebody careless."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


def test_what_is_no_rule_is_refused_and_does_nothing(pack: Path, file: Path, tmp_path: Path) -> None:
    mark = tmp_path / "harm"
    load(pack, file)
    (name,) = KeptRules(file, b"this").names
    inside = pickle.dumps({name: pickle.dumps((Harm(mark),))})
    for content in (inside, pickle.dumps(Harm(mark)), pickle.dumps([1]), pickle.dumps({1: 2}), b"x"):
        file.write_bytes(sha256(content).digest() + content)
        kept = KeptRules(file, b"this")
        assert [it for it in kept.names if kept.find(it)] == []
        assert not mark.exists()
    pickle.loads(pickle.dumps(Harm(mark)))
    assert mark.exists()


def test_nowhere_to_write_is_no_failure(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file, no folder")
    assert load(pack, tmp_path / "plain" / "rules.bin")[0]
