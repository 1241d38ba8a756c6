"""Settings in rules: declared by packs, typed, known when a rule is loaded, and never a pass where they are not set."""

from pathlib import Path
from typing import Any

import pytest

from orglint import expressions, rulebook, tables
from orglint.errors import ExpressionError, RuleError
from orglint.model.table import ListOf, Scalar
from orglint.rulebook import SettingValues

DECLARED = {"domains": ListOf(Scalar.STRING), "sso": Scalar.BOOL, "most": Scalar.INT, "share": Scalar.DOUBLE}
PACK = """\
name: mine
version: 1.0.0
settings:
  domains: {type: list(string), meaning: Our domains}
  most: {type: int, meaning: How many}
"""
RULE = """\
title: Users are ours
severity: low
table: users
require: REQUIRE
message: no
why: why
fix: fix
examples:
  pass:
    - {emailDomain: a.example, settings: {domains: [a.example]}}
  fail:
    - {emailDomain: b.example, settings: {domains: [a.example]}}
"""


def compiled(source: str, **values: Any) -> expressions.compiled.Compiled:
    known = tables.known_tables()
    scope = expressions.organization_scope(known, DECLARED, values).with_row(known["users"])
    return expressions.compile_condition(source, scope)


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("user.emailDomain in settings.domains", "user.emailDomain in ['a', 'b']"),
        ("settings.domains.exists(d, d == user.emailDomain)", "['a', 'b'].exists(d, d == user.emailDomain)"),
        ("settings.domains.size() == 2", "true"),
        ("settings.most + 1 == 4", "true"),
        ("settings.share > 0.2", "true"),
        ("settings.sso && user.mfaEnabled", "true && user.mfaEnabled"),
        ("has(settings.sso)", "true"),
        ("!has(settings.sso)", "false"),
        ("(has(settings.domains) ? settings.domains : ['x']).size() == 2", "true"),
        ("settings.domains.map(d, d + 'x') == ['ax']", "['a', 'b'].map(d, d + 'x') == ['ax']"),
        ("settings.domains[0] == user.emailDomain", "'a' == user.emailDomain"),
    ],
)
def test_a_setting_that_is_set_is_its_value(source: str, same: str) -> None:
    found = compiled(source, domains=["a", "b"], sso=True, most=3, share=0.25)
    assert found.sql == compiled(same).sql
    assert found.unset == frozenset()


@pytest.mark.parametrize(
    "source", ["user.emailDomain in settings.domains", "settings.domains.all(d, d == 'a')", "settings.sso"]
)
def test_a_setting_that_is_not_set_is_unknown_and_named(source: str) -> None:
    found = compiled(source)
    assert found.unset == {"sso"} if "sso" in source else {"domains"}
    assert found.guarded == frozenset()


def test_an_empty_list_is_set() -> None:
    assert compiled("has(settings.domains) && settings.domains.size() == 0", domains=[]).sql == "TRUE"


def test_who_asks_whether_a_setting_is_set_is_guarded() -> None:
    found = compiled("!has(settings.sso) || settings.sso")
    assert (found.unset, found.guarded) == ({"sso"}, {"sso"})
    assert compiled("!has(settings.sso) || user.mfaEnabled").unset == frozenset()


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("user.emailDomain in settings.domans", "settings has no field domans; did you mean domains?"),
        ("has(settings.soo)", "settings has no field soo; did you mean sso?"),
        ("settings.sso == 'yes'", "1:14: == does not take"),
        ("settings == settings", "name one of them, as in settings.domains"),
    ],
)
def test_a_mistake_is_told_with_the_nearest_name(source: str, mistake: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compiled(source, domains=["a"])
    assert mistake in str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "ours.yaml").write_text(RULE.replace("REQUIRE", "user.emailDomain in settings.domains"))
    return tmp_path


def load(folder: Path, **written: Any) -> rulebook.rule.CompiledRule:
    return rulebook.load(folder, tables.known_tables(), settings=SettingValues(written))[0]


def test_a_rule_waits_for_a_setting_that_it_names(folder: Path) -> None:
    assert load(folder).waits_for == ("domains",)
    assert load(folder, domains=[]).waits_for == ()


@pytest.mark.parametrize("place", ["let", "where", "message"])
def test_a_rule_waits_for_what_any_part_of_it_names(folder: Path, place: str) -> None:
    text = RULE.replace("REQUIRE", "user.mfaEnabled")
    written = {
        "let": text.replace("require:", "let: {ours: user.emailDomain in settings.domains}\nrequire:"),
        "where": text.replace("require:", "where: user.emailDomain in settings.domains\nrequire:"),
        "message": text.replace("message: no", 'message: "{settings.domains.size()}"'),
    }
    (folder / "ours.yaml").write_text(written[place])
    assert load(folder).waits_for == ("domains",)


