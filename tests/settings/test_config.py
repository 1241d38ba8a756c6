"""`orglint.yaml` is read strictly: every mistake at once, at its place, and nothing that leads elsewhere."""

import os
import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from orglint.errors import RuleError, UsageError
from orglint.model.rule import Severity
from orglint.settings import Config, find_config, load_config_schema
from support.settings import read_settings

WHOLE = """\
organization: 9f1b2c34-0000-4000-8000-000000000001
store: .orglint
rules: [bundled, ./rules]
overrides:
  accounts/dormant: {params: {max_days: 60}, severity: high, owner: it-ops}
  "workspaces/*": {off: "one site, decided in SEC-12"}
known_values: {users.platformRoles: [atlassian/new-role]}
fail_on: medium
max_age: 36h
formats: [terminal, json=out/result.json]
key: env:ACME_KEY
"""

SEVERAL = """\
organizations:
  acme: {id: 9f1b2c34-0000-4000-8000-000000000001, key: "cmd:vault read -field=key", max_age: 36h}
  beta:
    id: 9f1b2c34-0000-4000-8000-000000000002
    key: keyring:orglint/beta
    store: beta
    settings: {domains: [beta.example]}
    overrides: {accounts/dormant: {off: "moved, SEC-13"}}
    waivers: beta.yaml
settings: {domains: [a.example]}
overrides: {"accounts/*": {owner: it-ops}}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "orglint.yaml"
    file.write_text(text)
    return file


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read_settings(written(folder, text))
    return [f"{it.line}:{it.column}: {it.text}" for it in caught.value.mistakes]


def test_all_that_it_says_is_read(tmp_path: Path) -> None:
    config = read_settings(written(tmp_path, WHOLE))
    assert config.packs == (True, (tmp_path / "rules",))
    assert config.known_values == ("users.platformRoles=atlassian/new-role",)
    dormant, workspaces = config.overrides
    assert (dormant.params, dormant.severity, dormant.owner, dormant.line) == (
        {"max_days": 60},
        Severity.HIGH,
        "it-ops",
        5,
    )
    assert (workspaces.pattern, workspaces.off) == ("workspaces/*", "one site, decided in SEC-12")
    assert config.name_place("fail_on") == f"{tmp_path}/orglint.yaml:8"
    assert config.resolve(config.values["store"]) == tmp_path / ".orglint"


def test_a_file_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    config = read_settings(written(tmp_path, "{}"))
    assert (config.values, config.overrides, config.packs) == ({}, (), (True, ()))


def test_no_file_says_nothing() -> None:
    assert Config().packs == (True, ())


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("fail_on: medum", '1:10: fail_on is one of info, low, medium, high, critical, not "medum"'),
        ("organisation: a", "1:15: there is no key organisation; did you mean organization?"),
        ("overrides: {a: {of: x}}", "1:21: there is no key of; did you mean off?"),
        ("overrides: {a: {off: ''}}", '1:23: overrides.a.off must be some words in one line, it is ""'),
        ("overrides: {a: {off: true}}", "1:22: overrides.a.off must be text, it is true"),
        ("max_age: 2w", '1:10: max_age must be a length of time such as 30s, 90m, 24h or 7d, it is "2w"'),
        ("max_age: 36", "1:10: max_age must be text, it is 36"),
        ("rules: []", "1:8: rules is empty: it needs at least 1"),
        ("rules: bundled", '1:8: rules must be a list, it is "bundled"'),
        ("formats: [json=../x.json]", "1:11: ../x.json is not below the folder of this file; name it with an option"),
        ("key: vault:read", "1:6: key must be env:NAME, file:PATH, credential:NAME"),
        ("key: 'env:'", "1:7: key must be env:NAME, file:PATH, credential:NAME"),
        ("- a", "1:1: orglint.yaml must be keys with values"),
        ("fail_on: low\nfail_on: high", "2:1: fail_on stands here twice"),
        ("a: &x 1", "1:4: anchors and aliases are not allowed: write it out"),
        ("", "1:1: is empty"),
        ("# nothing yet", "1:1: is empty"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, text)
    assert found.startswith(mistake)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, "fail_on: x\nmax_age: y\nrules: 1\nno: 2\n")) == 4


@pytest.mark.parametrize("out", ["/etc", "..", "../elsewhere", "a/../../b", "link/x", "loop"])
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path, out: str) -> None:
    """Whoever can open a pull request writes this file."""
    home = tmp_path / "repository"
    home.mkdir()
    (home / "link").symlink_to(tmp_path)
    (home / "loop").symlink_to(home / "loop")
    for text in (f"store: {out}", f"rules: [{out}]", f"formats: [json={out}/r.json]"):
        (found,) = mistakes(home, text)
        assert "is not below the folder of this file" in found


def test_a_folder_below_may_have_any_name(tmp_path: Path) -> None:
    config = read_settings(written(tmp_path, "store: a/../b\nrules: [./..c]\nformats: [json=-, html=x.html]"))
    assert config.packs == (False, (tmp_path / "..c",))


def test_it_is_found_in_a_repository_from_any_folder_of_it(tmp_path: Path) -> None:
    inside = tmp_path / "repository" / "a" / "b"
    inside.mkdir(parents=True)
    above = written(tmp_path, "fail_on: low")
    assert find_config(inside) is None
    (tmp_path / "repository" / ".git").mkdir()
    assert find_config(inside) is None  # the one above is of nobody here
    mine = written(tmp_path / "repository", "fail_on: low")
    assert find_config(inside) == mine
    assert find_config(tmp_path) == above


def test_outside_of_a_repository_only_the_working_directory_is_looked_at(tmp_path: Path) -> None:
    written(tmp_path, "fail_on: low")
    (tmp_path / "a").mkdir()
    assert find_config(tmp_path / "a") is None


@pytest.mark.parametrize("name", ["orglint.yml", ".orglint.yaml", "Orglint.yaml", "ORGLINT.YML"])
def test_a_name_that_is_nearly_right_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("fail_on: low")
    with pytest.raises(UsageError, match="is not read"):
        find_config(tmp_path)


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("k{}: 1", ""),
        (' "r{}": {{severity: x}}', "overrides:\n"),
        (' "r{}": {{severty: low}}', "overrides:\n"),
        (' "p{}": [1]', "known_values:\n"),
        (" - !x a{}", "rules:\n"),
    ],
)
def test_of_a_mistake_in_each_line_no_more_are_told_than_somebody_reads(tmp_path: Path, line: str, head: str) -> None:
    text = head + "".join(f"{line.format(number)}\n" for number in range(3_000))
    (tmp_path / "orglint.yaml").write_text(text)
    with pytest.raises(RuleError) as caught:
        read_settings(tmp_path / "orglint.yaml")
    told = str(caught.value).splitlines()
    assert len(told) == 201
    lines = [it.line for it in caught.value.mistakes]
    assert lines == sorted(lines)
    more = "and 2,800 more mistakes" if "!x" in line else "there are more than 200 mistakes in this file: the next one"
    assert more in told[-1]


def test_200_mistakes_are_told_and_no_more_are_announced(tmp_path: Path) -> None:
    (tmp_path / "orglint.yaml").write_text("".join(f"k{number}: 1\n" for number in range(200)))
    with pytest.raises(RuleError) as caught:
        read_settings(tmp_path / "orglint.yaml")
    assert len(str(caught.value).splitlines()) == len(caught.value.mistakes) == 200
    assert "more than" not in str(caught.value)


def test_the_schema_says_of_each_key_what_it_means() -> None:
    assert [key for key, said in load_config_schema()["properties"].items() if "description" not in said] == []


@pytest.mark.parametrize("seed", range(10))
def test_a_mutated_file_is_read_or_refused_and_nothing_else(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(30):
        text = mutated(dice, dice.choice([WHOLE, SEVERAL]))
        file = tmp_path / "orglint.yaml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        began = time.monotonic()
        with suppress(RuleError):
            read_settings(file)
        assert time.monotonic() - began < 20  # a hang, not a measure


PIECES = ("", "[", "{", ": ", "\n", "&a ", "*a", "!!x", "\t", "\0", "é", "\ud800", "- ", "~")


def mutated(dice: random.Random, text: str) -> str:
    """Return a text with a few pieces of it changed."""
    for _ in range(dice.randint(1, 4)):
        at, end = sorted(dice.randrange(len(text)) for _ in range(2))
        piece = dice.choice([*PIECES, text[at:end], text[at:end] * 2])
        text = text[:at] + piece + text[dice.choice([at, end, at + 1]) :] or "x"
    return text


@pytest.mark.parametrize("key", ["abcdefgh0123456789", "env:abcdefgh-0123456789", "{abcdefgh: 0123456789}"])
def test_no_message_holds_what_stands_in_the_place_of_a_key(tmp_path: Path, key: str) -> None:
    for text in (f"key: {key}", f"proxy: [{key}]"):
        assert not [it for it in mistakes(tmp_path, text) if "abcdefgh" in it]


def test_no_message_holds_what_a_file_says_that_is_no_settings(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "abcdefgh0123456789") == ["1:1: orglint.yaml must be keys with values"]


def test_a_link_that_leads_out_is_read_only_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password: abcdefgh\n")
    (tmp_path / "home").mkdir()
    link = tmp_path / "home" / "orglint.yaml"
    link.symlink_to(tmp_path / "secret")
    with pytest.raises(RuleError, match="is a link that leads out of its folder"):
        read_settings(link)
    (tmp_path / "secret").write_text("fail_on: low\n")
    assert read_settings(link, named=True).values == {"fail_on": "low"}


def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "orglint.yaml")
    with pytest.raises(RuleError, match="it is no plain file"):
        read_settings(tmp_path / "orglint.yaml")
    with pytest.raises(RuleError, match="it is no plain file"):
        read_settings(Path("/dev/zero"), named=True)


@pytest.mark.parametrize("blank", ["'   '", '"\\u00a0"', '"\\u200b"', '"\\u2800"', "'--'"])
def test_a_reason_has_words(tmp_path: Path, blank: str) -> None:
    for name in ("off", "owner"):
        (found,) = mistakes(tmp_path, f"overrides: {{a: {{{name}: {blank}}}}}")
        assert f"overrides.a.{name} must be some words in one line" in found


@pytest.mark.parametrize(
    ("report", "why"),
    [
        ("json=.git/config", "is hidden, or in a hidden folder"),
        ("json=a/.b/result.json", "is hidden, or in a hidden folder"),
        ("json=orglint.yaml", "orglint.yaml does not end with .json"),
        ("html=README.md", "README.md does not end with .html"),
        ("csv=code.py", "code.py does not end with .csv"),
        ("prometheus=Makefile", "Makefile does not end with .prom"),
        ("sarif=x.txt", "x.txt does not end with .sarif or .json"),
        ("json=package.json", "package.json is there, and is no report"),
        ("gitlab=package.json", "package.json is there, and is no report"),
        ("html=page.html", "page.html is there, and is no report"),
        ("markdown=NOTES.md", "NOTES.md is there, and is no report"),
        ("terminal=requirements.txt", "requirements.txt is there, and is no report"),
        ("csv=data.csv", "data.csv is there, and is no report"),
        ("csv=fresh.csv", "fresh.rules.csv is there, and is no report"),
        ("action-plan=plan.csv", "plan.run.csv is there, and is no report"),
        ("json=folder.json", "is there, and is no report"),
        ("json=rules/a.json", "is among the rules"),
    ],
)
def test_a_report_that_the_file_names_overwrites_nothing_else(tmp_path: Path, report: str, why: str) -> None:
    (tmp_path / "package.json").write_text('{"name": "ours"}')
    (tmp_path / "page.html").write_text("<p>ours</p>")
    (tmp_path / "NOTES.md").write_text("# Notes of ours\n")
    for name in ("requirements.txt", "data.csv", "fresh.rules.csv", "plan.run.csv"):
        (tmp_path / name).write_text('"ours"\n')
    (tmp_path / "folder.json").mkdir()
    (found,) = mistakes(tmp_path, f"rules: [./rules]\nformats: [{report}]")
    assert why in found


def test_a_report_may_overwrite_a_report(tmp_path: Path) -> None:
    golden = Path(__file__).parents[1] / "golden"
    for name in ("result.json", "result.html"):
        (tmp_path / name).write_bytes((golden / name).read_bytes())
    reports = "[terminal, json=result.json, html=result.html, json=-, html=new/out.html, prometheus=new/orglint.prom]"
    read_settings(written(tmp_path, f"formats: {reports}"))
