"""Rules that a statement decides: `attest: true` in place of a table."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from orglint import rulebook, tables
from orglint.errors import RuleError
from support.one_process import run

RULE = """\
title: Restoring was tried
severity: high
attest: true
why: A backup that nobody restored is a hope.
fix: Restore a project to a test site, and note what was missing.
controls: {soc2: [A1.3]}
"""


def written(folder: Path, text: str = RULE) -> Path:
    (folder / "recovery").mkdir(exist_ok=True)
    (folder / "recovery" / "tried.yaml").write_text(text)
    return folder


def test_a_rule_that_is_attested_reads_nothing(tmp_path: Path) -> None:
    (rule,) = rulebook.load(written(tmp_path), tables.known_tables())
    assert rule.plain.attest
    assert (rule.reads, rule.counts, rule.asks, rule.is_judged) == (frozenset(), frozenset(), frozenset(), False)
    assert rule.plain.controls == {"soc2": ("A1.3",)}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("attest: true", "attest: false"), ":3:9: attest must be true, it is false"),
        (("attest: true", "attest: 1"), ":3:9: attest must be true, it is 1"),
        (("attest: true", "attest: true\ntable: users"), ":4:8: table has no meaning beside attest"),
        (("attest: true", "attest: true\nrequire: 'true'"), ":4:11: require has no meaning beside attest"),
        (("attest: true", "attest: true\nexamples: {}"), ":4:11: examples has no meaning beside attest"),
        (("controls: {soc2: [A1.3]}\n", ""), ":1:1: a rule needs controls"),
        (("attest: true", "atest: true"), ":3:8: there is no key atest; did you mean attest?"),
    ],
)
def test_its_mistakes_have_places(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    with pytest.raises(RuleError) as caught:
        rulebook.load(written(tmp_path, RULE.replace(*change)), tables.known_tables())
    assert expected in str(caught.value)


def test_it_lints_tests_and_is_shown(tmp_path: Path) -> None:
    packs = ("--only-rules", str(written(tmp_path)))

    def orglint(*words: str) -> CompletedProcess[str]:
        return run((*words, *packs), None, {})

    assert orglint("rules", "lint").stdout == "no mistakes: 1 rule with 0 examples\n"
    assert orglint("rules", "test").returncode == 0
    shown = orglint("rules", "show", "recovery/tried").stdout
    assert "severity high, profile recommended, decided by a statement" in shown
    assert "Restore a project to a test site" in shown
    assert "state it   orglint waivers attest recovery/tried --holds" in shown
    assert "where" not in shown
    assert "a statement decides recovery/tried" in orglint("rules", "show", "recovery/tried", "--sql").stdout