def test_a_guard_anywhere_in_the_rule_is_a_guard(folder: Path) -> None:
    text = RULE.replace("REQUIRE", "user.emailDomain in settings.domains").replace(
        "require:", "where: has(settings.domains)\nrequire:"
    )
    (folder / "ours.yaml").write_text(text)
    assert load(folder).waits_for == ()


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ({"domain": []}, "there is no setting domain; did you mean domains?"),
        ({"domains": "a.example"}, 'settings.domains must be a list, it is "a.example"'),
        ({"domains": [1]}, "settings.domains[0] must be text, it is 1"),
        ({"domains": None}, "settings.domains must be a list, it is null"),
        ({"most": 1.5}, "settings.most must be a whole number, it is 1.5"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(folder: Path, written: dict[str, Any], mistake: str) -> None:
    with pytest.raises(RuleError) as caught:
        load(folder, **written)
    assert mistake in str(caught.value)


def test_examples_give_settings_values_and_the_organization_does_not(folder: Path) -> None:
    rules = rulebook.load_per_setting(folder, tables.known_tables())
    assert [(len(it.examples), it.waits_for) for it in rules] == [(0, ("domains",)), (2, ())]


def test_a_mistake_in_the_settings_of_an_example_is_told(folder: Path) -> None:
    text = RULE.replace("REQUIRE", "user.mfaEnabled")
    text = text.replace("settings: {domains: [a.example]}", "settings: {domain: [], most: x}", 1)
    (folder / "ours.yaml").write_text(text)
    with pytest.raises(RuleError) as caught:
        load(folder)
    assert "ours.yaml:10:51: there is no setting domain; did you mean domains?" in str(caught.value)
    assert "settings.most must be a whole number" in str(caught.value)


def test_a_parameter_takes_its_value_from_a_setting_where_that_is_set(folder: Path) -> None:
    params = "params: {limit: {type: int, default: 7, setting: most, meaning: m}}\nrequire:"
    (folder / "ours.yaml").write_text(RULE.replace("REQUIRE", "params.limit > 0").replace("require:", params))
    assert load(folder).plain.parameters["limit"].value == 7
    assert load(folder, most=9).plain.parameters["limit"].value == 9
    assert load(folder, most=9).waits_for == load(folder).waits_for == ()


@pytest.mark.parametrize(
    ("setting", "mistake"), [("mst", "there is no setting mst; did you mean most?"), ("domains", "has another type")]
)
def test_a_parameter_takes_its_value_from_a_setting_that_fits(folder: Path, setting: str, mistake: str) -> None:
    params = f"params: {{limit: {{type: int, default: 7, setting: {setting}, meaning: m}}}}\nrequire:"
    (folder / "ours.yaml").write_text(RULE.replace("REQUIRE", "params.limit > 0").replace("require:", params))
    with pytest.raises(RuleError, match=mistake):
        load(folder)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("version: 1.0.0", "a pack needs name"),
        ("name: Mine\nversion: 1.0.0", "name must be named with small letters"),
        ("name: mine\nversion: one", "version must be a version such as 1.0.0"),
        ("name: mine\nversion: 1.0.0\nsetings: {}", "there is no key setings; did you mean settings?"),
        ("name: mine\nversion: 1.0.0\nsettings: {a: {type: text, meaning: m}}", "settings.a.type is one of"),
    ],
)
def test_a_mistake_in_a_pack_is_told(folder: Path, text: str, mistake: str) -> None:
    (folder / "pack.yaml").write_text(text)
    with pytest.raises(RuleError, match=mistake):
        load(folder)


def test_two_packs_agree_on_the_type_of_a_setting(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    (other / "pack.yaml").write_text(PACK.replace("type: int", "type: string"))
    (other / "theirs.yaml").write_text((folder / "ours.yaml").read_text())
    with pytest.raises(RuleError, match="the setting most is string here, and int in"):
        rulebook.load(folder, tables.known_tables(), beside=[other])


def test_what_orglint_declares_may_be_named_by_every_rule(folder: Path) -> None:
    (folder / "pack.yaml").unlink()
    assert load(folder).waits_for == ("domains",)
    assert load(folder, domains=["a.example"]).waits_for == ()


def test_a_folder_without_a_pack_file_declares_nothing_more(folder: Path) -> None:
    (folder / "pack.yaml").unlink()
    with pytest.raises(RuleError, match=r"there is no setting most"):
        load(folder, most=3)


def test_a_pack_file_below_the_root_is_a_rule(folder: Path) -> None:
    (folder / "family").mkdir()
    (folder / "family" / "pack.yaml").write_text(PACK)
    with pytest.raises(RuleError, match=r"family/pack\.yaml"):
        load(folder)


@pytest.mark.parametrize(
    "use", ["user.emailDomain in settings.domains", "settings.most > 1 && settings.domains == ['a']"]
)
@pytest.mark.parametrize("written", [{"domains": "x"}, {"domains": [1, "a"]}, {"most": "7"}, {"most": None}])
def test_a_wrong_value_of_a_setting_that_a_rule_uses_is_a_mistake(
    folder: Path, use: str, written: dict[str, Any]
) -> None:
    (folder / "ours.yaml").write_text(RULE.replace("REQUIRE", use))
    with pytest.raises(RuleError) as caught:
        load(folder, **written)
    assert str(caught.value).startswith("settings.")


@pytest.mark.parametrize("name", ["pack.yaml", "other.yaml"])
def test_a_link_that_leads_out_is_not_read(folder: Path, name: str) -> None:
    elsewhere = folder.parent / f"secret-{name}"
    elsewhere.write_text("password: abcdefgh\n")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(elsewhere)
    with pytest.raises(RuleError) as caught:
        load(folder)
    assert "is a link that leads out" in str(caught.value)
    assert "password" not in str(caught.value)
