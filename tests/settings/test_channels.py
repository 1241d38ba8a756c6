"""Who is told what: an address is never in the file, and the file never chooses which secret is one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from orglint.documents.json_schema import SchemaValidator
from orglint.errors import RuleError
from orglint.model.rule import Severity
from orglint.settings import load_config_schema
from orglint.settings.channels import Channel, Event, build_channels
from support import results
from support.settings import read_settings

SECRET = "slack://T00000000/B00000000/canary-of-the-address"


def read(folder: Path, text: str) -> tuple[Channel, ...]:
    file = folder / "orglint.yaml"
    file.write_text(text)
    return build_channels(read_settings(file).values)


def test_what_is_left_out_is_everything(tmp_path: Path) -> None:
    assert read(tmp_path, "notify: [{to: env:ORGLINT_NOTIFY}]") == (
        Channel("env:ORGLINT_NOTIFY", frozenset(Event), Severity.LOW, (), (), 7),
    )
    assert read(tmp_path, "{}") == ()


def test_all_that_is_said_is_read(tmp_path: Path) -> None:
    ((channel),) = read(
        tmp_path,
        "notify: [{to: file:/etc/orglint/orglint-notify-mail, events: [new, fixed], severity: high, family: admins, "
        "owner: [it-ops, security], failing_days: 30}]",
    )
    assert channel.events == {Event.NEW, Event.FIXED}
    assert (channel.severity, channel.families, channel.owners) == (Severity.HIGH, ("admins",), ("it-ops", "security"))
    assert (channel.failing_days, channel.variable, channel.file) == (30, "", "/etc/orglint/orglint-notify-mail")


@pytest.mark.parametrize(
    ("to", "allowed"),
    [
        ("env:ORGLINT_NOTIFY", True),
        ("env:ORGLINT_NOTIFY_SLACK", True),
        ("env:SLACK_URL", False),
        ("env:ORGLINT_API_KEY", False),
        ("env:HTTPS_PROXY", False),
        ("env:MY_ORGLINT_NOTIFY", False),
        ("file:orglint-notify", True),
        ("file:/run/credentials/orglint.service/orglint-notify-slack", True),
        ("file:/etc/passwd", False),
        ("file:/srv/orglint-notify/.ssh/id_ed25519", False),
        ("file:-", False),
        ("cmd:orglint-notify", False),
        (SECRET, False),
        ("", False),
    ],
)
def test_only_what_was_made_for_messages_can_be_named_and_nothing_of_it_is_repeated(
    tmp_path: Path, to: str, *, allowed: bool
) -> None:
    text = f"notify: [{{to: '{to}'}}]"
    valid = SchemaValidator(load_config_schema()).find_first_misfit({"notify": [{"to": to}]}) is None
    assert valid is allowed
    if allowed:
        assert read(tmp_path, text)[0].to == to
        return
    with pytest.raises(RuleError) as caught:
        read(tmp_path, text)
    assert "notify.0.to" in str(caught.value)
    assert "canary" not in "".join(it.text for it in caught.value.mistakes)


def test_an_event_that_does_not_exist_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="one of new, fixed, failing, undecided, decided, waivers, broken"):
        read(tmp_path, "notify: [{to: env:ORGLINT_NOTIFY, events: [news]}]")


def test_the_schema_knows_each_event() -> None:
    schema: Any = load_config_schema()
    assert schema["properties"]["notify"]["items"]["properties"]["events"]["items"]["enum"] == [*Event]


def test_a_channel_is_about_rules_of_its_severity_family_and_owner() -> None:
    rule = replace(results.dormant().rule, owner="it-ops")
    family = rule.id.partition("/")[0]
    told = Channel("env:ORGLINT_NOTIFY", severity=rule.severity, families=("other", family), owners=(rule.owner,))
    assert told.is_about(rule)
    assert not Channel(told.to, families=("other",)).is_about(rule)
    assert not Channel(told.to, owners=("nobody",)).is_about(rule)


def test_a_channel_with_other_words_is_another_one_and_its_order_does_not_matter(tmp_path: Path) -> None:
    one, other, third = read(
        tmp_path,
        "notify: [{to: env:ORGLINT_NOTIFY, events: [new, fixed]}, {to: env:ORGLINT_NOTIFY, events: [fixed, new]}, "
        "{to: env:ORGLINT_NOTIFY, severity: high}, {to: env:ORGLINT_NOTIFY, events: [fixed, new], failing_days: 8}]",
    )
    assert len({one.id, other.id, third.id}) == 3
