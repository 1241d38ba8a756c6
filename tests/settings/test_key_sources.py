"""Where an API key comes from: every kind of place, and what a file of a repository must not name."""

import sys
import time
from pathlib import Path

import pytest

from orglint.documents.json_schema import SchemaValidator
from orglint.errors import CollectError, UsageError
from orglint.settings.key_command import run_key_command
from orglint.settings.key_source import KeySource, parse_key_source
from orglint.settings.keyring_key import read_from_keyring
from orglint.settings.shape import config_check

KEY = "ATCTT3xFfGN0-key-of-the-test"


def source(written: str) -> KeySource:
    found = parse_key_source(written)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("env:ORGLINT_API_KEY", True),
        ("env:ORGLINT_API_KEY_ACME", True),
        ("env:ACME_KEY", False),
        ("env:GITHUB_TOKEN", False),
        ("env:ORGLINT_PROXY", False),
        ("env:MY_ORGLINT_API_KEY", False),
        ("file:key", False),
        ("file:-", False),
        ("credential:orglint-api-key", True),
        ("credential:orglint.api_key.acme", True),
        ("credential:orglint-archive-key", False),
        ("credential:database", False),
        ("credential:orglinted", False),
        ("keyring:orglint/acme", True),
        ("keyring:orglint.example/acme", False),
        ("keyring:login/ann", False),
        ("cmd:orglint-key", False),
    ],
)
def test_a_place_is_ours_by_its_name(written: str, *, ours: bool) -> None:
    assert (str(source(written)), source(written).is_ours) == (written, ours)


@pytest.mark.parametrize(
    "written",
    [KEY, "", "env:", "env:A B", "env:A\n", "vault:x", "credential:../x", "credential:", "keyring:x", "cmd: "],
)
def test_anything_else_is_no_place_for_the_tool_and_for_the_schema(written: str) -> None:
    assert parse_key_source(written) is None
    assert SchemaValidator(config_check().schema).find_first_misfit({"key": written}) == "key"


@pytest.mark.parametrize("written", ["env:A", "file:a b", "file:-", "credential:a.b-c", "keyring:a/b/c", "cmd:a  b"])
def test_the_schema_allows_what_the_tool_reads(written: str) -> None:
    assert source(written)
    assert SchemaValidator(config_check().schema).find_first_misfit({"key": written}) is None


def run(code: str, *, timeout: float = 20) -> str:
    return run_key_command(f'"{sys.executable}" -Sc "{code}"', {"A": "b"}, "nothing was done", timeout=timeout)


def test_the_first_line_that_a_command_prints_is_the_key_and_no_shell_reads_it() -> None:
    assert run(f"print(' {KEY} '); print('user: ann')") == KEY
    assert run("import os; print('$HOME;', os.environ['A'], len(os.environ) < 4)") == "$HOME; b True"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (f"import sys; print('{KEY}'); print('{KEY}', file=sys.stderr); sys.exit(3)", "ended with 3"),
        (f"print(); print('{KEY}')", "printed an empty line"),
        (f"import sys; sys.stderr.write('{KEY}')", "printed an empty line"),
        ("print('x' * 70000)", "printed more than 64 KiB"),
        ("import os; os.kill(os.getpid(), 9)", "ended with -9"),
    ],
)
def test_a_command_that_fails_gives_no_key_and_nothing_of_it_is_shown(code: str, problem: str) -> None:
    with pytest.raises(CollectError) as caught:
        run(code)
    assert problem in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_command_that_takes_too_long_ends_with_all_that_it_started() -> None:
    begun = time.monotonic()
    with pytest.raises(CollectError, match="took too long"):
        run("import subprocess as s; s.run(['sleep', '60'])", timeout=0.3)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("written", ["/no/such/helper", "helper 'unended"])
def test_a_command_that_cannot_start_is_told(written: str) -> None:
    with pytest.raises(UsageError, match=r"cannot start|does not end"):
        run_key_command(written, {}, "nothing was done")


def test_the_keyring_is_asked_for_the_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"(?s)without the library keyring.*orglint\[keyring\]"):
        read_from_keyring("orglint/acme", "nothing was done")
    (tmp_path / "keyring").mkdir()
    (tmp_path / "keyring" / "errors.py").write_text(
        "class KeyringError(Exception): pass\nclass Locked(KeyringError): pass\n"
    )
    (tmp_path / "keyring" / "__init__.py").write_text(
        "from keyring.errors import Locked\n"
        "def get_password(service, name):\n"
        f"    if name == 'locked': raise Locked('{KEY}')\n"
        f"    return ' {KEY} ' if (service, name) == ('orglint', 'a/b') else None\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    try:
        assert read_from_keyring("orglint/a/b", "nothing was done") == KEY
        with pytest.raises(UsageError, match=r"(?s)has no entry orglint/none.*keyring set orglint none"):
            read_from_keyring("orglint/none", "nothing was done")
        with pytest.raises(UsageError, match=r"could not be read \(Locked\)") as caught:
            read_from_keyring("orglint/locked", "nothing was done")
        assert KEY not in str(caught.value)
    finally:
        for name in ("keyring", "keyring.errors"):
            sys.modules.pop(name, None)
